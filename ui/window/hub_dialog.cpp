#include "ui/window/hub_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/theme/text.h"
#include "ui/window/heart_rule_fields.h"
#include "ui/window/monitor_dialog_parts.h"

namespace zeroloom {

namespace {

const QString FileKey = QStringLiteral("monitor/ipyparallel/file");

QString standardFile()
{
    return QDir::home().filePath(QStringLiteral(".ipython/profile_default/security/ipcontroller-engine.json"));
}

} // namespace

HeartRule hubRule()
{
    HeartRule rule;
    rule.period = std::chrono::seconds(3);
    rule.misses = 10;
    return rule;
}

HubDialog::HubDialog(const FileSystem& files, QWidget* parent)
    : QDialog(parent), m_fileSystem(files), m_file(new QLineEdit(this)), m_plan(new QLabel(this)),
      m_problem(makeProblemLabel(this))
{
    setObjectName(QStringLiteral("hubDialog"));
    setWindowTitle(tr("Watch an ipyparallel hub"));
    auto* layout = makeDialogLayout(this, tr("Hears the beats that a hub sends to its engines, as one more subscriber: "
                                             "neither the hub nor its engines notice."));
    m_file->setObjectName(QStringLiteral("file"));
    m_file->setText(QSettings().value(FileKey, standardFile()).toString());
    m_file->setAccessibleName(tr("Controller's file"));
    auto* browse = new QPushButton(tr("&Browse…"), this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    auto* form = new QFormLayout;
    form->addRow(tr("&File"), row);
    m_rule = new HeartRuleFields(*form, QStringLiteral("monitor/ipyparallel"), hubRule(), this);
    layout->addLayout(form);
    m_plan->setObjectName(QStringLiteral("plan"));
    m_plan->setWordWrap(true);
    layout->addWidget(m_plan);
    layout->addWidget(m_problem);
    m_watch = addDialogButtons(this, layout, tr("Watch"));
    connect(browse, &QPushButton::clicked, this, &HubDialog::chooseFile);
    connect(m_file, &QLineEdit::textChanged, this, &HubDialog::judge);
    connect(m_rule, &HeartRuleFields::changed, this, &HubDialog::judge);
    connect(this, &QDialog::accepted, this, &HubDialog::remember);
    judge();
}

Result<HubConnection> HubDialog::hub() const
{
    return hubConnection(m_file->text().trimmed().toStdString(), m_fileSystem);
}

void HubDialog::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("The controller's file for its engines"), m_file->text(),
                                                      tr("Controller files (ipcontroller*.json);;All files (*)"));
    if (!file.isEmpty()) {
        m_file->setText(file);
    }
}

void HubDialog::judge()
{
    const auto found = hub();
    m_plan->setText(found ? tr("The hub's beats come from %1.").arg(toQString(found->ping)) : QString());
    m_plan->setVisible(found.has_value());
    showProblem(*m_problem, *m_watch, found ? m_rule->problem() : toQString(found.error().text()));
}

std::optional<HubDialog::Answer> HubDialog::answer() const
{
    const auto found = hub();
    const auto rule = m_rule->rule();
    return found && rule ? std::optional(Answer{*found, *rule}) : std::nullopt;
}

void HubDialog::remember() const
{
    QSettings().setValue(FileKey, m_file->text().trimmed());
    m_rule->remember();
}

std::optional<HubDialog::Answer> HubDialog::ask(const FileSystem& files, QWidget* parent)
{
    HubDialog dialog(files, parent);
    return dialog.exec() == QDialog::Accepted ? dialog.answer() : std::nullopt;
}

} // namespace zeroloom
