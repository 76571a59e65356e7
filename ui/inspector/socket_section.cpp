#include "ui/inspector/socket_section.h"

#include <algorithm>

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/zmq/library.h"
#include "core/zmq/option_catalogue.h"
#include "ui/inspector/drag_handle.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// Shown for every socket that has them, set or not: what people change first.
bool isCommon(const OptionInfo& option)
{
    return option.name == "SNDHWM" || option.name == "RCVHWM" || option.name == "LINGER";
}

// A list in one line: prefixes in quotes when they hold spaces, commas or nothing at all.
QString subscriptionsText(const std::vector<std::string>& subscriptions)
{
    QStringList parts;
    for (const std::string& prefix : subscriptions) {
        QString text = toQString(prefix);
        const bool plain = !text.isEmpty() && !text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) &&
                           text == text.trimmed();
        parts << (plain ? text
                        : QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"'));
    }
    return parts.join(QStringLiteral(", "));
}

std::vector<std::string> parseSubscriptions(const QString& text)
{
    std::vector<std::string> result;
    QString part;
    bool quoted = false;
    bool wasQuoted = false;
    const auto finish = [&] {
        const QString prefix = wasQuoted ? part : part.trimmed();
        if (wasQuoted || !prefix.isEmpty())
            result.push_back(prefix.toStdString());
        part.clear();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('"') && quoted && i + 1 < text.size() && text[i + 1] == c) {
            part += text[i++];
        } else if (c == QLatin1Char('"') && (quoted || part.trimmed().isEmpty())) {
            if (!quoted)
                part.clear();
            quoted = !quoted;
            wasQuoted = true;
        } else if (c == QLatin1Char(',') && !quoted) {
            finish();
        } else if (!(wasQuoted && !quoted && c.isSpace())) {
            part += c;
        }
    }
    finish();
    return result;
}

} // namespace

SocketSection::SocketSection(Document& document, SocketRef socket, std::function<void(const Status&)> say,
                             QWidget* parent)
    : QWidget(parent), m_document(document), m_ref(std::move(socket)), m_say(std::move(say)),
      m_type(new QComboBox(this)), m_id(new QLineEdit(this)), m_side(new QComboBox(this)),
      m_subscriptions(new QLineEdit(this)), m_form(InspectorPage::makeForm()), m_options(InspectorPage::makeForm()),
      m_add(new QToolButton(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Theme::Unit);
    layout->setSpacing(Theme::Unit / 2);
    makeHeader();
    makeSubscriptions();
    layout->addLayout(m_form);
    layout->addWidget(InspectorPage::makeHeading(tr("Options")));
    layout->addLayout(m_options);
    makeOptions();
    layout->addWidget(m_add, 0, Qt::AlignLeft);
}

void SocketSection::makeHeader()
{
    const bool drafts = libzmqHas("draft");
    for (const SocketTypeInfo& type : socketTypes())
        if (!isDraft(type.type) || drafts)
            m_type->addItem(Theme::instance().typeIcon(type.type), toQString(type.name), static_cast<int>(type.type));
    m_type->setAccessibleName(tr("Socket type"));
    m_type->setToolTip(tr("Changing the type restarts the node"));
    connect(m_type, &QComboBox::activated, this, [this](int index) {
        m_say(m_document.editor().setSocketType(m_ref, static_cast<SocketType>(m_type->itemData(index).toInt())));
    });
    auto* remove = new QToolButton(this);
    remove->setIcon(Theme::instance().icon(QStringLiteral("delete")));
    remove->setToolTip(tr("Remove the socket and its wires"));
    remove->setAccessibleName(tr("Remove socket"));
    remove->setAutoRaise(true);
    connect(
        remove, &QToolButton::clicked, this, [this] { m_say(m_document.editor().removeSocket(m_ref)); },
        Qt::QueuedConnection); // the section itself goes with its socket
    auto* row = new QHBoxLayout;
    row->addWidget(m_type, 1);
    auto* handle = new DragHandle(this);
    handle->setPlace({m_ref.node, m_ref.socket, {}});
    row->addWidget(handle);
    row->addWidget(remove);
    InspectorPage::addRow(m_form, tr("Type"), row);
    InspectorPage::letShrink(m_type);

    m_id->setAccessibleName(tr("Socket id"));
    m_id->setToolTip(tr("Unique in its node; wires name it as node.socket"));
    InspectorPage::addRow(m_form, tr("Id"), m_id);
    connect(m_id, &QLineEdit::editingFinished, this, [this] {
        if (!m_id->isModified())
            return;
        m_id->setModified(false);
        m_say(m_document.editor().renameSocket(m_ref, SocketId(m_id->text().trimmed().toStdString())));
    });
    m_side->addItem(tr("Automatic"), static_cast<int>(PortSide::Auto));
    m_side->addItem(tr("Left"), static_cast<int>(PortSide::Left));
    m_side->addItem(tr("Right"), static_cast<int>(PortSide::Right));
    m_side->setAccessibleName(tr("Side at which wires attach"));
    InspectorPage::addRow(m_form, tr("Side"), m_side);
    connect(m_side, &QComboBox::activated, this, [this](int index) {
        m_say(m_document.editor().setSide(m_ref, static_cast<PortSide>(m_side->itemData(index).toInt())));
    });
}

void SocketSection::makeSubscriptions()
{
    m_subscriptions->setAccessibleName(tr("Subscriptions"));
    m_subscriptions->setPlaceholderText(tr("none: nothing arrives"));
    m_subscriptions->setToolTip(tr("Prefixes of the messages that arrive, separated by commas.\n"
                                   "\"\" (two quotes) takes everything; quote a prefix that ends in a space.\n"
                                   "Takes effect at once."));
    InspectorPage::addRow(m_form, tr("Subscribe"), m_subscriptions);
    connect(m_subscriptions, &QLineEdit::editingFinished, this, &SocketSection::commitSubscriptions);
}

void SocketSection::commitSubscriptions()
{
    if (!m_subscriptions->isModified())
        return;
    m_subscriptions->setModified(false);
    m_say(m_document.editor().setSubscriptions(m_ref, parseSubscriptions(m_subscriptions->text())));
}

void SocketSection::makeOptions()
{
    m_add->setText(tr("Set another option"));
    m_add->setToolTip(tr("All options that this type of socket honours"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setMenu(new QMenu(m_add));
    connect(m_add->menu(), &QMenu::aboutToShow, this, &SocketSection::fillOptionMenu);
}

void SocketSection::fillOptionMenu()
{
    QMenu* menu = m_add->menu();
    menu->clear();
    menu->setToolTipsVisible(true);
    std::map<OptionGroup, QMenu*> groups;
    for (const OptionInfo* option : optionsFor(m_shownType)) {
        if (m_fields.contains(std::string(option->name)))
            continue;
        QMenu*& group = groups[option->group];
        if (!group) {
            group = menu->addMenu(toQString(name(option->group)));
            group->setToolTipsVisible(true);
        }
        QAction* action = group->addAction(toQString(option->name));
        action->setToolTip(toQString(option->help));
        connect(action, &QAction::triggered, this, [this, wanted = std::string(option->name)] {
            m_wanted.insert(wanted);
            if (const Socket* socket = m_document.topology().socket(m_ref)) {
                refresh(*socket);
                m_fields.at(wanted)->setFocus();
            }
        });
    }
}

void SocketSection::refresh(const Socket& socket)
{
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(socket.type)));
    if (!(m_id->hasFocus() && m_id->isModified()))
        m_id->setText(toQString(socket.id.text()));
    m_side->setCurrentIndex(m_side->findData(static_cast<int>(socket.side)));
    const bool subscribes = socket.type == SocketType::Sub || socket.type == SocketType::XSub;
    m_subscriptions->setVisible(subscribes);
    m_form->labelForField(m_subscriptions)->setVisible(subscribes);
    if (!(m_subscriptions->hasFocus() && m_subscriptions->isModified()))
        m_subscriptions->setText(subscriptionsText(socket.subscriptions));
    rebuildOptions(socket);
}

void SocketSection::rebuildOptions(const Socket& socket)
{
    std::set<std::string> shown = m_wanted;
    for (const auto& [name, value] : socket.options)
        shown.insert(name);
    for (const OptionInfo* option : optionsFor(socket.type))
        if (isCommon(*option))
            shown.insert(std::string(option->name));
    const bool same =
        socket.type == m_shownType && shown.size() == m_fields.size() &&
        std::all_of(shown.begin(), shown.end(), [&](const auto& name) { return m_fields.contains(name); });
    if (!same) {
        m_shownType = socket.type;
        clearLayout(m_options);
        m_fields.clear();
        for (const std::string& name : shown)
            if (const OptionInfo* option = optionByName(name))
                addOptionField(*option);
    }
    for (const auto& [name, field] : m_fields) {
        const auto set = socket.options.find(name);
        field->setValue(set == socket.options.end() ? std::nullopt : std::optional<Value>(set->second));
    }
}

void SocketSection::addOptionField(const OptionInfo& option)
{
    auto* field = new ValueField(fieldSpec(option, m_shownType), this);
    // Names of options may be longer than the column of labels; then they stand above.
    const QString name = toQString(option.name);
    if (fontMetrics().horizontalAdvance(name) > InspectorPage::LabelWidth) {
        auto* label = new QLabel(name);
        label->setToolTip(field->spec().tip);
        label->setBuddy(field);
        m_options->addRow(label);
        InspectorPage::addRow(m_options, QString(), field);
    } else {
        InspectorPage::addRow(m_options, name, field)->setTip(field->spec().tip);
    }
    m_options->addRow(QString(), InspectorPage::makeHint(field->spec().hint));
    m_fields[std::string(option.name)] = field;
    connect(field, &ValueField::edited, this,
            [this, key = std::string(option.name)](const std::optional<Value>& value) {
                if (!value)
                    m_wanted.erase(key);
                m_say(m_document.editor().setOption(m_ref, key, value));
                m_document.editor().endMerge();
            });
}

} // namespace zeroloom
