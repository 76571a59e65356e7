// JSON as the command line prints it. Pure functions.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/value.h"

namespace zeroloom {

using Json = nlohmann::ordered_json;

Json toJson(const Value& value);

// One document, indented, with a final newline. Text that is not UTF-8 is shown with replacement characters.
std::string jsonDocument(const Json& json);
// One object on one line, with a newline.
std::string jsonLine(const Json& json);

} // namespace zeroloom
