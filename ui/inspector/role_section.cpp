#include "ui/inspector/role_section.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/role/role_catalogue.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

namespace zeroloom {

RoleSection::RoleSection(Document& document, std::function<void(const Status&)> say, QWidget* parent)
    : QWidget(parent), m_document(document), m_say(std::move(say)), m_role(new QComboBox(this)),
      m_host(new QComboBox(this)), m_summary(InspectorPage::makeHint({})), m_parameters(InspectorPage::makeForm())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    QFormLayout* form = InspectorPage::makeForm();
    InspectorPage::addRow(form, tr("Role"), m_role);
    form->addRow(QString(), m_summary);
    InspectorPage::addRow(form, tr("Host"), m_host);
    layout->addLayout(form);
    layout->addLayout(m_parameters);
    m_role->setAccessibleName(tr("Role"));
    m_role->setToolTip(tr("What the node does with its sockets"));
    m_host->setAccessibleName(tr("Host"));
    m_host->setToolTip(tr("The process that runs the node"));

    for (const RoleInfo* role : roles())
        m_role->addItem(toQString(role->title), toQString(role->name));
    connect(m_role, &QComboBox::activated, this, [this](int index) {
        m_say(m_document.editor().setRole(m_node, m_role->itemData(index).toString().toStdString()));
    });
    connect(m_host, &QComboBox::activated, this, [this](int index) {
        m_say(m_document.editor().setNodeHost(m_node, HostId(m_host->itemData(index).toString().toStdString())));
    });
}

void RoleSection::refresh(const Node& node)
{
    if (node.id != m_node || node.role != m_shownRole) {
        m_node = node.id;
        m_shownRole = node.role;
        rebuildParameters(node);
    }
    fillChoices(node);
    for (const auto& [name, field] : m_fields) {
        const auto set = node.params.find(name);
        field->setValue(set == node.params.end() ? std::nullopt : std::optional<Value>(set->second));
    }
}

void RoleSection::fillChoices(const Node& node)
{
    const int role = m_role->findData(toQString(node.role));
    m_role->setCurrentIndex(role);
    if (role < 0)
        m_role->setPlaceholderText(tr("%1 (unknown)").arg(toQString(node.role)));
    m_host->clear();
    for (const Host& host : m_document.topology().hosts)
        m_host->addItem(toQString(host.label.empty() ? host.id.text() : host.label), toQString(host.id.text()));
    m_host->setCurrentIndex(m_host->findData(toQString(node.host.text())));
}

void RoleSection::rebuildParameters(const Node& node)
{
    clearLayout(m_parameters);
    m_fields.clear();
    const RoleInfo* role = roleByName(node.role);
    m_summary->setText(role ? toQString(role->summary) : tr("Zeroloom has no role of this name; choose one."));
    if (!role)
        return;
    for (const ParameterInfo& parameter : role->parameters) {
        auto* field = new ValueField(fieldSpec(parameter), this);
        InspectorPage::addRow(m_parameters, toQString(parameter.label), field)->setTip(field->spec().tip);
        if (!parameter.live)
            m_parameters->addRow(QString(), InspectorPage::makeHint(field->spec().hint));
        m_fields[std::string(parameter.name)] = field;
        connect(field, &ValueField::edited, this,
                [this, name = std::string(parameter.name)](const std::optional<Value>& value) {
                    m_say(m_document.editor().setParam(m_node, name, value));
                    m_document.editor().endMerge();
                });
    }
}

} // namespace zeroloom
