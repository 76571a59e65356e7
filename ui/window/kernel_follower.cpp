#include "ui/window/kernel_follower.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <QFileInfo>

#include "ui/theme/text.h"

namespace zeroloom {

namespace {

constexpr int SettleMs = 40;
constexpr int AgainMs = 250;
// Reads of a file that is not whole before it is told: a program needs no longer than this to write it.
constexpr int PatientTries = 8;

} // namespace

KernelFollower::KernelFollower(const FileSystem& files, QObject* parent) : QObject(parent), m_fileSystem(files)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(SettleMs);
    m_again.setInterval(AgainMs);
    connect(&m_soon, &QTimer::timeout, this, &KernelFollower::look);
    connect(&m_again, &QTimer::timeout, this, &KernelFollower::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString& file) {
        if (const auto known = m_files.find(file); known != m_files.end()) {
            known->second.tries = 0;
            known->second.told = false;
            known->second.known = false;
        }
        m_soon.start();
    });
}

void KernelFollower::followFolder(const QString& folder)
{
    const QString absolute = QFileInfo(folder).absoluteFilePath();
    if (absolute == m_folder) {
        return;
    }
    if (!m_folder.isEmpty()) {
        m_watcher.removePath(m_folder);
        std::erase_if(m_files, [&](const auto& each) { return QFileInfo(each.first).absolutePath() == m_folder; });
    }
    m_folder = absolute;
    look();
}

void KernelFollower::followFile(const QString& file)
{
    if (!QFileInfo::exists(file)) {
        if (const auto read = kernelConnection(file.toStdString(), m_fileSystem); !read) {
            Q_EMIT unreadable(file, toQString(read.error().text()));
            return;
        }
    }
    m_files.try_emplace(QFileInfo(file).absoluteFilePath());
    look();
}

void KernelFollower::forget(const QString& file) { m_files.erase(QFileInfo(file).absoluteFilePath()); }

void KernelFollower::stop()
{
    m_folder.clear();
    m_files.clear();
    m_soon.stop();
    m_again.stop();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty()) {
        m_watcher.removePaths(watched);
    }
}

void KernelFollower::look()
{
    bool folderThere = true;
    if (!m_folder.isEmpty()) {
        const auto found = kernelFiles(m_folder.toStdString());
        folderThere = found.has_value();
        if (found) {
            for (const std::filesystem::path& path : *found) {
                m_files.try_emplace(QString::fromStdString(path.string()));
            }
        }
    }
    std::vector<QString> all;
    for (const auto& [file, state] : m_files) {
        all.push_back(file);
    }
    for (const QString& file : all) {
        read(file);
    }
    watch();
    const bool waits = std::any_of(m_files.begin(), m_files.end(),
                                   [](const auto& each) { return !each.second.known && !each.second.told; });
    if (waits || !folderThere) {
        m_again.start();
    } else {
        m_again.stop();
    }
}

void KernelFollower::read(const QString& file)
{
    const auto found = m_files.find(file);
    if (found == m_files.end()) {
        return; // somebody who was told of another one stopped it
    }
    if (!QFileInfo::exists(file)) {
        m_files.erase(found);
        Q_EMIT went(file);
        return;
    }
    File& state = found->second;
    if (state.known || state.told) {
        return;
    }
    const auto kernel = kernelConnection(file.toStdString(), m_fileSystem);
    if (kernel) {
        const bool same = state.kernel == *kernel;
        state.kernel = *kernel;
        state.known = true;
        if (!same) {
            Q_EMIT came(file, *kernel);
        }
        return;
    }
    if (kernel.error().code == ErrorCode::Io && ++state.tries < PatientTries) {
        return;
    }
    state.told = true;
    Q_EMIT unreadable(file, toQString(kernel.error().text()));
}

// Programs replace files as a whole, too, and a watch ends with the file that it was on.
void KernelFollower::watch()
{
    const QStringList watchedFiles = m_watcher.files();
    const std::set<QString> watched(watchedFiles.begin(), watchedFiles.end());
    for (const auto& [file, state] : m_files) {
        if (!watched.contains(file)) {
            m_watcher.addPath(file);
        }
    }
    if (!m_folder.isEmpty() && !m_watcher.directories().contains(m_folder) && QFileInfo(m_folder).isDir()) {
        m_watcher.addPath(m_folder);
    }
}

} // namespace zeroloom
