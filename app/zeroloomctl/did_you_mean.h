// What to say behind a name that does not exist. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zeroloom {

// "; did you mean 'NAME'?", or "; " and `otherwise` when nothing is near.
std::string didYouMean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise);

} // namespace zeroloom
