// The nodes of Jupyter kernels that are watched: added to the document as their connection files come, taken away when
// a kernel has ended. GUI thread only.
//
// A kernel has ended when its file is gone and it does not answer any more: a file alone that is gone says nothing of a
// kernel that still beats. What a person deleted or undid is not added again.
#pragma once

#include <map>

#include <QObject>
#include <QStringList>

#include "core/liveness/heart.h"
#include "core/model/topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/window/kernel_follower.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class FollowedKernels final : public QObject {
    Q_OBJECT
public:
    FollowedKernels(Document& document, RunController& run, CanvasView& canvas, MessageBar& messages,
                    const FileSystem& files, QObject* parent);

    // Everything that is added in one call, or later in a row, is one step of undo.
    void followFolder(const QString& folder, const HeartRule& rule);
    void addFiles(const QStringList& files, const HeartRule& rule);
    QString folder() const { return m_follower.folder(); }

Q_SIGNALS:
    void added(bool first); // into an empty document

private:
    struct Kernel {
        NodeId pinger, kernel;
        QString title;
        bool gone = false; // its file is
    };

    void onCame(const QString& file, const KernelConnection& connection);
    void onWent(const QString& file);
    void onUnreadable(const QString& file, const QString& why);
    void add(const QString& file, const KernelConnection& connection);
    void changeEndpoint(const Kernel& kernel, const std::string& endpoint);
    void takeAwayEnded();
    bool hasEnded(const Kernel& kernel) const;
    bool isThere(const Kernel& kernel) const;
    Point placeForNext() const;

    Document& m_document;
    RunController& m_run;
    CanvasView& m_canvas;
    MessageBar& m_messages;
    KernelFollower m_follower;
    HeartRule m_rule;
    std::string m_mergeKey;
    int m_calls = 0;
    std::map<QString, Kernel> m_kernels; // by file
};

} // namespace zeroloom
