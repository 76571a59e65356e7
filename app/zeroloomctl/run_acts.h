// What is done to a run on the command line while it goes on: `--at 3s 'kill worker1'`, and a scenario of the file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/control/run_session.h"
#include "core/model/act.h"

namespace zeroloom {

struct PlannedAct {
    Nanoseconds at{0}; // since everything runs
    Act act;
};

// By time; those of the same time in the order in which they were given, the scenario's last. Refused when one cannot
// be read, or could not be done after those before it. `scenario` may be empty. Pure.
[[nodiscard]] Result<std::vector<PlannedAct>> plannedActs(const std::vector<std::pair<std::string, std::string>>& given,
                                                          const std::string& scenario, const Topology& topology,
                                                          const RunSessionOptions& session);

} // namespace zeroloom
