// The plan as it travels to a host.
#pragma once

#include <string>
#include <string_view>

#include "core/plan/plan.h"

namespace zeroloom {

std::string writeHostPlan(const HostPlan& plan);
[[nodiscard]] Result<HostPlan> readHostPlan(std::string_view json);

} // namespace zeroloom
