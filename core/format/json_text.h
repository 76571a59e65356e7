// How the topology file is set: JSON that reads well and changes few lines in a diff. Pure functions.
#pragma once

#include <string>

#include "core/format/json_document.h"

namespace zeroloom {

inline constexpr std::size_t JsonLineWidth = 120;

// On one line, with a space after ':' and ','.
std::string inlineText(const Json& json);

// The document, an object: each of its members begins a line. A list or object that does not fit on the rest of the
// line has one item a line; items that are objects are filled into lines of JsonLineWidth bytes, in their order.
// Ends with a newline.
std::string documentText(const Json& document);

} // namespace zeroloom
