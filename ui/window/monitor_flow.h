// The ways into watching hearts that run already: the Monitor menu and dropped connection files. Adds nodes that watch
// to the document, undoably, and runs it. GUI thread only.
#pragma once

#include <functional>

#include <QObject>
#include <QStringList>

#include "core/model/topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/window/followed_kernels.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class MonitorFlow final : public QObject {
    Q_OBJECT
public:
    struct Targets {
        std::function<MonitorFlow*()> newWindow; // makes and shows another window and returns its flow
        std::function<void()> run;
    };
    MonitorFlow(Document& document, RunController& run, CanvasView& canvas, MessageBar& messages,
                const FileSystem& files, QWidget* window, Targets targets);

    // Each asks what to watch, and where when this document is in use.
    void watchHeartbeats();
    void watchKernels();
    void watchHub();
    // Watches the connection files among these, in this document; returns the others, which are topologies or claim to
    // be.
    QStringList takeConnectionFiles(const QStringList& paths);

private:
    // This window's or another one's flow; nullptr: the person thought better of it.
    MonitorFlow* whereToWatch();
    bool isBlank() const;
    void add(const Topology& part, const QString& title);
    void addHub(const QString& path);
    void runIt();

    Document& m_document;
    RunController& m_run;
    CanvasView& m_canvas;
    MessageBar& m_messages;
    const FileSystem& m_fileSystem;
    QWidget* m_window;
    Targets m_targets;
    FollowedKernels m_kernels;
};

} // namespace zeroloom
