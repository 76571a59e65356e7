// The rule by which a monitoring role judges hearts, as parameters: described once, so that it is the same in each.
#pragma once

#include <string_view>
#include <vector>

#include "core/liveness/heart.h"
#include "core/role/parameters.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

// period, misses, grace, verdict, threshold. `periodHelp` says whose beats they are.
std::vector<ParameterInfo> heartRuleParameters(std::string_view periodHelp);
HeartRule heartRule(const Parameters& parameters);

// The shortest period of any monitor, in seconds: below it the machine's own scheduling would be what is measured.
inline constexpr double ShortestPeriod = 0.01;

} // namespace zeroloom
