// What an id may look like, and how a fresh one is made. Pure functions; callable from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

inline constexpr std::size_t IdLimit = 64; // characters

// An id has 1 to 64 characters of letters (a-z, A-Z), digits, '_' and '-'. So "node.socket" reads one way only, and
// an id can stand in endpoints, environment variables and exported code.
bool isValidId(std::string_view text);

// `what` names the thing in the message: "node id".
[[nodiscard]] Status checkId(std::string_view text, std::string_view what);

// An id split into its stem and the number at its end: "push12" is {"push", 12}; without a number, number is 1.
struct NumberedId {
    std::string stem;
    long number = 1;
};
NumberedId splitId(std::string_view text);

// The id itself when it is free, else its stem with the next free number: "push", "push2", "push3". Never longer than
// IdLimit. `firstNumber` (when not null) is where the search starts, and is set behind the number that was found: it
// keeps the search for many ids of one stem short.
std::string freshId(std::string_view wanted, const std::function<bool(const std::string&)>& taken,
                    long* firstNumber = nullptr);

} // namespace zeroloom
