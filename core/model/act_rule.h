// What can be done to what: a node that shares its process cannot be frozen alone, and a wire whose connecting end is
// somebody else's program goes past the relay.
//
// Pure; callable from any thread.
#pragma once

#include "core/base/result.h"
#include "core/model/act.h"

namespace zeroloom {

// Fails with the reason when the act cannot be done to a run of this topology.
[[nodiscard]] Status checkAct(const Act& act, const Topology& topology);

} // namespace zeroloom
