// The private copy of one document's unsaved work, which survives a crash of the window. GUI thread only; the disk is
// written by a thread of its own, because flushing it may take long.
#pragma once

#include <vector>

#include <QString>
#include <QThreadPool>

#include "core/base/file_system.h"
#include "ui/document/document.h"

namespace zeroloom {

class RecoveryFile {
public:
    explicit RecoveryFile(FileSystem& fileSystem);
    ~RecoveryFile(); // waits for the last write; the file stays

    // Returns at once. `originalPath` and `name` tell a person whose work it is.
    void write(std::string topologyText, const QString& originalPath, const QString& name);
    void remove();
    void waitForWritten();

    // Files of processes that are gone, newest first.
    static std::vector<Document::Recovery> abandoned();
    static void discard(const QString& file);

private:
    FileSystem& m_fileSystem;
    QString m_file;
    QThreadPool m_writer; // one thread, so that writes stay in order
    bool m_exists = false;
};

} // namespace zeroloom
