// Characters of a text that a reader does not see, or that change how others show: what generated text must not contain
// as it is. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace zeroloom {

struct FirstCharacter {
    char32_t code = 0;
    std::size_t bytes = 1;
};

// The character at the front of a text that is not empty; nullopt when it begins with bytes that are no UTF-8.
std::optional<FirstCharacter> firstCharacter(std::string_view text);
// Controls, separators, joiners, bidirectional marks, variation selectors, tags, what is for private use.
bool isHiddenCharacter(char32_t code);

} // namespace zeroloom
