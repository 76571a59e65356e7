// "Did you mean": the known name nearest to one that is not known. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zeroloom {

// Letter case does not count. Empty when nothing is near: a third of the letters of the longer name changed, or one; between
// names of one letter, none.
std::string_view nearestName(std::string_view typed, const std::vector<std::string_view>& known);

// "a, b, c"; of a list that grows longer than `limit` characters the first ones, and "...".
std::string listed(const std::vector<std::string>& names, std::size_t limit = std::string::npos);

// What to say behind a name that does not exist: "; did you mean 'NAME'?", or "; " and `otherwise` when nothing is near.
std::string didYouMean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise);

} // namespace zeroloom
