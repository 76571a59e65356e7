// What differs between what a host runs and what is wanted of it. Pure.
//
// What the runtime adds to these steps, because no plan knows it:
// - Wires with the same bindKey share one bind: it is made with the first of them and given up with the last.
// - A restarted node that binds a wildcard comes back to where it was, so that its peers reconnect by themselves, as they
//   do to an endpoint given in full. Where that is taken it gets another, and connects through its bindKey are made anew.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/plan/plan.h"

namespace zeroloom {

struct StartNode {
    PlannedNode node;
};
struct StopNode {
    NodeId node;
    bool killed = false; // not taken out of the topology: somebody killed it
};
// What cannot change in place: `reason` in words ("routing id of 'in' changes").
struct RestartNode {
    PlannedNode node;
    std::string reason;
};
struct ChangeParameters {
    NodeId node;
    Values params;
};
// It goes to or comes from full speed, or stands beside a node that does: it moves to another event loop as it runs.
struct ChangeThread {
    NodeId node;
    bool own = false;
};
struct ChangeOption {
    SocketRef socket;
    std::string name;
    Value value;
};
struct ChangeSubscriptions {
    SocketRef socket;
    std::vector<std::string> added, removed;
};
// What was done to a node, a socket or a wire of the run (conditions.h).
struct ChangeNodeCondition {
    NodeId node;
    bool hung = false, frozen = false;
    Nanoseconds slow{0};
};
struct ChangeSocketCondition {
    SocketRef socket;
    unsigned tap = 0;
    bool held = false;
    std::uint64_t steps = 0;
};
struct ChangeWireFault {
    SocketRef socket;
    WireId wire;
    WireFault fault;
};
struct AddWire {
    SocketRef socket;
    PlannedWire wire;
};
struct RemoveWire {
    SocketRef socket;
    PlannedWire wire;
};

using Step = std::variant<StopNode, RemoveWire, RestartNode, StartNode, ChangeThread, ChangeOption, ChangeSubscriptions,
                          ChangeParameters, ChangeNodeCondition, ChangeSocketCondition, ChangeWireFault, AddWire>;

// In the order in which they are to be done: stops, disconnects, unbinds, restarts, starts, moves, changes, binds,
// connects. An option that is no longer set gets libzmq's default. A changed wire is removed and added, unless
// only what its relay does changes. Empty when nothing differs.
std::vector<Step> reconcile(const HostPlan& running, const HostPlan& desired);

// The nodes that applying `desired` would restart, with the reasons, for the window to say so before it happens.
std::vector<RestartNode> restartsOf(const HostPlan& running, const HostPlan& desired);

} // namespace zeroloom
