#include "ui/window/followed_kernels.h"

#include <algorithm>

#include <QFileInfo>

#include "core/model/monitor_nodes.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

const QString EndedKey = QStringLiteral("kernel-ended");
const QString UnreadableKey = QStringLiteral("kernel-unreadable");

// A lost kernel stays so long, to be seen.
constexpr std::uint64_t LostShownNs = 3'000'000'000;
// What a kernel's two cards take, with its heart beside them.
constexpr QSizeF KernelSize(712, 104);
constexpr double RowGap = 16;

NodeId nodeOfRole(const Topology& topology, const Selection& added, const char* role)
{
    for (const NodeId& id : added.nodes) {
        const Node* node = topology.node(id);
        if (node != nullptr && node->role == role) {
            return id;
        }
    }
    return {};
}

} // namespace

FollowedKernels::FollowedKernels(Document& document, RunController& run, CanvasView& canvas, MessageBar& messages,
                                 const FileSystem& files, QObject* parent)
    : QObject(parent), m_document(document), m_run(run), m_canvas(canvas), m_messages(messages), m_follower(files)
{
    connect(&m_follower, &KernelFollower::came, this, &FollowedKernels::onCame);
    connect(&m_follower, &KernelFollower::went, this, &FollowedKernels::onWent);
    connect(&m_follower, &KernelFollower::unreadable, this, &FollowedKernels::onUnreadable);
    connect(&run, &RunController::observationChanged, this, &FollowedKernels::takeAwayEnded);
    connect(&document, &Document::changed, this, [this](const ChangeSet& changes) {
        if (changes.replaced) {
            m_kernels.clear();
            m_follower.stop();
        }
    });
}

void FollowedKernels::followFolder(const QString& folder, const HeartRule& rule)
{
    m_rule = rule;
    m_mergeKey = "kernels:" + std::to_string(++m_calls);
    m_follower.followFolder(folder);
}

void FollowedKernels::addFiles(const QStringList& files, const HeartRule& rule)
{
    m_rule = rule;
    m_mergeKey = "kernels:" + std::to_string(++m_calls);
    for (const QString& file : files) {
        // What was deleted and is asked for again is wanted.
        const auto known = m_kernels.find(QFileInfo(file).absoluteFilePath());
        if (known != m_kernels.end() && !isThere(known->second)) {
            m_kernels.erase(known);
            m_follower.forget(file);
        }
        m_follower.followFile(file);
    }
}

void FollowedKernels::onCame(const QString& file, const KernelConnection& connection)
{
    m_messages.clear(UnreadableKey + file);
    const auto known = m_kernels.find(file);
    if (known == m_kernels.end()) {
        add(file, connection);
        return;
    }
    known->second.gone = false;
    changeEndpoint(known->second, connection.endpoint);
}

void FollowedKernels::add(const QString& file, const KernelConnection& connection)
{
    const bool wasBlank = m_document.topology().nodes.empty();
    const EchoHeart heart{connection.id, connection.title(), connection.endpoint};
    const Topology part = echoMonitors(std::span(&heart, 1), m_rule);
    const auto inserted =
        m_document.editor().insert(part, placeForNext(), tr("Watch kernels").toStdString(), m_mergeKey);
    if (!inserted) {
        m_messages.show(UnreadableKey + file, MessageKind::Warning, toQString(inserted.error().text()));
        return;
    }
    const Topology& topology = m_document.topology();
    m_kernels[file] = {nodeOfRole(topology, *inserted, "pinger"), nodeOfRole(topology, *inserted, "outside"),
                       toQString(connection.title())};
    Q_EMIT added(wasBlank);
}

// A kernel that was started again under its file, on other ports.
void FollowedKernels::changeEndpoint(const Kernel& kernel, const std::string& endpoint)
{
    for (const Wire& wire : m_document.topology().wires) {
        const bool its = wire.from.node == kernel.pinger || wire.to.node == kernel.pinger;
        if (its && wire.endpoint != endpoint) {
            (void)m_document.editor().setEndpoint(WireId(wire.id), endpoint);
            return;
        }
    }
}

// Below the last one, where there is room; the first one where the view is.
Point FollowedKernels::placeForNext() const
{
    QRectF last;
    for (const auto& [file, kernel] : m_kernels) {
        const QRectF card = m_canvas.nodeRect(kernel.pinger);
        if (!card.isNull() && (last.isNull() || card.bottom() > last.bottom())) {
            last = card;
        }
    }
    const QPointF place = last.isNull()
                              ? m_canvas.freePlace(KernelSize)
                              : m_canvas.freePlaceNear(QRectF({last.left(), last.bottom() + RowGap}, KernelSize));
    return {place.x(), place.y()};
}

bool FollowedKernels::isThere(const Kernel& kernel) const
{
    return m_document.topology().node(kernel.pinger) != nullptr;
}

void FollowedKernels::onWent(const QString& file)
{
    m_messages.clear(UnreadableKey + file);
    const auto known = m_kernels.find(file);
    if (known != m_kernels.end()) {
        known->second.gone = true;
        takeAwayEnded();
    }
}

void FollowedKernels::onUnreadable(const QString& file, const QString& why)
{
    const QString sentence = why.endsWith(QLatin1Char('.')) ? why : why + QLatin1Char('.');
    m_messages.show(UnreadableKey + file, MessageKind::Warning,
                    QFileInfo::exists(file) ? tr("%1 It is read again when it changes.").arg(sentence) : sentence);
}

bool FollowedKernels::hasEnded(const Kernel& kernel) const
{
    if (m_run.state() == RunState::Stopped) {
        return true; // nobody can say better
    }
    const ObservationPtr seen = m_run.observation();
    const auto monitor = seen->monitors.find(kernel.pinger);
    if (monitor == seen->monitors.end() || !monitor->second.hearts || monitor->second.hearts->empty()) {
        return false; // not known yet
    }
    const Heart& heart = monitor->second.hearts->front();
    const bool dead = heart.state == HeartState::Lost || heart.state == HeartState::Left;
    return dead && monitor->second.nowNs >= heart.sinceNs + LostShownNs;
}

void FollowedKernels::takeAwayEnded()
{
    for (auto each = m_kernels.begin(); each != m_kernels.end();) {
        const Kernel& kernel = each->second;
        if (!kernel.gone || (isThere(kernel) && !hasEnded(kernel))) {
            ++each;
            continue;
        }
        const Kernel ended = kernel;
        each = m_kernels.erase(each);
        Selection nodes;
        for (const NodeId& id : {ended.pinger, ended.kernel}) {
            if (m_document.topology().node(id) != nullptr) {
                nodes.nodes.insert(id);
            }
        }
        if (!nodes.empty() && m_document.editor().remove(nodes, m_mergeKey)) {
            m_messages.show(EndedKey, MessageKind::Information,
                            tr("Kernel %1 has ended: its connection file is gone and it does not answer any more.")
                                .arg(ended.title));
        }
    }
}

} // namespace zeroloom
