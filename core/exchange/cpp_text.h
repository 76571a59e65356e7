// Text that goes into generated C++, shell, CMake and Markdown so that nothing in it can be taken for code, and the
// templates that programs are written with. Pure functions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/base/duration.h"

namespace zeroloom {

// A string literal with its quotes. Any bytes: what is no harmless UTF-8 becomes octal escapes, which end by themselves
// after three digits; trigraphs are broken up.
std::string cppLiteral(std::string_view bytes);
// The same as a std::string_view ("..."sv), which keeps zero bytes.
std::string cppView(std::string_view bytes);

// One line for a comment or a table: control and bidirectional characters become blanks, what is too long is cut. In
// single quotes, so that it never ends a `//` line with a backslash.
std::string quotedLine(std::string_view text);
// The same without quotes, for Markdown: what Markdown or HTML would take for their own is escaped.
std::string markdownLine(std::string_view text);

// One word of a shell command, in single quotes where that is needed.
std::string shellWord(std::string_view text);

// "2500ms", "1s", "2min": a literal of std::chrono.
std::string chronoLiteral(Nanoseconds duration);
// With an apostrophe between thousands from 10,000 on.
std::string cppNumber(std::int64_t number);

// What a template is filled with.
struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts; // by name
    std::set<std::string, std::less<>> flags;
};

// Replaces `$name$` by its text, once: what is put in is not looked at again. A line that begins with "[a,!b]" stands
// only if flag a is set and b is not. A first empty line is left out.
std::string fillTemplate(std::string_view text, const TemplateValues& values);

// Every line indented by four blanks more; empty ones stay empty.
std::string indented(std::string_view text);

} // namespace zeroloom
