#include "ui/window/scenario_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/model/act.h"
#include "ui/document/scenario_edits.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

QString formsHelp()
{
    QString html = QStringLiteral("<table cellspacing='0'>");
    for (const ActForm& form : actForms()) {
        html += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(toQString(form.form).toHtmlEscaped(), toQString(form.help).toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

} // namespace

ScenarioDialog::ScenarioDialog(const Topology& topology, const std::optional<Scenario>& added, QWidget* parent)
    : QDialog(parent), m_topology(topology), m_list(new QListWidget(this)), m_name(new QLineEdit(this)),
      m_text(new QPlainTextEdit(this)), m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("scenarioDialog"));
    setWindowTitle(tr("Scenarios"));
    resize(640, 400);
    for (const Scenario& scenario : topology.scenarios) {
        m_drafts.push_back({scenario, scenarioText(scenario.acts), false});
    }
    if (added) {
        m_drafts.push_back({*added, scenarioText(added->acts), false});
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit * 2);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(Theme::Unit * 2);
    columns->addWidget(makeListColumn());
    columns->addWidget(makeTextColumn(), 1);
    layout->addLayout(columns, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Save);
    m_ok->setText(tr("Keep with the Topology"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const Draft& draft : m_drafts) {
        m_list->addItem(toQString(draft.scenario.name));
    }
    connect(m_list, &QListWidget::currentRowChanged, this, &ScenarioDialog::showDraft);
    connect(m_name, &QLineEdit::textEdited, this, &ScenarioDialog::takeFields);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ScenarioDialog::takeFields);
    m_list->setCurrentRow(static_cast<int>(m_drafts.size()) - 1);
    showDraft(m_list->currentRow());
    if (m_drafts.empty()) {
        addDraft();
    }
    m_name->setFocus();
    m_name->selectAll();
}

QWidget* ScenarioDialog::makeListColumn()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    m_list->setAccessibleName(tr("Scenarios"));
    m_list->setFixedWidth(176);
    layout->addWidget(m_list, 1);
    auto* buttons = new QHBoxLayout;
    auto* add = new QPushButton(tr("New"), column);
    m_remove = new QPushButton(tr("Remove"), column);
    for (QPushButton* button : {add, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &ScenarioDialog::addDraft);
    connect(m_remove, &QPushButton::clicked, this, &ScenarioDialog::removeDraft);
    return column;
}

QWidget* ScenarioDialog::makeTextColumn()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("Name"));
    layout->addWidget(m_name);
    m_text->setAccessibleName(tr("Acts"));
    m_text->setPlaceholderText(tr("One act a line, with its time since everything ran:\n3s kill worker1\n6s restart "
                                  "worker1"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setToolTip(formsHelp());
    layout->addWidget(m_text, 1);
    m_hint->setObjectName(QStringLiteral("scenarioHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setMinimumHeight(m_hint->fontMetrics().lineSpacing() * 2);
    m_hint->setAlignment(Qt::AlignTop);
    layout->addWidget(m_hint);
    return column;
}

void ScenarioDialog::showDraft(int row)
{
    m_showing = true;
    const bool is = row >= 0 && row < static_cast<int>(m_drafts.size());
    const Draft* draft = is ? &m_drafts[static_cast<std::size_t>(row)] : nullptr;
    m_name->setText(draft != nullptr ? toQString(draft->scenario.name) : QString());
    m_text->setPlainText(draft != nullptr ? draft->text : QString());
    m_name->setEnabled(is);
    m_text->setEnabled(is);
    m_remove->setEnabled(is);
    m_showing = false;
    judge();
}

void ScenarioDialog::takeFields()
{
    const int row = m_list->currentRow();
    if (m_showing || row < 0) {
        return;
    }
    Draft& draft = m_drafts[static_cast<std::size_t>(row)];
    draft.scenario.name = m_name->text().trimmed().toStdString();
    if (draft.text != m_text->toPlainText()) {
        draft.text = m_text->toPlainText();
        draft.touched = true;
    }
    m_list->item(row)->setText(toQString(draft.scenario.name));
    judge();
}

void ScenarioDialog::addDraft()
{
    Topology named;
    named.scenarios = scenarios();
    m_drafts.push_back({{freshScenarioName(named), {}, {}}, {}, true});
    m_list->addItem(toQString(m_drafts.back().scenario.name));
    m_list->setCurrentRow(m_list->count() - 1);
    m_text->setFocus();
}

void ScenarioDialog::removeDraft()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    m_drafts.erase(m_drafts.begin() + row);
    delete m_list->takeItem(row);
    showDraft(m_list->currentRow());
}

// The first thing in the way of keeping them, of the one that is shown before the others.
void ScenarioDialog::judge()
{
    QString problem;
    const int shownRow = m_list->currentRow();
    for (int i = -1; i < static_cast<int>(m_drafts.size()) && problem.isEmpty(); ++i) {
        const int row = i < 0 ? shownRow : i;
        if (row < 0 || (i >= 0 && row == shownRow)) {
            continue;
        }
        const Draft& draft = m_drafts[static_cast<std::size_t>(row)];
        const QString where = row == shownRow ? QString() : toQString(draft.scenario.name) + QStringLiteral(": ");
        if (draft.scenario.name.empty()) {
            problem = where + tr("A scenario needs a name");
        } else if (std::count_if(m_drafts.begin(), m_drafts.end(),
                                 [&](const Draft& other) { return other.scenario.name == draft.scenario.name; }) > 1) {
            problem = tr("Two scenarios have the name “%1”").arg(toQString(draft.scenario.name));
        } else if (draft.touched) {
            const ScenarioReading reading = readScenario(draft.text, m_topology);
            problem = reading.line > 0 ? where + reading.problem : QString();
        }
    }
    m_hint->setText(problem);
    m_ok->setEnabled(problem.isEmpty());
}

std::vector<Scenario> ScenarioDialog::scenarios() const
{
    std::vector<Scenario> all;
    for (const Draft& draft : m_drafts) {
        Scenario scenario = draft.scenario;
        if (draft.touched) {
            scenario.acts = readScenario(draft.text, m_topology).acts;
        }
        all.push_back(std::move(scenario));
    }
    return all;
}

std::optional<std::vector<Scenario>> ScenarioDialog::ask(const Topology& topology, const std::optional<Scenario>& added,
                                                         QWidget* parent)
{
    ScenarioDialog dialog(topology, added, parent);
    if (dialog.exec() != QDialog::Accepted) {
        return std::nullopt;
    }
    std::vector<Scenario> edited = dialog.scenarios();
    if (edited == topology.scenarios) {
        return std::nullopt;
    }
    return edited;
}

} // namespace zeroloom
