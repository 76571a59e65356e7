// A person's text for within a Markdown document: shown as it is, with nothing in it taken for markup or HTML.
#pragma once

#include <string>
#include <string_view>

namespace zeroloom {

// On one line. Characters that do not show, or reorder others, are shown as their numbers.
std::string markdownText(std::string_view text);

} // namespace zeroloom
