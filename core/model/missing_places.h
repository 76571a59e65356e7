// Places for the nodes of a file or an import that gives them none. A pure function.
#pragma once

#include "core/model/topology.h"

namespace zeroloom {

// Nodes without a place stand in layers, below those that have one.
void placeMissing(Topology& topology);

} // namespace zeroloom
