// A person's text as it may stand in a picture or a graph: well-formed UTF-8 without what would turn, hide or break the
// text around it. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace zeroloom {

// Every kind of white space becomes one ' ' (at the ends none); marks that change the direction of text are left out;
// other control characters and what is no character become U+FFFD.
std::string onOneLine(std::string_view text);
// The same with line breaks kept, as '\n'.
std::string onLines(std::string_view text);
// Whether some application could show the text other than it is: control characters, marks of direction, ends of lines
// that only some know, bytes that are not UTF-8.
bool isTreacherous(std::string_view text);

} // namespace zeroloom
