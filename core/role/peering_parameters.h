// What a peering broker can be told: its description in the catalogue, and the same as its behaviour needs it.
//
// Callable from any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/duration.h"
#include "core/base/value.h"

namespace zeroloom {

struct PeeringSettings {
    std::string name;
    std::vector<std::string> peers;
    double share = 0; // per cent
    Nanoseconds period{};
    std::int64_t seed = 0;
};

PeeringSettings peeringSettings(const Values& params);

} // namespace zeroloom
