#include "core/check/fix.h"

#include <algorithm>

namespace zeroloom {

namespace {

constexpr std::size_t MostSockets = 256;

// The item is an element of the list, so its place is known without a search.
template <typename T>
std::size_t positionIn(const std::vector<T>& items, const T& item)
{
    return static_cast<std::size_t>(&item - items.data());
}

} // namespace

std::optional<Edit> fixNode(const Topology& topology, const Node& node, std::string text, const NodeFix& change)
{
    if (node.sockets.size() > MostSockets)
        return std::nullopt;
    Node after = node;
    change(after);
    return Edit{std::move(text), {NodeChange{positionIn(topology.nodes, node), node, std::move(after)}}, {}};
}

std::optional<Edit> fixSocket(const Topology& topology, const Node& node, const Socket& socket, std::string text,
                              const SocketFix& change)
{
    const std::size_t position = positionIn(node.sockets, socket);
    return fixNode(topology, node, std::move(text), [&](Node& after) { change(after.sockets[position]); });
}

Edit fixWires(const Topology& topology, const std::vector<const Wire*>& wires, std::string text, const WireFix& change)
{
    Edit edit{std::move(text), {}, {}};
    for (const Wire* wire : wires) {
        Wire after = *wire;
        change(after);
        edit.changes.emplace_back(WireChange{positionIn(topology.wires, *wire), *wire, std::move(after)});
    }
    return edit;
}

Edit removeWires(const Topology& topology, const std::vector<const Wire*>& wires, std::string text)
{
    // From the back, so that each place still holds when its turn comes.
    std::vector<const Wire*> fromBack = wires;
    std::sort(fromBack.begin(), fromBack.end(), std::greater<>());
    Edit edit{std::move(text), {}, {}};
    for (const Wire* wire : fromBack)
        edit.changes.emplace_back(WireChange{positionIn(topology.wires, *wire), *wire, std::nullopt});
    return edit;
}

std::optional<Edit> together(std::optional<Edit> first, const std::optional<Edit>& second)
{
    if (!first || !second)
        return std::nullopt;
    first->changes.insert(first->changes.end(), second->changes.begin(), second->changes.end());
    return first;
}

} // namespace zeroloom
