#include "ui/window/monitor_flow.h"

#include <algorithm>
#include <cmath>

#include <QFileInfo>
#include <QTimer>

#include "core/liveness/connection_file.h"
#include "core/model/monitor_nodes.h"
#include "ui/theme/text.h"
#include "ui/window/heartbeats_dialog.h"
#include "ui/window/hub_dialog.h"
#include "ui/window/kernels_dialog.h"
#include "ui/window/questions.h"

namespace zeroloom {

namespace {

const QString MessageKey = QStringLiteral("monitor");
constexpr std::uint64_t LargestFile = 256 * 1024;
// What cards and the first hearts below them take.
constexpr QSizeF CardSize(184, 96);
constexpr double HeartRoom = 200;

enum class DroppedKind { Topology, Kernel, Hub };

// By what is in it; a file that cannot be read, or is not whole yet, by its name.
DroppedKind kindOf(const QString& path, const FileSystem& files)
{
    const QString name = QFileInfo(path).fileName();
    const auto text = files.read(path.toStdString(), LargestFile);
    const auto holds = [&](const char* key) { return text && text->find(key) != std::string::npos; };
    if (holds("\"zeroloom\"")) {
        return DroppedKind::Topology;
    }
    if (holds("\"hb_ping\"") || holds("\"task_scheme\"")) {
        return DroppedKind::Hub;
    }
    if (holds("\"hb_port\"") || holds("\"registration_port\"")) {
        return DroppedKind::Kernel;
    }
    if (name.endsWith(QLatin1String(".json"))) {
        if (name.startsWith(QLatin1String("kernel-"))) {
            return DroppedKind::Kernel;
        }
        if (name.startsWith(QLatin1String("ipcontroller-"))) {
            return DroppedKind::Hub;
        }
    }
    return DroppedKind::Topology;
}

// A wire of the document that binds where one of the part would: two sockets cannot.
const Wire* boundTwice(const Topology& topology, const Topology& part)
{
    for (const Wire& wire : part.wires) {
        const NodeId& binder = wire.bind == WireEnd::To ? wire.to.node : wire.from.node;
        const Node* node = part.node(binder);
        if (node == nullptr || node->role == "outside") {
            continue;
        }
        const auto taken = std::find_if(topology.wires.begin(), topology.wires.end(),
                                        [&](const Wire& each) { return each.endpoint == wire.endpoint; });
        if (taken != topology.wires.end()) {
            return &*taken;
        }
    }
    return nullptr;
}

QRectF extentOf(const Topology& part)
{
    QRectF extent;
    for (const auto& [id, position] : part.layout) {
        extent |= QRectF(QPointF(position.x, position.y), CardSize);
    }
    return extent.adjusted(0, 0, 0, HeartRoom);
}

} // namespace

MonitorFlow::MonitorFlow(Document& document, RunController& run, CanvasView& canvas, MessageBar& messages,
                         const FileSystem& files, QWidget* window, Targets targets)
    : QObject(window), m_document(document), m_run(run), m_canvas(canvas), m_messages(messages), m_fileSystem(files),
      m_window(window), m_targets(std::move(targets)), m_kernels(document, run, canvas, messages, files, this)
{
    connect(&m_kernels, &FollowedKernels::added, this, [this](bool first) {
        // Those that come later must not move what a person looks at.
        if (first) {
            m_canvas.zoomToFit();
        }
        runIt();
    });
}

bool MonitorFlow::isBlank() const { return m_document.topology().nodes.empty() && m_document.topology().notes.empty(); }

MonitorFlow* MonitorFlow::whereToWatch()
{
    if (isBlank()) {
        return this;
    }
    switch (askWhereToWatch(m_document.displayName(), m_window)) {
    case WatchAnswer::Here:
        return this;
    case WatchAnswer::NewWindow:
        return m_targets.newWindow();
    case WatchAnswer::Cancel:
        break;
    }
    return nullptr;
}

void MonitorFlow::watchHeartbeats()
{
    if (const auto answer = HeartbeatsDialog::ask(m_window)) {
        if (MonitorFlow* flow = whereToWatch()) {
            flow->add(heartbeatMonitor(answer->endpoints, answer->rule), tr("Watch heartbeats"));
        }
    }
}

void MonitorFlow::watchKernels()
{
    const auto answer = KernelsDialog::ask(m_fileSystem, m_window);
    MonitorFlow* flow = answer ? whereToWatch() : nullptr;
    if (flow == nullptr) {
        return;
    }
    if (answer->folder.isEmpty()) {
        flow->m_kernels.addFiles(answer->files, answer->rule);
        return;
    }
    flow->m_kernels.followFolder(answer->folder, answer->rule);
    flow->m_messages.show(MessageKey, MessageKind::Information,
                          tr("Following the kernels of %1: they are added as they start.").arg(answer->folder));
}

void MonitorFlow::watchHub()
{
    if (const auto answer = HubDialog::ask(m_fileSystem, m_window)) {
        if (MonitorFlow* flow = whereToWatch()) {
            flow->add(beatListener("hub", answer->hub.ping, answer->rule), tr("Watch the hub"));
        }
    }
}

QStringList MonitorFlow::takeConnectionFiles(const QStringList& paths)
{
    QStringList others, kernels;
    for (const QString& path : paths) {
        switch (kindOf(path, m_fileSystem)) {
        case DroppedKind::Topology:
            others << path;
            break;
        case DroppedKind::Kernel:
            kernels << path;
            break;
        case DroppedKind::Hub:
            addHub(path);
            break;
        }
    }
    if (!kernels.isEmpty()) {
        m_kernels.addFiles(kernels, {});
    }
    return others;
}

void MonitorFlow::addHub(const QString& path)
{
    const auto hub = hubConnection(path.toStdString(), m_fileSystem);
    if (!hub) {
        m_messages.show(MessageKey, MessageKind::Warning, toQString(hub.error().text()));
        return;
    }
    add(beatListener("hub", hub->ping, hubRule()), tr("Watch the hub"));
}

void MonitorFlow::add(const Topology& part, const QString& title)
{
    if (const Wire* taken = boundTwice(m_document.topology(), part)) {
        m_messages.show(MessageKey, MessageKind::Warning,
                        tr("%1 is bound by another wire of this topology: give that wire or the monitor another port.")
                            .arg(toQString(taken->endpoint)),
                        {{tr("Show"), [this, wire = taken->id] {
                              Place place;
                              place.wire = wire;
                              m_document.reveal(place);
                          }}});
        return;
    }
    const bool wasBlank = isBlank();
    const QRectF extent = extentOf(part);
    const QPointF free = m_canvas.freePlace(extent.size());
    const Point offset = wasBlank ? Point{0, 0} : Point{free.x() - extent.left(), free.y() - extent.top()};
    m_document.editor().endMerge();
    const auto added = m_document.editor().insert(part, offset, title.toStdString());
    if (!added) {
        m_messages.show(MessageKey, MessageKind::Warning, toQString(added.error().text()));
        return;
    }
    m_messages.clear(MessageKey);
    // The one that watches: its page in the inspector tells how it judges and what it knows.
    Selection watcher;
    for (const NodeId& id : added->nodes) {
        if (m_document.topology().node(id)->role != "outside") {
            watcher.nodes.insert(id);
        }
    }
    m_document.setSelection(watcher);
    m_canvas.setFocus();
    if (wasBlank) {
        m_canvas.zoomToFit();
    } else {
        m_canvas.bringSelectionIntoView();
    }
    runIt();
}

// What runs already takes the new nodes up by itself.
void MonitorFlow::runIt()
{
    if (m_run.state() == RunState::Stopped) {
        m_targets.run();
    }
}

} // namespace zeroloom
