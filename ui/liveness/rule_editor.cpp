#include "ui/liveness/rule_editor.h"

#include <algorithm>
#include <array>

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/role/role_catalogue.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr std::array<std::string_view, 5> RuleParameters{"period", "misses", "grace", "verdict", "threshold"};
constexpr int PanelWidth = 38 * Theme::Unit;

// As a sentence of its own.
QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

QString secondsOf(Nanoseconds time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    return seconds < 1 ? RuleEditor::tr("%1 ms").arg(QString::number(seconds * 1e3, 'g', 4))
                       : RuleEditor::tr("%1 s").arg(QString::number(seconds, 'g', 4));
}

} // namespace

QString ruleText(const HeartRule& rule)
{
    const QString verdict = rule.verdict == VerdictRule::Phi ? RuleEditor::tr("φ %1").arg(rule.threshold)
                            : rule.misses == 1               ? RuleEditor::tr("1 miss")
                                                             : RuleEditor::tr("%1 misses").arg(rule.misses);
    return RuleEditor::tr("Every %1, %2").arg(secondsOf(rule.period), verdict);
}

QString detectionText(const HeartRule& rule)
{
    if (rule.verdict == VerdictRule::Phi)
        return RuleEditor::tr("a dead heart is called lost when its suspicion reaches %1").arg(rule.threshold);
    return RuleEditor::tr("a dead heart is called lost within %1").arg(secondsOf(detectionBound(rule)));
}

RuleEditor::RuleEditor(Document& document, QWidget* parent) : QToolButton(parent), m_document(document)
{
    setAccessibleName(tr("Rule"));
    setToolTip(tr("When a heart is late and when it is lost: change it, also while it runs"));
    setProperty(FlatStyle::BorderedProperty, true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIcon(Theme::instance().icon(QStringLiteral("clock")));
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { setIcon(Theme::instance().icon(QStringLiteral("clock"))); });
    connect(this, &QToolButton::clicked, this, &RuleEditor::open);
    connect(&document, &Document::changed, this, &RuleEditor::refresh);
}

void RuleEditor::show(const std::vector<NodeId>& monitors, const std::optional<HeartRule>& rule)
{
    m_monitors = monitors;
    m_rule = rule;
    setVisible(rule.has_value());
    if (rule && text() != ruleText(*rule))
        setText(ruleText(*rule));
    if (m_bound && rule)
        m_bound->setText(sentence(detectionText(*rule)));
}

void RuleEditor::open()
{
    const Node* node = m_monitors.empty() ? nullptr : m_document.topology().node(m_monitors.front());
    if (!node)
        return;
    if (!m_panel || m_role != node->role)
        buildPanel(node->role);
    refresh();
    m_panel->adjustSize();
    const QPoint below = mapToGlobal(QPoint(width() - m_panel->width(), height() + 2));
    const QPoint above = mapToGlobal(QPoint(width() - m_panel->width(), -m_panel->height() - 2));
    const int bottom = window()->mapToGlobal(window()->rect().bottomRight()).y();
    m_panel->move(below.y() + m_panel->height() > bottom ? above : below);
    m_panel->show();
    if (const auto period = m_fields.find(std::string(RuleParameters.front())); period != m_fields.end())
        period->second->setFocus();
}

void RuleEditor::buildPanel(const std::string& role)
{
    delete m_panel;
    m_fields.clear();
    m_role = role;
    auto* frame = new QFrame(this, Qt::Popup);
    m_panel = frame;
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAccessibleName(tr("Rule"));
    frame->setFixedWidth(PanelWidth);
    auto* layout = new QVBoxLayout(frame);
    auto* form = InspectorPage::makeForm();
    layout->addLayout(form);
    const RoleInfo* info = roleByName(role);
    for (const std::string_view name : RuleParameters) {
        const ParameterInfo* parameter = info ? info->parameter(name) : nullptr;
        if (!parameter)
            continue;
        auto* field = new ValueField(fieldSpec(*parameter), frame);
        InspectorPage::addRow(form, toQString(parameter->label), field)->setTip(field->spec().tip);
        m_fields[std::string(name)] = field;
        connect(field, &ValueField::edited, this,
                [this, key = std::string(name)](const std::optional<Value>& value) { commit(key, value); });
    }
    m_bound = InspectorPage::makeHint(m_rule ? sentence(detectionText(*m_rule)) : QString());
    m_bound->setWordWrap(true);
    m_problem = new QLabel(frame);
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout->addWidget(m_bound);
    layout->addWidget(m_problem);
}

void RuleEditor::refresh()
{
    if (!m_panel)
        return;
    for (const auto& [name, field] : m_fields) {
        std::vector<std::optional<Value>> values;
        for (const NodeId& monitor : m_monitors)
            if (const Node* node = m_document.topology().node(monitor)) {
                const auto set = node->params.find(name);
                values.push_back(set == node->params.end() ? std::nullopt : std::optional(set->second));
            }
        if (values.empty())
            continue;
        if (std::ranges::all_of(values, [&](const auto& value) { return value == values.front(); }))
            field->setValue(values.front());
        else
            field->setMixed();
    }
}

// One step to undo, however many monitors follow it.
void RuleEditor::commit(const std::string& parameter, const std::optional<Value>& value)
{
    Edit edit;
    edit.text = "Set " + parameter + (m_monitors.size() == 1 ? " of " + m_monitors.front().text() : " of all monitors");
    const std::vector<Node>& nodes = m_document.topology().nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (std::ranges::find(m_monitors, nodes[i].id) == m_monitors.end())
            continue;
        const RoleInfo* role = roleByName(nodes[i].role);
        if (!role || !role->parameter(parameter))
            continue;
        Node after = nodes[i];
        if (value)
            after.params[parameter] = *value;
        else
            after.params.erase(parameter);
        if (after != nodes[i])
            edit.changes.push_back(NodeChange{i, nodes[i], std::move(after)});
    }
    if (edit.changes.empty())
        return;
    const Status done = m_document.editor().apply(std::move(edit));
    m_document.editor().endMerge();
    m_problem->setVisible(!done);
    if (!done)
        m_problem->setText(toQString(done.error().message));
}

} // namespace zeroloom
