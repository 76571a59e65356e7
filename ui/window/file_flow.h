// New, open, save, recent and dropped files: what of one window's document may be replaced, and what asks first.
//
// Opening never disturbs work: a window whose document is modified or runs keeps it, and a new window takes the file.
// GUI thread only.
#pragma once

#include <functional>

#include <QObject>
#include <QStringList>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class FileFlow final : public QObject {
    Q_OBJECT
public:
    // Of the message that says why something was not opened.
    static const QString OpenKey;

    // `newWindow` makes and shows another window and returns its flow.
    FileFlow(Document& document, RunController& run, MessageBar& messages, QWidget* window,
             std::function<FileFlow*()> newWindow);

    void newTopology();
    void openWithDialog();
    // A path or "gallery:NAME"; here when this window is free for it, else in another one.
    void open(const QString& source);
    void openAll(const QStringList& paths);
    // In this window, whatever stands here. False: the message bar says why.
    bool load(const QString& source);
    // A topology that is in no file of ours yet: unsaved work, here when this window is free for it, else in another
    // one. `act` is what Undo calls it.
    void adopt(const Topology& topology, const QString& act);
    // Both return false when nothing was saved.
    bool save();
    bool saveAs();
    bool saveTo(const QString& path);
    // Unsaved work of windows that crashed: offered in the message bar.
    void offerRecoveries();

    // Whether this window may close; asks about unsaved work and a running network.
    bool mayClose();

Q_SIGNALS:
    void loaded();
    void loadedFrom(const QString& source); // after it, where what stands here came from a path or "gallery:NAME"

private:
    bool isFree() const;
    bool isBlank() const;
    void restore(const std::vector<Document::Recovery>& recoveries);
    void onForeignChange();
    // After somebody else's change: stops what runs, when the person agrees, and lets its queues drain first.
    void reload();
    void reloadOnceStopped();

    Document& m_document;
    RunController& m_run;
    MessageBar& m_messages;
    QWidget* m_window;
    std::function<FileFlow*()> m_newWindow;
    bool m_reloads = false; // as soon as the run has stopped
};

} // namespace zeroloom
