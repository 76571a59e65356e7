// What differs between what a host runs and what is wanted of it. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/plan/plan.h"

namespace zeroloom {

struct StartNode { PlannedNode node; };
struct StopNode { NodeId node; };
// What cannot change in place: `reason` in words ("routing id of 'in' changes").
struct RestartNode { PlannedNode node; std::string reason; };
struct ChangeParameters { NodeId node; Values params; };
struct ChangeOption { SocketRef socket; std::string name; Value value; };
struct ChangeSubscriptions { SocketRef socket; std::vector<std::string> added, removed; };
struct AddWire { SocketRef socket; PlannedWire wire; };
struct RemoveWire { SocketRef socket; PlannedWire wire; };

using Step = std::variant<StopNode, RemoveWire, RestartNode, StartNode, ChangeOption, ChangeSubscriptions,
                          ChangeParameters, AddWire>;

// In the order in which they are to be done. Empty when nothing differs.
std::vector<Step> reconcile(const HostPlan& running, const HostPlan& desired);

// The nodes that applying `desired` would restart, with the reasons, for the window to say so before it happens.
std::vector<RestartNode> restartsOf(const HostPlan& running, const HostPlan& desired);

}  // namespace zeroloom
