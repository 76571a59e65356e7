// Watches the connection files of Jupyter kernels: a folder in which they come and go, or single files. Says which
// kernels there are, and knows nothing of nodes. GUI thread only.
//
// A file that is just being written is read again until it is whole; one that stays broken is told once.
#pragma once

#include <map>

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include "core/liveness/connection_file.h"

namespace zeroloom {

class KernelFollower final : public QObject {
    Q_OBJECT
public:
    explicit KernelFollower(const FileSystem& files, QObject* parent = nullptr);

    // All kernel-*.json that are or will be in the folder. One that does not exist yet is waited for. Ends the
    // following of another one.
    void followFolder(const QString& folder);
    // This one file, wherever it is: it is told when it goes.
    void followFile(const QString& file);
    // It is told anew when it is followed again.
    void forget(const QString& file);
    void stop();
    QString folder() const { return m_folder; }

Q_SIGNALS:
    // A kernel that was not there, or whose file says another endpoint than before.
    void came(const QString& file, const zeroloom::KernelConnection& kernel);
    void went(const QString& file);
    // In words; once for each file until it changes.
    void unreadable(const QString& file, const QString& why);

private:
    struct File {
        KernelConnection kernel;
        bool known = false; // `kernel` was read
        bool told = false;  // that it is unreadable
        int tries = 0;      // since it changed
    };

    void look();
    void read(const QString& file);
    void watch();

    const FileSystem& m_fileSystem;
    QString m_folder;
    std::map<QString, File> m_files;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;  // single shot: changes come in bursts
    QTimer m_again; // while something is not whole, or the folder is not there yet
};

} // namespace zeroloom
