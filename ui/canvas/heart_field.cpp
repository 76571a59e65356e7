#include "ui/canvas/heart_field.h"

#include <algorithm>
#include <set>

#include <QStringList>

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/heart_words.h"

namespace zeroloom {
namespace {

// One that left is shown so long: enough to see that it did.
constexpr std::uint64_t LeftShownNs = 30'000'000'000;

// The only peer, when somebody else runs it: the hearts are then the parts of that node. Else the monitor itself.
NodeId anchorOf(const CanvasScene& scene, const NodeId& monitor)
{
    std::set<NodeId> peers;
    for (const WireItem* wire : scene.wiresAt(monitor))
        peers.insert(wire->from.node == monitor ? wire->to.node : wire->from.node);
    if (peers.size() != 1)
        return monitor;
    const NodeItem* peer = scene.node(*peers.begin());
    return peer != nullptr && peer->node.role == "outside" ? peer->node.id : monitor;
}

bool isShown(const Heart& heart, std::uint64_t nowNs)
{
    return heart.state != HeartState::Left || nowNs < heart.sinceNs + LeftShownNs;
}

} // namespace

std::size_t HeartCluster::hiddenLost() const
{
    std::size_t lost = 0;
    for (std::size_t i = frame.shown; i < order.size(); ++i)
        lost += heart(i).state == HeartState::Lost ? 1 : 0;
    return lost;
}

bool HeartField::update()
{
    const ObservationPtr& observation = m_scene.observation();
    if (observation == m_shown && !m_placesStale)
        return false;
    m_shown = observation;
    std::vector<HeartCluster> before = std::move(m_clusters);
    m_clusters.clear();
    if (observation) {
        for (const auto& [id, seen] : observation->monitors) {
            if (m_scene.node(id) == nullptr || !seen.hearts)
                continue;
            const auto known = std::find_if(before.begin(), before.end(),
                                            [&](const HeartCluster& each) { return each.monitor == id; });
            HeartCluster cluster;
            if (known != before.end())
                cluster = std::move(*known);
            cluster.monitor = id;
            const std::size_t count = cluster.order.size();
            take(cluster, seen);
            m_placesStale = m_placesStale || cluster.order.size() != count;
            if (!cluster.order.empty())
                m_clusters.push_back(std::move(cluster));
        }
    }
    const bool other = before.size() != m_clusters.size();
    const bool moved = place();
    for (HeartCluster& cluster : m_clusters)
        setHeader(cluster);
    return moved || other;
}

void HeartField::setHeader(HeartCluster& cluster) const
{
    cluster.header = heartsHeader(cluster);
    cluster.warns = !cluster.seen.running || !cluster.seen.figures.cannotJudge.empty() || cluster.seen.figures.lost > 0;
}

void HeartField::take(HeartCluster& cluster, const HeartMonitorObservation& seen) const
{
    const bool leaving = cluster.seen.figures.left > 0;
    const bool same = cluster.seen.hearts == seen.hearts && !leaving;
    cluster.seen = seen;
    if (!same) {
        cluster.order.clear();
        for (const Heart& heart : *seen.hearts)
            if (isShown(heart, seen.nowNs))
                cluster.order.push_back(static_cast<std::uint32_t>(&heart - seen.hearts->data()));
    }
}

// Those placed before are in the way of those that follow.
bool HeartField::place()
{
    if (!m_placesStale)
        return false;
    m_placesStale = false;
    bool changed = false;
    std::vector<QRectF> taken = m_scene.cardsExcept({});
    for (HeartCluster& cluster : m_clusters) {
        cluster.anchor = anchorOf(m_scene, cluster.monitor);
        const HeartFrame frame = heartFrame(m_scene.node(cluster.anchor)->rect, cluster.order.size(), taken);
        changed = changed || !(frame == cluster.frame);
        cluster.frame = frame;
        if (!frame.rect.isNull())
            taken.push_back(frame.rect);
    }
    return changed;
}

const HeartCluster* HeartField::cluster(const NodeId& monitor) const
{
    const auto found = std::find_if(m_clusters.begin(), m_clusters.end(),
                                    [&](const HeartCluster& each) { return each.monitor == monitor; });
    return found == m_clusters.end() ? nullptr : &*found;
}

const HeartCluster* HeartField::clusterAt(const QPointF& point) const
{
    const auto found = std::find_if(m_clusters.begin(), m_clusters.end(),
                                    [&](const HeartCluster& each) { return each.frame.rect.contains(point); });
    return found == m_clusters.end() ? nullptr : &*found;
}

std::optional<HeartRef> HeartField::at(const QPointF& point) const
{
    const HeartCluster* cluster = clusterAt(point);
    const auto index = cluster == nullptr ? std::nullopt : cluster->frame.indexAt(point);
    if (!index)
        return std::nullopt;
    return HeartRef{cluster->monitor, cluster->heart(*index).number};
}

QRectF HeartField::rectOf(const HeartRef& heart) const
{
    const HeartCluster* owner = cluster(heart.monitor);
    if (owner == nullptr)
        return {};
    const auto shown = owner->order.begin() + static_cast<std::ptrdiff_t>(owner->frame.shown);
    const auto found = std::find_if(owner->order.begin(), shown, [&](std::uint32_t place) {
        return (*owner->seen.hearts)[place].number == heart.number;
    });
    return found == shown ? QRectF() : owner->frame.cell(static_cast<std::size_t>(found - owner->order.begin()));
}

const Heart* HeartField::heart(const HeartRef& heart) const
{
    const HeartCluster* owner = cluster(heart.monitor);
    if (owner == nullptr)
        return nullptr;
    const std::vector<Heart>& all = *owner->seen.hearts;
    if (heart.number < all.size() && all[heart.number].number == heart.number)
        return &all[heart.number];
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Heart& each) { return each.number == heart.number; });
    return found == all.end() ? nullptr : &*found;
}

QRectF HeartField::bounds() const
{
    QRectF all;
    for (const HeartCluster& cluster : m_clusters)
        all |= cluster.frame.rect;
    return all;
}

std::vector<QRectF> HeartField::frames() const
{
    std::vector<QRectF> all;
    for (const HeartCluster& cluster : m_clusters)
        if (!cluster.frame.rect.isNull())
            all.push_back(cluster.frame.rect);
    return all;
}

} // namespace zeroloom
