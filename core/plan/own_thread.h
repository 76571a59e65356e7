// Which nodes run at full speed and so get an event loop of their own. Pure.
#pragma once

#include <set>

#include "core/model/topology.h"

namespace zeroloom {

// Nodes that send as fast as they can, those that are wired to one, and on through workers that take no time and
// through proxies: a chain is as fast as its slowest link, and a shared loop would be that link.
std::set<NodeId> nodesAtFullSpeed(const Topology& topology, const TopologyIndex& index);

} // namespace zeroloom
