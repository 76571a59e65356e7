// One open topology: the editor, its file, what is selected in it, what is wrong with it. GUI thread only.
//
// Every view of a window reads and reacts to this and to RunController; none talks to another view.
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/file_system.h"
#include "core/check/check.h"
#include "core/model/editor.h"

namespace zeroloom {

class Document final : public QObject {
    Q_OBJECT
public:
    explicit Document(FileSystem& fileSystem, QObject* parent = nullptr);
    ~Document() override;

    Editor& editor() { return m_editor; }
    const Topology& topology() const { return m_editor.topology(); }

    // --- File
    // A path, or "gallery:NAME". On failure the document stays as it is and the errors say where and why.
    tl::expected<void, Errors> load(const QString& source);
    Status save();                                     // to path(); fails when there is none
    Status saveAs(const QString& path);
    void reset(Topology topology);                     // a new, unsaved document
    QString path() const { return m_path; }            // empty: never saved
    QString displayName() const;                       // "Task pipeline", or "Untitled"
    bool modified() const;
    // Whether somebody else wrote the file since it was read or saved: a save would overwrite their work.
    bool changedOnDisk() const;
    tl::expected<void, Errors> reload();               // from path(), discarding what is here

    // --- Recovery: unsaved work is written to a private file within seconds and survives a crash.
    struct Recovery { QString file; QString originalPath; QString name; qint64 savedAtMs; };
    static std::vector<Recovery> recoveries();         // of processes that are gone
    Status recover(const Recovery& recovery);          // loads it as unsaved work; its file is removed
    static void discard(const Recovery& recovery);
    // The session is ending without anybody to ask: unsaved work is written now and stays for the next start.
    void keepForRecovery();

    // --- Selection
    const Selection& selection() const { return m_selection; }
    void setSelection(Selection selection);
    // Asks the canvas to bring a place into view and select it.
    void reveal(const Place& place);

    // --- Diagnostics: the check of what stands now, renewed shortly after each change that matters.
    const std::vector<Diagnostic>& diagnostics() const { return m_diagnostics; }
    void checkNow();

Q_SIGNALS:
    void changed(const zeroloom::ChangeSet& changes);  // after each edit, undo, redo, load
    void selectionChanged();
    void diagnosticsChanged();
    void fileChanged();                                // path, name or modified state
    void revealRequested(const zeroloom::Place& place);
    void changedOnDiskFound();                         // once for each foreign change

private:
    void adopt(Topology topology, const QString& path);
    void onEdited(const ChangeSet& changes);
    void onFileTouched();
    void noteFileState();

    struct Private;
    std::unique_ptr<Private> d;
    Editor m_editor;
    QString m_path;
    Selection m_selection;
    std::vector<Diagnostic> m_diagnostics;
};

}  // namespace zeroloom
