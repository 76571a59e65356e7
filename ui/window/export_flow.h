// File > Export from the menu to the message that says where it went. GUI thread only.
#pragma once

#include <functional>

#include <QObject>

#include "core/base/file_system.h"
#include "ui/document/document.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class ExportFlow final : public QObject {
    Q_OBJECT
public:
    // `showProblems` brings the list of problems into view.
    ExportFlow(Document& document, FileSystem& files, MessageBar& messages, QWidget* window,
               std::function<void()> showProblems);

    void exportWithDialog();

private:
    void report(const QString& title, const QString& path, bool folder, std::size_t remarks);

    Document& m_document;
    FileSystem& m_fileSystem;
    MessageBar& m_messages;
    QWidget* m_window;
    std::function<void()> m_showProblems;
};

} // namespace zeroloom
