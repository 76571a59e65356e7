// Parameters that several roles have, described once so that they mean the same everywhere.
#pragma once

#include "core/role/role_catalogue.h"

namespace zeroloom {

ParameterInfo rateParameter(std::string_view help);
ParameterInfo sizeParameter();
ParameterInfo countParameter(std::string_view help);
ParameterInfo topicsParameter();
ParameterInfo textParameter(
    std::string_view help = "Sent as the payload in place of a stamped one; loss and latency are then not measured.");
ParameterInfo workParameter(std::string_view help);
ParameterInfo timeParameter(std::string_view name, std::string_view label, std::string defaultValue,
                            std::string_view help); // from 0 to LongestTime
ParameterInfo wholeParameter(std::string_view name, std::string_view label, std::int64_t defaultValue,
                             std::string_view unit, std::string_view help); // from 0 to MostNumber

// The longest time that any parameter takes, in seconds: one day.
inline constexpr double LongestTime = 86400;
// The largest number of things that a role counts up to.
inline constexpr double MostNumber = 1e15;

} // namespace zeroloom
