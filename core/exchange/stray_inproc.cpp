#include "core/exchange/stray_inproc.h"

#include <map>
#include <set>

#include "core/exchange/settled_endpoints.h"

namespace zeroloom {

namespace {

constexpr int LastPort = 65535;

using BindKey = std::pair<SocketRef, std::string>;

bool inOneProcess(const Node& one, const Node& other)
{
    const auto isOurs = [](const Node& node) { return node.role != "program" && node.role != "outside"; };
    return one.host == other.host && isOurs(one) && isOurs(other);
}

BindKey keyOf(const Wire& wire, const TopologyIndex& index)
{
    return {endOf(wire, bindingEnd(wire, index)), endpointOf(wire)};
}

} // namespace

Topology withoutStrayInproc(Topology topology, Remarks& remarks)
{
    std::map<WireId, std::string> endpoints; // collected first: the index borrows the topology
    {
        const TopologyIndex index(topology);
        std::set<std::uint16_t> ports;
        std::set<BindKey> stray;
        for (const Wire& wire : topology.wires) {
            if (const auto endpoint = readEndpoint(endpointOf(wire)))
                ports.insert(endpoint->port);
            const Node* from = index.node(wire.from.node);
            const Node* to = index.node(wire.to.node);
            if (endpointOf(wire).starts_with("inproc://") && from && to && !inOneProcess(*from, *to))
                stray.insert(keyOf(wire, index));
        }
        std::map<BindKey, std::string> chosen;
        int port = FirstSettledPort;
        for (const Wire& wire : topology.wires) {
            const BindKey key = keyOf(wire, index);
            if (!stray.contains(key))
                continue;
            std::string& endpoint = chosen[key];
            if (endpoint.empty()) {
                while (port <= LastPort && !ports.insert(static_cast<std::uint16_t>(port)).second)
                    ++port;
                endpoint = "tcp://127.0.0.1:" + (port <= LastPort ? std::to_string(port) : "*");
                remarks.push_back({"wire '" + wire.id.text() + "'",
                                   "'" + key.second + "' reaches only sockets of one process, so it is tcp there"});
            }
            endpoints.emplace(wire.id, endpoint);
        }
    }
    for (Wire& wire : topology.wires) {
        if (const auto found = endpoints.find(wire.id); found != endpoints.end())
            wire.endpoint = found->second;
    }
    return topology;
}

} // namespace zeroloom
