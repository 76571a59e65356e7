// Characters of a text that a reader does not see, or that change how others show: what generated text must not contain
// as it is. Pure functions.
#pragma once

namespace zeroloom {

// Controls, separators, joiners, bidirectional marks, variation selectors, tags, what is for private use.
bool isHiddenCharacter(char32_t code);

} // namespace zeroloom
