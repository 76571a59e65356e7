// What the topology says of each wire that its figures depend on. Plain values and pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/topology.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

// How a socket type chooses among its wires what to send where.
enum class Spread : std::uint8_t {
    Nothing, // it cannot send
    Turns,   // round-robin: only the socket's total is known
    Copies,  // each wire gets a copy of what it subscribed to
    Chosen,  // by routing id, or back to where a request came from
};
Spread spreadOf(SocketType type);

struct ObservedEnd {
    SocketRef socket;
    SocketType type = SocketType::Pair;
    HostId host;
    bool ours = false;          // run by Zeroloom: its counters are known
    std::int64_t sendLimit = 0; // high-water marks, 0: unlimited
    std::int64_t receiveLimit = 0;
    bool conflates = false; // CONFLATE: a newer message takes the place of one that waits
    bool invertsMatching = false; // INVERT_MATCHING: a publisher sends what does not match
};

// What a receiver subscribes to at a publisher: its own, or through a proxy that passes it on.
struct PassedSubscription {
    std::set<std::string> prefixes;
    std::vector<WireId> through; // on behalf of somebody whom these wires behind the proxy lead to; empty: its own
};

struct ObservedWire {
    WireId wire;
    ObservedEnd from, to;
    WireEnd bind = WireEnd::From;
    std::string endpoint; // as written
    // Whether the end gets everything that a publisher at the other end sends. What an XSUB sends goes to all.
    bool fromTakesAll = false, toTakesAll = false;
    // Of an end that gets everything only on behalf of others: what each of them subscribes to, and the topics that the
    // publisher has, none: any. Empty for all others.
    std::vector<PassedSubscription> fromSubscriptions, toSubscriptions;
    std::vector<std::string> topics;
    bool inproc = false;

    bool takesAll(WireEnd receiver) const { return receiver == WireEnd::From ? fromTakesAll : toTakesAll; }
    // Whether it still does while only those wires are connected.
    bool takesAll(WireEnd receiver, const std::function<bool(const WireId&)>& isConnected) const;
    const ObservedEnd& end(WireEnd which) const { return which == WireEnd::From ? from : to; }
    bool conflates() const { return from.conflates || to.conflates; }
    // Most messages that can wait between a sender at `sender` and its peer; 0: unlimited, or the peer's is not known,
    // or an end conflates and has no high-water mark.
    std::uint64_t limit(WireEnd sender) const;
    // Whether messages can travel from the end `sender` to the other.
    bool carries(WireEnd sender) const;
};

std::vector<ObservedWire> observedWires(const Topology& topology);

} // namespace zeroloom
