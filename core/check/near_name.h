// "Did you mean": the known name nearest to one that is not known. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace zeroloom {

// Letter case does not count. Empty when nothing is near: within a third of the letters changed.
std::string_view nearestName(std::string_view typed, const std::vector<std::string_view>& known);

} // namespace zeroloom
