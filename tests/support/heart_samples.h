// A monitor of hearts and what it might know of them, for tests and benchmarks: made up, without a run.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom::samples {

// `monitor`, a heartbeater, and `hearts`, the programs of others that answer it.
Topology heartMonitor();

// The hearts' own numbers, from 0: "heart-0000" on. All alive and in time but those that are named.
struct HeartsAre {
    std::size_t count = 3;
    std::set<std::uint32_t> lost{}, late{}, left{};
    std::uint64_t beats = 32; // that were sent
    bool running = true;
    std::string cannotJudge{};
};
ObservationPtr heartsSeen(const HeartsAre& hearts);

} // namespace zeroloom::samples
