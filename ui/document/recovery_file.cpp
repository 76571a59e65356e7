#include "ui/document/recovery_file.h"

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QUuid>

namespace zeroloom {

namespace {

const QString Suffix = QStringLiteral(".zeroloom");

QString folderPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recovery");
}

QString descriptionOf(const QString& file) { return file.chopped(Suffix.size()) + QStringLiteral(".json"); }

// What the kernel tells of a process, from its state on; empty when there is no such process.
QList<QByteArray> statOfProcess(qint64 processId)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(processId));
    if (!stat.open(QIODevice::ReadOnly)) {
        return {};
    }
    // The name in parentheses may hold spaces.
    const QByteArray content = stat.readAll();
    return content.mid(content.lastIndexOf(')') + 2).split(' ');
}

// When it was started, in the kernel's ticks: tells a process from a later one that was given its number.
QString startIn(const QList<QByteArray>& stat) { return QString::fromLatin1(stat.value(19)); }

// A process that was killed keeps its number until its parent has taken note, and is no longer there to save anything.
bool hasEndedIn(const QList<QByteArray>& stat)
{
    const QByteArray state = stat.value(0);
    return state == "Z" || state == "X";
}

bool stillRuns(qint64 processId, const QString& start)
{
    if (processId <= 0 || (::kill(static_cast<pid_t>(processId), 0) != 0 && errno == ESRCH)) {
        return false;
    }
    const QList<QByteArray> stat = statOfProcess(processId);
    return !hasEndedIn(stat) && (start.isEmpty() || startIn(stat) == start);
}

} // namespace

RecoveryFile::RecoveryFile(FileSystem& fileSystem)
    : m_fileSystem(fileSystem), m_file(QStringLiteral("%1/%2-%3%4")
                                           .arg(folderPath())
                                           .arg(QCoreApplication::applicationPid())
                                           .arg(QUuid::createUuid().toString(QUuid::Id128), Suffix))
{
    m_writer.setMaxThreadCount(1);
}

RecoveryFile::~RecoveryFile() { waitForWritten(); }

void RecoveryFile::write(std::string topologyText, const QString& originalPath, const QString& name)
{
    const qint64 processId = QCoreApplication::applicationPid();
    const QJsonObject description{{QStringLiteral("process"), processId},
                                  {QStringLiteral("processStart"), startIn(statOfProcess(processId))},
                                  {QStringLiteral("originalPath"), originalPath},
                                  {QStringLiteral("name"), name},
                                  {QStringLiteral("savedAtMs"), QDateTime::currentMSecsSinceEpoch()}};
    m_exists = true;
    m_writer.start([&fileSystem = m_fileSystem, file = m_file, text = std::move(topologyText),
                    about = QJsonDocument(description).toJson(QJsonDocument::Compact).toStdString()] {
        QDir().mkpath(folderPath());
        // A topology may name hosts and keys that are nobody else's business.
        QFile::setPermissions(folderPath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        // A disk that is full or read-only takes no recovery file; the next edit tries again.
        if (fileSystem.writeAtomically(file.toStdString(), text)) {
            (void)fileSystem.writeAtomically(descriptionOf(file).toStdString(), about);
        }
    });
}

void RecoveryFile::remove()
{
    if (m_exists) {
        waitForWritten();
        discard(m_file);
        m_exists = false;
    }
}

void RecoveryFile::waitForWritten() { m_writer.waitForDone(); }

std::vector<Document::Recovery> RecoveryFile::abandoned()
{
    std::vector<Document::Recovery> found;
    const QDir folder(folderPath());
    for (const QFileInfo& info : folder.entryInfoList({QLatin1Char('*') + Suffix}, QDir::Files)) {
        const QString file = info.absoluteFilePath();
        QFile about(descriptionOf(file));
        const QJsonObject description =
            about.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(about.readAll()).object() : QJsonObject();
        // Without its description the file's own name still tells the process.
        const qint64 processId = description.value(QStringLiteral("process"))
                                     .toInteger(info.fileName().section(QLatin1Char('-'), 0, 0).toLongLong());
        if (stillRuns(processId, description.value(QStringLiteral("processStart")).toString())) {
            continue;
        }
        const qint64 savedAt =
            description.value(QStringLiteral("savedAtMs")).toInteger(info.lastModified().toMSecsSinceEpoch());
        found.push_back({file, description.value(QStringLiteral("originalPath")).toString(),
                         description.value(QStringLiteral("name")).toString(), savedAt});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.savedAtMs > b.savedAtMs; });
    return found;
}

void RecoveryFile::discard(const QString& file)
{
    QFile::remove(file);
    QFile::remove(descriptionOf(file));
}

} // namespace zeroloom
