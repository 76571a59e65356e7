// The tree of a ZDCF file (RFC 17) and its renderings in JSON and in ZPL. JSON's values hold it: ordered objects,
// lists, texts, numbers. Pure functions; callable from any thread.
//
// ZPL has no types. What the standard defines has a type by its name. What stands under a name that begins with x_ is
// ours: a ZPL value that is JSON (1000, true, "10", [0, 0]) is that, and any other is text. So everything comes back as
// it was, and most of it reads as it would be written by hand. A text that does not fit on a line is cut into lines
// x_part.
#pragma once

#include <string>
#include <string_view>

#include "core/base/json_document.h"
#include "core/base/result.h"

namespace zeroloom {

// Whether a standard value can be written in both renderings.
bool isZdcfText(std::string_view text);

std::string zdcfAsJson(const Json& tree);
std::string zdcfAsZpl(const Json& tree);

// By its first character the one or the other. An object; the error says the place.
[[nodiscard]] Result<Json> parseZdcf(std::string_view text);

} // namespace zeroloom
