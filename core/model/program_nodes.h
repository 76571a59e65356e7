// Nodes that start a program of the user's own. Nobody may run them before a person has seen their commands and said
// yes.
#pragma once

#include <set>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

// Those on one of `hosts`; none given: on any. In the topology's order, to which they point.
std::vector<const Node*> programNodes(const Topology& topology, const std::set<HostId>& hosts = {});

} // namespace zeroloom
