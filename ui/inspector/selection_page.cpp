#include "ui/inspector/selection_page.h"

#include <algorithm>

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/role/role_catalogue.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/figures.h"

namespace zeroloom {

SelectionPage::SelectionPage(Document& document, RunController& run, QWidget* parent)
    : InspectorPage(document, run, parent), m_form(makeForm()), m_patterns(new QVBoxLayout)
{
    body()->addLayout(m_form);
    body()->addWidget(makeHeading(tr("Wire by pattern")));
    body()->addWidget(makeHint(tr("Wires every pair of the selected nodes that can talk and is not wired yet.")));
    body()->addLayout(m_patterns);
    for (Pattern pattern :
         {Pattern::RequestReply, Pattern::PublishSubscribe, Pattern::Pipeline, Pattern::ExclusivePair}) {
        QString title = toQString(name(pattern));
        title[0] = title[0].toUpper();
        auto* button = new QPushButton(title, this);
        connect(button, &QPushButton::clicked, this,
                [this, pattern] { say(editor().wireByPattern(this->document().selection().nodes, pattern)); });
        m_patterns->addWidget(button);
    }
}

std::vector<const Node*> SelectionPage::nodes() const
{
    std::vector<const Node*> result;
    for (const NodeId& id : document().selection().nodes)
        if (const Node* node = topology().node(id))
            result.push_back(node);
    return result;
}

void SelectionPage::refresh()
{
    const Selection& selection = document().selection();
    QStringList parts;
    if (!selection.nodes.empty())
        parts << countedText(selection.nodes.size(), tr("node"), tr("nodes"));
    if (!selection.wires.empty())
        parts << countedText(selection.wires.size(), tr("wire"), tr("wires"));
    if (!selection.notes.empty())
        parts << countedText(selection.notes.size(), tr("note"), tr("notes"));
    setTitle(parts.join(QStringLiteral(", ")), tr("selected"));
    rebuildFields();
}

void SelectionPage::rebuildFields()
{
    const std::vector<const Node*> shown = nodes();
    const RoleInfo* first = shown.empty() ? nullptr : roleByName(shown.front()->role);
    std::vector<const ParameterInfo*> common;
    std::string key;
    for (std::size_t i = 0; first && i < first->parameters.size(); ++i) {
        const ParameterInfo& parameter = first->parameters[i];
        const bool everywhere = std::all_of(shown.begin(), shown.end(), [&](const Node* node) {
            const RoleInfo* role = roleByName(node->role);
            const ParameterInfo* same = role ? role->parameter(parameter.name) : nullptr;
            return same && same->kind == parameter.kind;
        });
        if (everywhere) {
            common.push_back(&parameter);
            key += std::string(parameter.name) + ' ';
        }
    }
    if (key != m_shown) {
        m_shown = key;
        clearLayout(m_form);
        m_fields.clear();
        for (const ParameterInfo* parameter : common) {
            auto* field = new ValueField(fieldSpec(*parameter), this);
            addRow(m_form, toQString(parameter->label), field);
            m_fields[std::string(parameter->name)] = field;
            connect(field, &ValueField::edited, this,
                    [this, wanted = std::string(parameter->name)](const auto& value) { setForAll(wanted, value); });
        }
    }
    for (const auto& [parameter, field] : m_fields) {
        const auto valueOf = [&, wanted = parameter](const Node* node) {
            const auto set = node->params.find(wanted);
            return set == node->params.end() ? std::nullopt : std::optional<Value>(set->second);
        };
        const bool same = std::all_of(shown.begin(), shown.end(),
                                      [&](const Node* node) { return valueOf(node) == valueOf(shown.front()); });
        if (same)
            field->setValue(valueOf(shown.front()));
        else
            field->setMixed();
    }
}

void SelectionPage::setForAll(const std::string& name, const std::optional<Value>& value)
{
    // One edit, so that one undo takes it back.
    Edit edit;
    edit.text =
        tr("Set %1 of %2").arg(toQString(name), countedText(nodes().size(), tr("node"), tr("nodes"))).toStdString();
    for (std::size_t i = 0; i < topology().nodes.size(); ++i) {
        const Node& node = topology().nodes[i];
        if (!document().selection().nodes.contains(node.id))
            continue;
        Node after = node;
        if (value)
            after.params[name] = *value;
        else
            after.params.erase(name);
        edit.changes.push_back(NodeChange{i, node, std::move(after)});
    }
    say(editor().apply(std::move(edit)));
}

} // namespace zeroloom
