// Topologies for the tests of the run session.
#pragma once

#include <string>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom::test {

inline Node nodeOf(const std::string& id, const std::string& role, const std::string& host, const std::string& socket,
                   SocketType type)
{
    Node node;
    node.id = NodeId(id);
    node.role = role;
    node.host = HostId(host);
    Socket made;
    made.id = SocketId(socket);
    made.type = type;
    node.sockets.push_back(made);
    return node;
}

// A source and a sink for each host; the source of each is wired to the sink of the next, the last to the first.
inline Topology pipelineOnHosts(const std::vector<std::string>& hosts)
{
    Topology topology;
    topology.name = "pipeline";
    topology.hosts.clear();
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        topology.hosts.push_back({HostId(hosts[i]), {}, {}});
        topology.nodes.push_back(nodeOf("source" + std::to_string(i), "source", hosts[i], "out", SocketType::Push));
        topology.nodes.push_back(nodeOf("sink" + std::to_string(i), "sink", hosts[i], "in", SocketType::Pull));
    }
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        Wire wire;
        wire.id = WireId("w" + std::to_string(i));
        wire.from = {NodeId("source" + std::to_string(i)), SocketId("out")};
        wire.to = {NodeId("sink" + std::to_string((i + 1) % hosts.size())), SocketId("in")};
        wire.bind = WireEnd::To;
        topology.wires.push_back(wire);
    }
    return topology;
}

} // namespace zeroloom::test
