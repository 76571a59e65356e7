// Text put into XML and HTML, whatever it is. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace zeroloom {

// Escaped for content and for attributes in double quotes. The text must be clean (core/picture/clean_text.h): XML has
// no control characters at all.
std::string xmlText(std::string_view cleanText);

} // namespace zeroloom
