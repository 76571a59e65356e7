// Parameters that several roles have, described once so that they mean the same everywhere.
#pragma once

#include "core/role/role_catalogue.h"

namespace zeroloom {

ParameterInfo rateParameter(std::string_view help);
ParameterInfo sizeParameter();
ParameterInfo countParameter(std::string_view help);
ParameterInfo topicsParameter();
ParameterInfo textParameter();
ParameterInfo workParameter(std::string_view help);

// The longest time that any parameter takes, in seconds: one day.
inline constexpr double LongestTime = 86400;

} // namespace zeroloom
