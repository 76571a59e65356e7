// Files of other programs and dropped files, from the question what to do with them to what stands on the canvas then.
// GUI thread only.
#pragma once

#include <functional>

#include <QObject>
#include <QStringList>

#include "core/base/file_system.h"
#include "core/model/merge.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"
#include "ui/window/file_flow.h"
#include "ui/window/import_dialog.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class ImportFlow final : public QObject {
    Q_OBJECT
public:
    ImportFlow(Document& document, CanvasView& canvas, MessageBar& messages, FileFlow& files,
               const FileSystem& fileSystem, QWidget* window);

    void importWithDialog();
    // Asks what to do with each, once the drop has ended. Topology files are opened without a question where nothing
    // could be merged into, or where there are several of them.
    void drop(const QStringList& paths);

private:
    void importFile(const QString& path);
    bool nothingIsOpen() const;
    void merge(const ImportDialog::Answer& answer, const QString& fileName);
    Point placeFor(const ImportDialog::Answer& answer) const;

    Document& m_document;
    CanvasView& m_canvas;
    MessageBar& m_messages;
    FileFlow& m_files;
    const FileSystem& m_fileSystem;
    QWidget* m_window;
};

} // namespace zeroloom
