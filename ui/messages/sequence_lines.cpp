#include "ui/messages/sequence_lines.h"

#include <algorithm>
#include <set>

namespace zeroloom {
namespace {

// Nodes without a place on the canvas yet stand behind the others.
Point placeOnCanvas(const Topology& topology, const NodeId& node)
{
    const auto found = topology.layout.find(node);
    return found == topology.layout.end() ? Point{CanvasLimit, CanvasLimit} : found->second;
}

LifelineChoice inOrder(const std::set<NodeId>& nodes, const Topology& topology)
{
    LifelineChoice choice;
    for (const Node& node : topology.nodes)
        if (nodes.contains(node.id))
            choice.nodes.push_back(node.id);
    std::stable_sort(choice.nodes.begin(), choice.nodes.end(), [&](const NodeId& a, const NodeId& b) {
        const Point one = placeOnCanvas(topology, a);
        const Point other = placeOnCanvas(topology, b);
        return one.x != other.x ? one.x < other.x : one.y < other.y;
    });
    choice.of = choice.nodes.size();
    if (choice.nodes.size() > MostLifelines)
        choice.nodes.resize(MostLifelines);
    return choice;
}

void addNeighbours(std::set<NodeId>& nodes, const NodeId& node, const SocketId& socket, const Topology& topology)
{
    for (const Wire& wire : topology.wires)
        for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
            const SocketRef& own = endOf(wire, end);
            if (own.node == node && (socket.empty() || own.socket == socket))
                nodes.insert(endOf(wire, other(end)).node);
        }
}

} // namespace

LifelineChoice lifelinesOf(const Selection& selection, const Topology& topology)
{
    std::set<NodeId> nodes = selection.nodes;
    if (nodes.empty() && selection.wires.empty()) {
        for (const Node& node : topology.nodes)
            nodes.insert(node.id);
        return inOrder(nodes, topology);
    }
    for (const Wire& wire : topology.wires)
        if (selection.wires.contains(wire.id)) {
            nodes.insert(wire.from.node);
            nodes.insert(wire.to.node);
        }
    if (nodes.size() == 1)
        addNeighbours(nodes, NodeId(*nodes.begin()), {}, topology);
    return inOrder(nodes, topology);
}

LifelineChoice lifelinesOf(const Place& place, const Topology& topology)
{
    std::set<NodeId> nodes;
    if (const Wire* wire = topology.wire(place.wire)) {
        nodes = {wire->from.node, wire->to.node};
    } else if (!place.node.empty()) {
        nodes.insert(place.node);
        addNeighbours(nodes, place.node, place.socket, topology);
    } else {
        return lifelinesOf(Selection{}, topology);
    }
    return inOrder(nodes, topology);
}

} // namespace zeroloom
