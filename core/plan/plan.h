// A checked topology made runnable: for each host, its nodes with every bind and connect settled. Plain values; they
// travel to a host as JSON (plan_json.h).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

// Names a socket in the stamps of generated payloads: the same in every process, without being told (FNV-1a, 64 bit,
// of "node.socket"). makePlan refuses the one topology in 10^9 in which two clash.
std::uint64_t socketNumber(const SocketRef& ref);

// What is done to a wire on its way. Its connecting end then goes through a relay in its host.
struct WireFault {
    bool relayed = false; // goes through the relay, which stays when the fault is mended
    bool cut = false;
    Nanoseconds delay{0}; // each way
    double drop = 0;      // share of the messages, each way; 0 to 1
    bool operator==(const WireFault&) const = default;
};

// A wire as one of its sockets sees it.
struct PlannedWire {
    WireId id;
    WireEnd end = WireEnd::From; // which end this socket is
    SocketRef peer;
    SocketType peerType = SocketType::Pair;
    std::string peerRoutingId; // that a peer of type ROUTER brings along (ROUTING_ID); empty: none
    HostId peerHost;           // where the peer runs
    bool peerOutside = false;  // run by someone else (role `outside`), or by a `program`
    bool binds = false;        // whether this socket is the end that binds
    std::string bindKey;       // names the bind that the wire goes through: "node.socket endpoint"
    std::string endpoint;      // as written: may be a wildcard, then resolved through bindKey
    WireFault fault{};         // of the connecting end
    bool operator==(const PlannedWire&) const = default;
};

// Whether it goes through a bind of the host itself, of which the wire has at least one end.
inline bool isBoundBy(const PlannedWire& wire, const HostId& host)
{
    return wire.binds || (wire.peerHost == host && !wire.peerOutside);
}

struct PlannedSocket {
    SocketId id;
    SocketType type = SocketType::Pair;
    std::uint64_t number = 0;
    Values options;
    std::vector<std::string> subscriptions;
    std::vector<PlannedWire> wires;
    int copies = 1;       // it is opened so many times, each with all of the wires
    std::string copyName; // of which their routing ids are made (socket_copies.h); empty: they get none
    unsigned tap = 0;     // messages a second of each direction that are looked at; 0: none
    bool held = false;    // no message passes, but for as many as `steps` says since the node started
    std::uint64_t steps = 0;
    bool operator==(const PlannedSocket&) const = default;
};

struct PlannedNode {
    NodeId id;
    std::string role;
    Values params;
    std::vector<PlannedSocket> sockets;
    // Sends or receives as fast as it can, or stands next to one that does; or its role judges by the clock.
    bool ownThread = false;
    bool hung = false;          // its role is not called
    bool frozen = false;        // of a program: its process is stopped
    Nanoseconds slow{0};        // each message takes so much longer
    std::uint64_t restarts = 0; // another number: it is started anew
    bool operator==(const PlannedNode&) const = default;
};

struct HostPlan {
    HostId host;
    std::vector<PlannedNode> nodes; // in the order in which they start: those that bind before those that connect
    std::set<NodeId> killed{};      // nodes that were killed, and are not among the others
    bool operator==(const HostPlan&) const = default;
};

struct Plan {
    std::string topology;
    std::vector<HostPlan> hosts; // every host of the topology, those without nodes that run too
    bool operator==(const Plan&) const = default;
};

// What a socket with these options is called by its peers (ROUTING_ID); empty: it brings no name along.
std::string routingIdOf(const Values& options);

// Fails when the topology has errors that check() reports as such; the message names the first and counts the rest.
// `only`: the hosts that are run here, the rest being run elsewhere; empty: all. An endpoint that names a host
// (host_endpoint.h) is one of every interface on that host and of this machine where that host runs here.
[[nodiscard]] Result<Plan> makePlan(const Topology& topology, const std::set<HostId>& only = {});

// What wildcard binds became: bindKey to the endpoint to connect to. Filled by the hosts, merged by who drives them.
using ResolvedEndpoints = std::map<std::string, std::string>;

} // namespace zeroloom
