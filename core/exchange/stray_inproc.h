// inproc between what does not run in one process: an error while it is a drawing, and tcp once it is deployed. Pure.
#pragma once

#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

// The topology with a port of this machine instead of each inproc endpoint that somebody else's process is to reach,
// the same one for all wires that share a bind. Each is told.
Topology withoutStrayInproc(Topology topology, Remarks& remarks);

} // namespace zeroloom
