// A part of a topology made ready to stand beside what is there already. Pure functions.
#pragma once

#include "core/model/topology.h"

namespace zeroloom {

// The fragment with ids that `into` does not have. Endpoints that `into` uses already are reset to the default where
// the wire's binding end is run by Zeroloom: a second bind of one endpoint fails, or steals it (ipc).
Topology renumbered(const Topology& fragment, const Topology& into);

} // namespace zeroloom
