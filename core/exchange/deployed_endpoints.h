// Endpoints of a topology whose hosts and programs become containers, pods or services of machines: who reaches whom by
// which name and port. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

enum class DeploymentPlace {
    Containers, // every unit has a network and files of its own
    Machines,   // a host and the programs on it share a machine
};

// DNS labels, unique over all three.
struct DeployedNames {
    std::map<HostId, std::string> hosts;
    std::map<NodeId, std::string> programs;
    std::map<NodeId, std::string> outside;
};

struct DeployedWire {
    std::string endpoint; // for the topology file: of a host's bind, it names the host (host_endpoint.h)
    std::string bind;     // what the end that binds gives to zmq_bind
    std::string connect;  // what the other end gives to zmq_connect
    bool operator==(const DeployedWire&) const = default;
};

struct DeployedPort {
    std::uint16_t port = 0;
    std::string scheme;       // "tcp" or "ws"
    bool forOutside = false;  // somebody connects whom the deployment does not run
    bool onlyLocally = false; // of those: from the same machine alone
    auto operator<=>(const DeployedPort&) const = default;
};

struct DeployedEndpoints {
    std::map<WireId, DeployedWire> wires;
    std::map<std::string, std::set<DeployedPort>> ports; // of each unit, those that others connect to
    std::set<NodeId> namedOutside; // outside nodes that are looked up by their name, which has to be given an address
    Remarks remarks;
};

DeployedEndpoints deployEndpoints(const Topology& topology, const DeployedNames& names, DeploymentPlace place);

} // namespace zeroloom
