// What was done to a run beside what was drawn: faults, pace, what is looked at. Desired state like the topology itself:
// laid over its plan, so that a host that is started again finds what was done to it.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "core/model/act.h"
#include "core/plan/plan.h"

namespace zeroloom {

struct NodeCondition {
    bool killed = false;
    bool frozen = false;
    bool hung = false;
    Nanoseconds slow{0};        // each message takes so much longer
    std::uint64_t restarts = 0; // how often it was started again
    bool operator==(const NodeCondition&) const = default;
};

struct SocketCondition {
    bool held = false;
    std::uint64_t steps = 0; // messages that were let through while it was held, since the run began
    bool operator==(const SocketCondition&) const = default;
};

struct RunConditions {
    double speed = 1;
    bool paused = false;
    std::map<NodeId, NodeCondition> nodes;
    std::map<SocketRef, SocketCondition> sockets;
    std::map<WireId, WireFault> wires;
    std::map<NodeId, Values> params; // set for this run, over those of the topology
    // Messages that are looked at: at most so many a second of each direction of a socket; 0: none.
    unsigned tapEvery = 0; // of every socket
    std::map<SocketRef, unsigned> taps;
    bool operator==(const RunConditions&) const = default;
};

// The conditions after the act. Fails when it cannot be done to this topology: freezing a node that shares its process,
// a fault on a wire whose connecting end is run by somebody else.
[[nodiscard]] Result<RunConditions> afterAct(RunConditions conditions, const Act& act, const Topology& topology);

// The conditions with a relay in the way of each wire that one of the acts disturbs. Put there before the run, it spares
// the wire the new connection of its first fault, and with it what its sender had queued.
RunConditions withRelays(RunConditions conditions, const std::vector<Act>& acts);

// Lays the conditions over a plan. Killed nodes are taken out; their peers keep their wires.
void applyConditions(Plan& plan, const RunConditions& conditions);

// Hosts whose processes are to stand still: those of frozen nodes (other than programs, which their host freezes).
std::set<HostId> frozenHosts(const RunConditions& conditions, const Topology& topology);

// What is wrong with a node or wire now, in words, or empty: "frozen", "slowed by 50 ms", "cut", "drops 10%".
std::string inWords(const NodeCondition& condition);
std::string inWords(const WireFault& fault);

} // namespace zeroloom
