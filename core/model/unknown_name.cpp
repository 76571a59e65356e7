#include "core/model/unknown_name.h"

#include "core/base/near_name.h"

namespace zeroloom {

namespace {

constexpr std::size_t ListLimit = 100; // characters; a topology may have a thousand nodes

template <typename Things>
std::vector<std::string> idsOf(const Things& things)
{
    std::vector<std::string> ids;
    for (const auto& thing : things)
        ids.push_back(thing.id.text());
    return ids;
}

} // namespace

std::string unknownNode(std::string_view name, const Topology& topology)
{
    const std::vector<std::string> nodes = idsOf(topology.nodes);
    return "there is no node '" + std::string(name) + "'" +
           didYouMean(name, nodes, nodes.empty() ? "the topology has no nodes" : "the nodes are " + listed(nodes, ListLimit));
}

std::string unknownNodeOrWire(std::string_view name, const Topology& topology)
{
    std::vector<std::string> known = idsOf(topology.nodes);
    const std::string nodes = known.empty() ? "the topology has no nodes" : "the nodes are " + listed(known, ListLimit);
    for (std::string& wire : idsOf(topology.wires))
        known.push_back(std::move(wire));
    return "there is no node and no wire '" + std::string(name) + "'" + didYouMean(name, known, nodes);
}

std::string unknownSocket(std::string_view name, const Node& node)
{
    const std::vector<std::string> sockets = idsOf(node.sockets);
    return "node '" + node.id.text() + "' has no socket '" + std::string(name) + "'" +
           didYouMean(name, sockets, sockets.empty() ? "it has none" : "it has " + listed(sockets, ListLimit));
}

} // namespace zeroloom
