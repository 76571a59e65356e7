// JSON text made into a document, with the limits that keep a hostile file from doing harm.
//
// Never throws. Pure functions; callable from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace zeroloom {

// Keys stay in the order of the text, so that unknown ones come back where they were.
using Json = nlohmann::ordered_json;

inline constexpr std::size_t JsonDepthLimit = 64;
inline constexpr std::size_t JsonValueLimit = 2'000'000; // values of all kinds in one document

// Refuses text that is not JSON or not UTF-8 (with line and column), nesting deeper than JsonDepthLimit, more values
// than JsonValueLimit, numbers that no double holds, and a key that stands twice in one object (with its pointer; a
// parser would silently take one of the two).
[[nodiscard]] Result<Json> parseJson(std::string_view text);

// A piece of a file as it may stand in a message: cut to 64 bytes, control characters replaced.
std::string shown(std::string_view text);

// `pointer` extended by one key or place, as RFC 6901 has it: "/nodes/2/params". Long keys are cut.
std::string pointerTo(const std::string& pointer, std::string_view key);
std::string pointerTo(const std::string& pointer, std::size_t place);

// Appends without looking for the key first, which makes large objects quadratic. The key must be new.
Json& append(Json& object, std::string key, Json value);

} // namespace zeroloom
