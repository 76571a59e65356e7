#include "ui/window/file_flow.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

#include "core/model/merge.h"
#include "ui/window/export_target.h"
#include "ui/window/questions.h"
#include "ui/window/recent_files.h"

namespace zeroloom {

namespace {

const QString SaveKey = QStringLiteral("save-failed");
const QString DiskKey = QStringLiteral("changed-on-disk");
const QString RecoveryKey = QStringLiteral("recovery");
const QString Suffix = QStringLiteral(".zeroloom");
constexpr std::size_t ErrorsShown = 3;

QString filter() { return FileFlow::tr("Topologies (*.zeroloom);;All files (*)"); }

QString errorsText(const Errors& errors)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(errors.size(), ErrorsShown); ++i) {
        lines << QString::fromStdString(errors[i].text());
    }
    if (errors.size() > ErrorsShown) {
        lines << FileFlow::tr("and %1 more").arg(errors.size() - ErrorsShown);
    }
    return lines.join(QLatin1Char('\n'));
}

QString documentsFolder(const QString& path)
{
    return path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                          : QFileInfo(path).absolutePath();
}

} // namespace

const QString FileFlow::OpenKey = QStringLiteral("open-failed");

FileFlow::FileFlow(Document& document, RunController& run, MessageBar& messages, QWidget* window,
                   std::function<FileFlow*()> newWindow)
    : QObject(window), m_document(document), m_run(run), m_messages(messages), m_window(window),
      m_newWindow(std::move(newWindow))
{
    connect(&document, &Document::changedOnDiskFound, this, &FileFlow::onForeignChange);
    connect(&run, &RunController::stateChanged, this, &FileFlow::reloadOnceStopped, Qt::QueuedConnection);
}

bool FileFlow::isBlank() const
{
    const Topology& topology = m_document.topology();
    return m_document.path().isEmpty() && topology.nodes.empty() && topology.notes.empty() && !m_document.modified();
}

bool FileFlow::isFree() const { return isBlank() || (!m_document.modified() && m_run.state() == RunState::Stopped); }

void FileFlow::newTopology()
{
    if (isBlank()) {
        return;
    }
    if (isFree()) {
        m_document.reset({});
        Q_EMIT loaded();
    } else {
        m_newWindow();
    }
}

void FileFlow::openWithDialog()
{
    openAll(
        QFileDialog::getOpenFileNames(m_window, tr("Open a topology"), documentsFolder(m_document.path()), filter()));
}

void FileFlow::openAll(const QStringList& paths)
{
    for (const QString& path : paths) {
        open(path);
    }
}

void FileFlow::open(const QString& source)
{
    FileFlow* target = isFree() ? this : m_newWindow();
    target->load(source);
}

bool FileFlow::load(const QString& source)
{
    const auto opened = m_document.load(source);
    if (!opened) {
        m_messages.show(OpenKey, MessageKind::Error,
                        tr("“%1” was not opened: %2").arg(source, errorsText(opened.error())));
        RecentFiles::remove(QFileInfo(source).absoluteFilePath());
        return false;
    }
    for (const QString& key : {OpenKey, SaveKey, DiskKey}) {
        m_messages.clear(key);
    }
    if (!m_document.path().isEmpty()) {
        RecentFiles::add(m_document.path());
    }
    Q_EMIT loaded();
    Q_EMIT loadedFrom(source);
    return true;
}

void FileFlow::adopt(const Topology& topology, const QString& act)
{
    FileFlow* target = isFree() ? this : m_newWindow();
    Document& document = target->m_document;
    document.reset({});
    MergePlan plan = planMerge(topology, {}, {}, {}, act.toStdString());
    if (const Status taken = document.editor().apply(std::move(plan.edit)); !taken) {
        target->m_messages.show(OpenKey, MessageKind::Error,
                                tr("Not imported: %1").arg(QString::fromStdString(taken.error().text())));
        return;
    }
    target->m_messages.clear(OpenKey);
    Q_EMIT target->loaded();
}

bool FileFlow::save() { return m_document.path().isEmpty() ? saveAs() : saveTo(m_document.path()); }

bool FileFlow::saveAs()
{
    const QString here = m_document.path();
    const QString start =
        here.isEmpty() ? documentsFolder({}) + QLatin1Char('/') + fileStem(m_document.displayName()) + Suffix : here;
    QFileDialog dialog(m_window, tr("Save the topology"), QFileInfo(start).absolutePath(), filter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(Suffix.mid(1));
    dialog.selectFile(QFileInfo(start).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) {
        return false;
    }
    return saveTo(dialog.selectedFiles().constFirst());
}

bool FileFlow::saveTo(const QString& path)
{
    if (path == m_document.path() && m_document.changedOnDisk() && !askToOverwrite(path, m_window)) {
        return false;
    }
    const Status saved = m_document.saveAs(path);
    if (!saved) {
        m_messages.show(SaveKey, MessageKind::Error,
                        tr("Not saved: %1").arg(QString::fromStdString(saved.error().text())),
                        {{tr("Try Again"), [this, path] { saveTo(path); }}, {tr("Save As…"), [this] { saveAs(); }}});
        return false;
    }
    m_messages.clear(SaveKey);
    m_messages.clear(DiskKey);
    RecentFiles::add(m_document.path());
    return true;
}

void FileFlow::onForeignChange()
{
    const QString text = m_document.modified()
                             ? tr("The file was changed by another program. Reloading discards your changes here.")
                             : tr("The file was changed by another program.");
    m_messages.show(DiskKey, MessageKind::Warning, text,
                    {{tr("Reload"), [this] { reload(); }}, {tr("Keep Mine"), [] {}}});
}

void FileFlow::reload()
{
    const bool running = m_run.state() != RunState::Stopped;
    if (running && !askToStop(StopReason::Reloading, m_document.displayName(), m_window)) {
        onForeignChange(); // the file is still another one
        return;
    }
    m_reloads = true;
    if (running && m_run.state() != RunState::Stopping) {
        m_run.stop();
    }
    reloadOnceStopped();
}

void FileFlow::reloadOnceStopped()
{
    if (m_reloads && m_run.state() == RunState::Stopped) {
        m_reloads = false;
        load(m_document.path());
    }
}

void FileFlow::offerRecoveries()
{
    const auto found = Document::recoveries();
    if (found.empty()) {
        return;
    }
    const QString name = found.front().name.isEmpty() ? tr("Untitled") : found.front().name;
    const QString when =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(found.front().savedAtMs), QLocale::ShortFormat);
    const QString text =
        found.size() == 1
            ? tr("Unsaved work on “%1” of %2 was kept when Zeroloom ended unexpectedly.").arg(name, when)
            : tr("Unsaved work on %1 topologies was kept when Zeroloom ended unexpectedly.").arg(found.size());
    m_messages.show(RecoveryKey, MessageKind::Information, text,
                    {{tr("Restore"), [this, found] { restore(found); }}, {tr("Discard"), [found] {
                                                                              for (const auto& recovery : found) {
                                                                                  Document::discard(recovery);
                                                                              }
                                                                          }}});
}

void FileFlow::restore(const std::vector<Document::Recovery>& recoveries)
{
    for (const auto& recovery : recoveries) {
        FileFlow* target = isFree() ? this : m_newWindow();
        const Status restored = target->m_document.recover(recovery);
        if (restored) {
            Q_EMIT target->loaded();
        } else {
            target->m_messages.show(OpenKey, MessageKind::Error,
                                    tr("The work on “%1” could not be restored. %2")
                                        .arg(recovery.name, QString::fromStdString(restored.error().text())));
        }
    }
}

bool FileFlow::mayClose()
{
    const bool running = m_run.state() != RunState::Stopped;
    if (m_document.modified()) {
        switch (askToSave(m_document.displayName(), running, m_window)) {
        case SaveAnswer::Save:
            return save();
        case SaveAnswer::Discard:
            return true;
        case SaveAnswer::Cancel:
            return false;
        }
    }
    return !running || askToStop(StopReason::Closing, m_document.displayName(), m_window);
}

} // namespace zeroloom
