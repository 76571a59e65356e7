// Finding items by id and by place.
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_scene.h"

namespace zeroloom {
namespace {

template <typename Map, typename Id>
auto find(const Map& map, const Id& id) -> const typename Map::mapped_type*
{
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

QRectF around(const QPointF& point, double slack)
{
    return {point.x() - slack, point.y() - slack, 2 * slack, 2 * slack};
}

} // namespace

const NodeItem* CanvasScene::node(const NodeId& id) const { return find(m_nodes, id); }
const WireItem* CanvasScene::wire(const WireId& id) const { return find(m_wires, id); }
const NoteItem* CanvasScene::note(const NoteId& id) const { return find(m_notes, id); }

const PortItem* CanvasScene::port(const SocketRef& ref) const
{
    const NodeItem* item = node(ref.node);
    return item == nullptr ? nullptr : portOf(*item, ref.socket);
}

std::vector<const WireItem*> CanvasScene::wiresAt(const NodeId& id) const
{
    std::vector<const WireItem*> wires;
    if (const std::set<WireId>* ids = find(m_wiresAt, id))
        for (const WireId& each : *ids)
            wires.push_back(wire(each));
    return wires;
}

std::vector<const NodeItem*> CanvasScene::nodes() const
{
    std::vector<const NodeItem*> all;
    all.reserve(m_nodes.size());
    for (const auto& [id, item] : m_nodes)
        all.push_back(&item);
    std::sort(all.begin(), all.end(), [](const NodeItem* a, const NodeItem* b) { return a->order < b->order; });
    return all;
}

std::vector<const NodeItem*> CanvasScene::nodesIn(const QRectF& rect) const
{
    std::vector<const NodeItem*> found = m_nodeIndex.query(rect);
    std::erase_if(found, [&](const NodeItem* item) { return !item->paintRect().intersects(rect); });
    return found;
}

std::vector<const WireItem*> CanvasScene::wiresIn(const QRectF& rect) const
{
    std::vector<const WireItem*> found = m_wireIndex.query(rect);
    std::erase_if(found, [&](const WireItem* item) { return !item->paintRect().intersects(rect); });
    return found;
}

QRectF CanvasScene::bounds() const
{
    QRectF all;
    for (const auto& [id, item] : m_nodes)
        all |= item.rect;
    for (const auto& [id, item] : m_notes)
        all |= item.rect;
    return all;
}

QRectF CanvasScene::boundsOf(const Selection& selection) const
{
    QRectF all;
    for (const NodeId& id : selection.nodes)
        if (const NodeItem* item = node(id))
            all |= item->rect;
    for (const WireId& id : selection.wires)
        if (const WireItem* item = wire(id))
            all |= item->bounds;
    for (const NoteId& id : selection.notes)
        if (const NoteItem* item = note(id))
            all |= item->rect;
    return all;
}

std::vector<QRectF> CanvasScene::cardsExcept(const std::set<NodeId>& nodes) const
{
    std::vector<QRectF> cards;
    for (const auto& [id, item] : m_nodes)
        if (!nodes.contains(id))
            cards.push_back(item.rect);
    for (const auto& [id, item] : m_notes)
        cards.push_back(item.rect);
    return cards;
}

const PortItem* CanvasScene::portAt(const QPointF& point, double slack) const
{
    const PortItem* nearest = nullptr;
    double best = slack;
    for (const NodeItem* item : m_nodeIndex.query(around(point, slack))) {
        for (const PortItem& each : item->ports) {
            const QPointF apart = each.position - point;
            const double distance = std::hypot(apart.x(), apart.y());
            if (distance <= best) {
                best = distance;
                nearest = &each;
            }
        }
    }
    return nearest;
}

const NodeItem* CanvasScene::nodeAt(const QPointF& point) const
{
    const std::vector<const NodeItem*> found = m_nodeIndex.query(around(point, 1));
    const auto top =
        std::find_if(found.rbegin(), found.rend(), [&](const NodeItem* item) { return item->rect.contains(point); });
    return top == found.rend() ? nullptr : *top;
}

const WireItem* CanvasScene::wireAt(const QPointF& point, double slack) const
{
    const WireItem* nearest = nullptr;
    double best = slack;
    for (const WireItem* item : m_wireIndex.query(around(point, slack))) {
        const double distance = distanceTo(*item, point);
        if (distance <= best) {
            best = distance;
            nearest = item;
        }
    }
    return nearest;
}

const NoteItem* CanvasScene::noteAt(const QPointF& point) const
{
    const NoteItem* top = nullptr;
    for (const auto& [id, item] : m_notes)
        if (item.rect.contains(point) && (top == nullptr || item.order > top->order))
            top = &item;
    return top;
}

} // namespace zeroloom
