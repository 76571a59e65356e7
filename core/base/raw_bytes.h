// Bytes that need not be text: as text where they are, as hexadecimal digits or {"hex": "00ff"} otherwise. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zeroloom {

// Well-formed UTF-8 (RFC 3629) without control characters, so that a person can read it in the file.
bool isPlainText(std::string_view bytes);

std::string toHex(std::string_view bytes);
// Pairs of hex digits in either case; nullopt for anything else.
std::optional<std::string> fromHex(std::string_view hex);

} // namespace zeroloom
