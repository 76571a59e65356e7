// How Zeroloom's own values stand in the attributes of a DOT file, written and read. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/json_document.h"

namespace zeroloom {

// In double quotes. Graphviz keeps "\\" as two characters, so that it can tell escapes in labels; dotUnescaped takes
// them for one.
std::string dotQuoted(std::string_view text);
// For labels and tooltips, which have entities, too. The text must be on one line.
std::string dotLabel(std::string_view cleanText);
std::string dotUnescaped(std::string_view value);

// A person's text as an attribute's value: as it is, or as a JSON string where some program might misread it.
std::string dotTextValue(const std::string& text);
std::string dotTextFrom(std::string_view value);
// JSON on one line; in ASCII where it holds treacherous text.
std::string dotJsonValue(const Json& json);

} // namespace zeroloom
