// How the topology file is set: JSON that reads well and changes few lines in a diff. Pure functions.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/json_document.h"

namespace zeroloom {

inline constexpr std::size_t JsonLineWidth = 120;

// On one line, with a space after ':' and ','.
std::string inlineText(const Json& json);

// The document, an object: each of its members begins a line. A list or object that does not fit on the rest of the
// line has one item a line, and a member named in `lists` always does: adding an item then changes one place. Items
// that are objects are filled into lines of JsonLineWidth bytes, in their order. Ends with a newline.
std::string documentText(const Json& document, std::initializer_list<std::string_view> lists = {});

} // namespace zeroloom
