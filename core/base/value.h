// The value of a role's parameter or of a socket's option, as the file holds it.
//
// Durations stay the text that the person wrote ("250us", "1ms", "2s"); core/base/duration.h reads them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace zeroloom {

using TextList = std::vector<std::string>;
using Value = std::variant<bool, std::int64_t, double, std::string, TextList>;
using Values = std::map<std::string, Value>;

// As it would be shown in a field or given to --set: text bare, a list joined by ", ", a real without trailing zeros.
std::string toText(const Value& value);

}  // namespace zeroloom
