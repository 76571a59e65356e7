// NODE.PARAM=VALUE, as `run --set`, the act `set` and with it lessons and scenarios say it. Pure; callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/model/topology.h"

namespace zeroloom {

struct ParameterSetting {
    NodeId node;
    std::string parameter;
    Value value; // of the parameter's kind and in its range
};

// The error names the nearest node or parameter, or says what values the parameter takes.
[[nodiscard]] Result<ParameterSetting> readSetting(std::string_view text, const Topology& topology);

} // namespace zeroloom
