#include "ui/canvas/canvas_scene.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/model/layout.h"
#include "core/picture/card_shape.h"
#include "core/picture/port_facing.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/item_look.h"

namespace zeroloom {
namespace {

QPointF toPoint(const Point& point) { return {point.x, point.y}; }

} // namespace

void SceneDamage::add(const QRectF& rect)
{
    if (all)
        return;
    rects.push_back(rect);
    // Beyond this many, asking each for its items costs more than drawing everything.
    constexpr std::size_t MostRects = 256;
    if (rects.size() > MostRects) {
        rects.clear();
        all = true;
    }
}

void SceneDamage::add(const WireItem& wire)
{
    constexpr std::size_t Pieces = 4;
    constexpr std::size_t Step = (std::tuple_size_v<decltype(wire.points)> - 1) / Pieces;
    for (std::size_t piece = 0; piece < Pieces; ++piece) {
        QRectF around(wire.points[piece * Step], QSizeF(0, 0));
        double longest = 0;
        for (std::size_t i = piece * Step + 1; i <= (piece + 1) * Step; ++i) {
            const QPointF apart = wire.points[i] - wire.points[i - 1];
            longest = std::max(longest, std::hypot(apart.x(), apart.y()));
            around = QRectF(
                QPointF(std::min(around.left(), wire.points[i].x()), std::min(around.top(), wire.points[i].y())),
                QPointF(std::max(around.right(), wire.points[i].x()), std::max(around.bottom(), wire.points[i].y())));
        }
        // The curve bends away from the chords between its points.
        const double margin = 10 + longest * 0.15;
        add(around.adjusted(-margin, -margin, margin, margin));
    }
    if (wire.showsEndpoint)
        add(wire.labelRect());
    if (wire.fault.is())
        add(wire.faultRoom());
}

CanvasScene::CanvasScene() = default;
CanvasScene::~CanvasScene() = default;

SceneDamage CanvasScene::rebuild(const Topology& topology)
{
    m_nodes.clear();
    m_wires.clear();
    m_lanes.clear();
    m_wiresAt.clear();
    m_notes.clear();
    m_autoPositions.clear();
    m_nodeIndex.clear();
    m_wireIndex.clear();
    m_liftedNodes.clear();
    m_liftedWires.clear();
    m_liftedNotes.clear();
    m_liftedFrom.clear();
    m_liftedNotesFrom.clear();
    m_widthsAt = -1;
    SceneDamage damage;
    syncNodes(topology, damage);
    syncWires(topology, damage);
    syncPortEnds(damage);
    syncNotes(topology, damage);
    setSelection(m_selection);
    damage.rects.clear();
    damage.all = true;
    damage.geometry = true;
    return damage;
}

SceneDamage CanvasScene::apply(const Topology& topology, const ChangeSet& changes)
{
    if (changes.replaced)
        return rebuild(topology);
    SceneDamage damage = drop();
    damage.geometry = true;
    const bool onlyMoved = changes.nodesAdded.empty() && changes.nodesRemoved.empty() && changes.nodesChanged.empty() &&
                           changes.wiresAdded.empty() && changes.wiresRemoved.empty() && changes.wiresChanged.empty();
    if (onlyMoved) {
        for (const NodeId& id : changes.nodesMoved)
            if (const auto item = m_nodes.find(id); item != m_nodes.end())
                moveNode(item->second, positionOf(topology, id), damage);
    } else {
        // Which end binds may turn at wires that were not edited, so everything is compared; what is equal stays.
        syncNodes(topology, damage);
        syncWires(topology, damage);
        syncPortEnds(damage);
    }
    if (!changes.notesAdded.empty() || !changes.notesRemoved.empty() || !changes.notesChanged.empty())
        syncNotes(topology, damage);
    return damage;
}

QPointF CanvasScene::positionOf(const Topology& topology, const NodeId& node) const
{
    if (const auto placed = topology.layout.find(node); placed != topology.layout.end())
        return toPoint(placed->second);
    const auto automatic = m_autoPositions.find(node);
    return automatic == m_autoPositions.end() ? QPointF() : automatic->second;
}

void CanvasScene::placeUnplaced(const Topology& topology)
{
    std::set<NodeId> unplaced;
    QRectF placed;
    for (const Node& node : topology.nodes) {
        const auto at = topology.layout.find(node.id);
        if (at == topology.layout.end())
            unplaced.insert(node.id);
        else
            placed |= QRectF(toPoint(at->second), QSizeF(canvas_metrics::NodeWidth, 96));
    }
    const bool known =
        std::all_of(unplaced.begin(), unplaced.end(), [&](const NodeId& id) { return m_autoPositions.contains(id); });
    if (known)
        return;
    std::map<NodeId, Point> sizes;
    for (const Node& node : topology.nodes) {
        if (unplaced.contains(node.id)) {
            const QSizeF size = makeNodeItem(node, {}).rect.size();
            sizes[node.id] = {size.width(), size.height()};
        }
    }
    // Below what somebody placed, so that nothing of theirs is covered.
    const QPointF offset = placed.isNull() ? QPointF() : QPointF(placed.left(), placed.bottom() + 48);
    for (const auto& [id, point] : layeredLayout(topology, sizes, unplaced))
        m_autoPositions.try_emplace(id, toPoint(point) + offset);
}

void CanvasScene::syncNodes(const Topology& topology, SceneDamage& damage)
{
    placeUnplaced(topology);
    const std::unordered_map<SocketRef, Facing> turned = facingsOf(topology);
    std::set<NodeId> present;
    m_socketCount = 0;
    int order = 0;
    for (const Node& node : topology.nodes) {
        present.insert(node.id);
        m_socketCount += node.sockets.size();
        const auto item = m_nodes.find(node.id);
        std::vector<Facing> facings = facingsOf(node, turned);
        if (item != m_nodes.end() && item->second.node == node && item->second.facings == facings) {
            item->second.order = order++;
            moveNode(item->second, positionOf(topology, node.id), damage);
            continue;
        }
        if (item != m_nodes.end()) {
            damage.add(item->second.paintRect());
            removeNode(node.id);
        }
        insertNode(node, std::move(facings), positionOf(topology, node.id), order++, damage);
    }
    std::vector<NodeId> gone;
    for (const auto& [id, item] : m_nodes)
        if (!present.contains(id))
            gone.push_back(id);
    for (const NodeId& id : gone) {
        damage.add(m_nodes.at(id).paintRect());
        removeNode(id);
        m_autoPositions.erase(id);
    }
}

void CanvasScene::insertNode(const Node& node, std::vector<Facing> facings, const QPointF& position, int order,
                             SceneDamage& damage)
{
    NodeItem& item = m_nodes[node.id] = makeNodeItem(node, position, std::move(facings));
    item.order = order;
    item.selected = m_selection.nodes.contains(node.id);
    if (const auto problem = m_nodeProblems.find(node.id); problem != m_nodeProblems.end())
        item.problem = problem->second;
    refreshFault(item);
    refreshNodeLook(item);
    m_nodeIndex.insert(&item, item.paintRect());
    damage.add(item.paintRect());
    // A card that was made anew may bear its ports elsewhere.
    for (const WireId& wire : m_wiresAt[node.id])
        reshape(m_wires.at(wire), damage);
}

void CanvasScene::removeNode(const NodeId& id)
{
    const auto item = m_nodes.find(id);
    m_nodeIndex.remove(&item->second, item->second.paintRect());
    m_nodes.erase(item);
}

void CanvasScene::moveNode(NodeItem& item, const QPointF& position, SceneDamage& damage)
{
    if (item.rect.topLeft() == position)
        return;
    damage.add(item.paintRect());
    m_nodeIndex.remove(&item, item.paintRect());
    moveNodeItem(item, position);
    m_nodeIndex.insert(&item, item.paintRect());
    damage.add(item.paintRect());
    for (const WireId& wire : m_wiresAt[item.node.id])
        reshape(m_wires.at(wire), damage);
}

void CanvasScene::syncWires(const Topology& topology, SceneDamage& damage)
{
    const TopologyIndex index(topology);
    const std::map<WireId, double> lanes = wireLanes(topology);
    std::set<WireId> present;
    int order = 0;
    for (const Wire& wire : topology.wires) {
        // A file may name a socket that is not there; the check says so, and there is nothing to draw.
        if (port(wire.from) == nullptr || port(wire.to) == nullptr)
            continue;
        present.insert(wire.id);
        const WireEnd bind = bindingEnd(wire, index);
        const double lane = lanes.at(wire.id);
        const auto item = m_wires.find(wire.id);
        if (item != m_wires.end() && item->second.from == wire.from && item->second.to == wire.to &&
            m_lanes[wire.id] == lane) {
            item->second.order = order++;
            item->second.bind = bind;
            const QString endpoint = QString::fromStdString(endpointOf(wire));
            if (item->second.endpoint != endpoint)
                damage.add(item->second);
            item->second.endpoint = endpoint;
            reshape(item->second, damage);
            continue;
        }
        if (item != m_wires.end()) {
            damage.add(item->second);
            removeWire(wire.id);
        }
        insertWire(wire, bind, lane, order++);
        damage.add(m_wires.at(wire.id));
    }
    std::vector<WireId> gone;
    for (const auto& [id, item] : m_wires)
        if (!present.contains(id))
            gone.push_back(id);
    for (const WireId& id : gone) {
        damage.add(m_wires.at(id));
        removeWire(id);
    }
}

void CanvasScene::insertWire(const Wire& wire, WireEnd bind, double lane, int order)
{
    WireItem& item = m_wires[wire.id];
    item.id = wire.id;
    item.from = wire.from;
    item.to = wire.to;
    item.bind = bind;
    item.endpoint = QString::fromStdString(endpointOf(wire));
    item.order = order;
    item.selected = m_selection.wires.contains(wire.id);
    item.showsEndpoint = item.selected && m_selection.wires.size() <= MostEndpoints;
    if (const auto problem = m_wireProblems.find(wire.id); problem != m_wireProblems.end())
        item.problem = problem->second;
    m_lanes[wire.id] = lane;
    m_wiresAt[wire.from.node].insert(wire.id);
    m_wiresAt[wire.to.node].insert(wire.id);
    shapeWire(item, *port(wire.from), *port(wire.to), lane);
    placeBadge(item);
    refreshFault(item);
    refreshWireLook(item, true);
    indexWire(item);
}

void CanvasScene::removeWire(const WireId& id)
{
    const auto item = m_wires.find(id);
    unindexWire(item->second);
    for (const NodeId& node : {item->second.from.node, item->second.to.node})
        if (const auto at = m_wiresAt.find(node); at != m_wiresAt.end())
            at->second.erase(id);
    m_wires.erase(item);
    m_lanes.erase(id);
}

void CanvasScene::reshape(WireItem& wire, SceneDamage& damage)
{
    const PortItem* from = port(wire.from);
    const PortItem* to = port(wire.to);
    if (from == nullptr || to == nullptr)
        return; // its end was just removed; syncWires takes it away
    if (wire.start == from->position && wire.end == to->position)
        return;
    damage.add(wire);
    unindexWire(wire);
    shapeWire(wire, *from, *to, m_lanes[wire.id]);
    placeBadge(wire);
    indexWire(wire);
    damage.add(wire);
}

bool CanvasScene::isClear(const QRectF& place) const
{
    const std::vector<const NodeItem*> near = m_nodeIndex.query(place);
    return std::none_of(near.begin(), near.end(), [&](const NodeItem* item) { return item->rect.intersects(place); });
}

// In the middle, or as near to it as no card is in the way; the endpoint below or above it, or further along.
void CanvasScene::placeBadge(WireItem& wire) const
{
    constexpr std::array<std::size_t, 7> Places = {8, 7, 9, 6, 10, 5, 11};
    const QPointF Below(0, 22);
    const auto badgeClear = [&](std::size_t place) {
        return isClear(QRectF(wire.points[place] - QPointF(42, 11), QSizeF(84, 22)));
    };
    const auto clear = std::find_if(Places.begin(), Places.end(), badgeClear);
    wire.badgeAt = clear == Places.end() ? wire.middle : wire.points[*clear];
    wire.labelAt = wire.badgeAt + Below;
    const auto labelClear = [&](const QPointF& at) { return isClear(QRectF(at - QPointF(70, 10), QSizeF(140, 20))); };
    const auto firstClear = [&](const QPointF& wanted, auto&& isFree) {
        if (isFree(wanted))
            return wanted;
        for (const std::size_t place : Places)
            for (const QPointF& aside : {Below, -Below})
                if (const QPointF at = wire.points[place] + aside; isFree(at))
                    return at;
        return wanted;
    };
    wire.labelAt = firstClear(wire.labelAt, labelClear);
    wire.faultAt = firstClear(wire.badgeAt - Below, [&](const QPointF& at) {
        const QPointF apart = at - wire.labelAt;
        const QPointF beside = at - wire.badgeAt;
        return labelClear(at) && (std::abs(apart.x()) > 140 || std::abs(apart.y()) > 20) &&
               (std::abs(beside.x()) > 120 || std::abs(beside.y()) > 20);
    });
}

void CanvasScene::indexWire(const WireItem& wire) { m_wireIndex.insert(&wire, wire.largestRect()); }
void CanvasScene::unindexWire(const WireItem& wire) { m_wireIndex.remove(&wire, wire.largestRect()); }

void CanvasScene::syncPortEnds(SceneDamage& damage)
{
    std::unordered_map<SocketRef, std::pair<bool, bool>> ends; // binds, connects
    for (const auto& [id, wire] : m_wires) {
        (wire.bind == WireEnd::From ? ends[wire.from].first : ends[wire.from].second) = true;
        (wire.bind == WireEnd::To ? ends[wire.to].first : ends[wire.to].second) = true;
    }
    for (auto& [id, item] : m_nodes) {
        for (PortItem& each : item.ports) {
            const auto found = ends.find(each.ref);
            const auto [binds, connects] = found == ends.end() ? std::pair(false, false) : found->second;
            if (each.binds == binds && each.connects == connects)
                continue;
            each.binds = binds;
            each.connects = connects;
            damage.add(item.paintRect());
        }
    }
}

void CanvasScene::syncNotes(const Topology& topology, SceneDamage& damage)
{
    for (const auto& [id, item] : m_notes)
        damage.add(item.paintRect());
    m_notes.clear();
    int order = 0;
    for (const Note& note : topology.notes) {
        NoteItem& item = m_notes[note.id];
        item.note = note;
        item.rect = QRectF(note.position.x, note.position.y, note.size.x, note.size.y);
        item.selected = m_selection.notes.contains(note.id);
        item.order = order++;
        damage.add(item.paintRect());
    }
}

} // namespace zeroloom
