#include "ui/window/kernels_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QVBoxLayout>

#include "core/liveness/connection_file.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/heart_rule_fields.h"
#include "ui/window/monitor_dialog_parts.h"

namespace zeroloom {

namespace {

const QString FolderKey = QStringLiteral("monitor/kernels/folder");

} // namespace

KernelsDialog::KernelsDialog(const FileSystem& files, QWidget* parent)
    : QDialog(parent), m_fileSystem(files),
      m_all(new QRadioButton(tr("&All kernels in a folder, as they come and go"), this)),
      m_some(new QRadioButton(tr("Kernels of these &connection files"), this)), m_folder(new QLineEdit(this)),
      m_files(new QListWidget(this)), m_plan(new QLabel(this)), m_problem(makeProblemLabel(this))
{
    setObjectName(QStringLiteral("kernelsDialog"));
    setWindowTitle(tr("Watch Jupyter kernels"));
    auto* layout = makeDialogLayout(
        this,
        tr("A kernel echoes what is sent to its heartbeat port. It answers while it computes, too: an answer says "
           "that its process lives, not that it is idle."));
    const QString standard = QString::fromStdString(jupyterRuntimeFolder().string());
    m_folder->setObjectName(QStringLiteral("folder"));
    m_folder->setText(QSettings().value(FolderKey, standard).toString());
    m_folder->setAccessibleName(tr("Folder of connection files"));
    auto* browse = new QPushButton(tr("&Browse…"), this);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(browse);
    m_files->setObjectName(QStringLiteral("files"));
    m_files->setAccessibleName(tr("Connection files"));
    m_files->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_files->setFixedHeight(Theme::Unit * 12);
    auto* add = new QPushButton(tr("Add &Files…"), this);
    auto* filesRow = new QHBoxLayout;
    filesRow->addWidget(m_files, 1);
    filesRow->addWidget(add, 0, Qt::AlignTop);
    m_all->setObjectName(QStringLiteral("all"));
    m_some->setObjectName(QStringLiteral("some"));
    m_all->setChecked(true);
    layout->addWidget(m_all);
    layout->addLayout(folderRow);
    layout->addWidget(m_some);
    layout->addLayout(filesRow);
    auto* form = new QFormLayout;
    m_rule = new HeartRuleFields(*form, QStringLiteral("monitor/kernels"), {}, this);
    layout->addLayout(form);
    m_plan->setObjectName(QStringLiteral("plan"));
    m_plan->setWordWrap(true);
    layout->addWidget(m_plan);
    layout->addWidget(m_problem);
    m_watch = addDialogButtons(this, layout, tr("Watch"));
    connect(browse, &QPushButton::clicked, this, &KernelsDialog::chooseFolder);
    connect(add, &QPushButton::clicked, this, &KernelsDialog::chooseFiles);
    connect(m_all, &QRadioButton::toggled, this, &KernelsDialog::judge);
    connect(m_folder, &QLineEdit::textChanged, this, &KernelsDialog::judge);
    connect(m_rule, &HeartRuleFields::changed, this, &KernelsDialog::judge);
    connect(this, &QDialog::accepted, this, &KernelsDialog::remember);
    judge();
}

void KernelsDialog::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("The folder of connection files"), m_folder->text());
    if (!folder.isEmpty()) {
        m_all->setChecked(true);
        m_folder->setText(folder);
    }
}

void KernelsDialog::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Connection files"), m_folder->text(),
                                                            tr("Connection files (*.json);;All files (*)"));
    if (!files.isEmpty()) {
        m_some->setChecked(true);
        m_files->addItems(files);
        judge();
    }
}

QString KernelsDialog::problem() const
{
    if (m_all->isChecked()) {
        if (m_folder->text().trimmed().isEmpty()) {
            return tr("Choose the folder in which the kernels put their connection files.");
        }
        if (const QFileInfo folder(m_folder->text().trimmed()); folder.exists() && !folder.isDir()) {
            return tr("“%1” is a file: choose the folder in which it is.").arg(folder.fileName());
        }
        return m_rule->problem();
    }
    if (m_files->count() == 0) {
        return tr("Add at least one connection file.");
    }
    for (int i = 0; i < m_files->count(); ++i) {
        const auto kernel = kernelConnection(m_files->item(i)->text().toStdString(), m_fileSystem);
        if (!kernel) {
            return toQString(kernel.error().text());
        }
    }
    return m_rule->problem();
}

QString KernelsDialog::plan() const
{
    if (!m_all->isChecked()) {
        return tr("Zeroloom pings each of them once a period.");
    }
    const auto found = kernelFiles(m_folder->text().trimmed().toStdString());
    const QString now = !found           ? tr("The folder does not exist yet: Zeroloom waits for it.")
                        : found->empty() ? tr("No kernel is there now: Zeroloom waits for the first.")
                                         : tr("%n kernel(s) there now.", nullptr, static_cast<int>(found->size()));
    return now + QLatin1Char(' ') +
           tr("New ones are added as their files appear; one that ends is taken away once it is lost and its file is "
              "gone.");
}

void KernelsDialog::judge()
{
    m_folder->setEnabled(m_all->isChecked());
    m_files->setEnabled(m_some->isChecked());
    m_plan->setText(plan());
    showProblem(*m_problem, *m_watch, problem());
}

std::optional<KernelsDialog::Answer> KernelsDialog::answer() const
{
    const auto rule = m_rule->rule();
    if (!rule || !problem().isEmpty()) {
        return std::nullopt;
    }
    Answer answer;
    answer.rule = *rule;
    if (m_all->isChecked()) {
        answer.folder = m_folder->text().trimmed();
        return answer;
    }
    for (int i = 0; i < m_files->count(); ++i) {
        answer.files << m_files->item(i)->text();
    }
    return answer;
}

void KernelsDialog::remember() const
{
    if (m_all->isChecked()) {
        QSettings().setValue(FolderKey, m_folder->text().trimmed());
    }
    m_rule->remember();
}

std::optional<KernelsDialog::Answer> KernelsDialog::ask(const FileSystem& files, QWidget* parent)
{
    KernelsDialog dialog(files, parent);
    return dialog.exec() == QDialog::Accepted ? dialog.answer() : std::nullopt;
}

} // namespace zeroloom
