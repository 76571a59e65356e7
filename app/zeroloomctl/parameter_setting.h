// --set NODE.PARAM=VALUE: changes a topology before it runs. Pure.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

// The topology stays as it is when the setting cannot be used; the error names the nearest node or parameter.
[[nodiscard]] Status applySetting(Topology& topology, const std::string& setting);

} // namespace zeroloom
