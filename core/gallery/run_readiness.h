// When a run that was just started is up. Pure; callable from any thread.
#pragma once

#include "core/model/topology.h"
#include "core/observe/observation.h"
#include "core/plan/conditions.h"

namespace zeroloom {

// All hosts run, all nodes have started, and every wire that can be is connected: those of nodes that were killed,
// frozen or have ended, and those that were cut, are not waited for.
bool runIsUp(const Topology& topology, const RunConditions& conditions, const Observation& observation);

} // namespace zeroloom
