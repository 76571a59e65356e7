// How wide text is on a card, without a font at hand, and text cut to a width. Pure functions; any thread.
//
// Latin letters have the widths of Inter, which the window uses when it is installed; other scripts have widths on the
// safe side.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zeroloom {

enum class TextWeight { Regular, SemiBold };

struct TextFont {
    double pixels;
    TextWeight weight = TextWeight::Regular;
};

double textWidth(std::string_view text, const TextFont& font);
// The text, or as much of its beginning as fits with an ellipsis behind it. Never breaks a letter from its accents.
std::string elidedText(std::string_view text, double room, const TextFont& font);
// Lines of at most `room` broken at spaces, and within words that are too long; `text` keeps its own line breaks. No
// more than `most` lines, the last one with an ellipsis when there would be more.
std::vector<std::string> wrappedText(std::string_view text, double room, const TextFont& font, std::size_t most);

} // namespace zeroloom
