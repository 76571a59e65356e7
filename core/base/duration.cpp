#include "core/base/duration.h"

#include <array>
#include <cstdint>
#include <optional>

namespace zeroloom {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

// Largest first, so that formatting finds the shortest exact form.
constexpr std::array<Unit, 6> Units{{{"h", 3'600'000'000'000},
                                     {"m", 60'000'000'000},
                                     {"s", 1'000'000'000},
                                     {"ms", 1'000'000},
                                     {"us", 1'000},
                                     {"ns", 1}}};

constexpr std::int64_t Longest = 1'000 * Units.front().nanoseconds;

// No unit has more decimal places than this that are still whole nanoseconds.
constexpr std::size_t MostFractionDigits = 13;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t digitsAt(std::string_view text)
{
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[count])) {
        ++count;
    }
    return count;
}

tl::unexpected<Error> refuse(std::string_view text, const std::string& reason)
{
    return fail(ErrorCode::InvalidInput, "'" + std::string(text) + "' is not a duration: " + reason);
}

const Unit* unitByName(std::string_view name)
{
    for (const Unit& unit : Units) {
        if (unit.name == name) {
            return &unit;
        }
    }
    return nullptr;
}

// Whole units as nanoseconds; nullopt beyond the longest duration.
std::optional<std::int64_t> wholePart(std::string_view digits, const Unit& unit)
{
    std::int64_t number = 0;
    for (const char digit : digits) {
        number = number * 10 + (digit - '0');
        if (number > Longest / unit.nanoseconds) {
            return std::nullopt;
        }
    }
    return number * unit.nanoseconds;
}

// The decimal places as nanoseconds; nullopt when they are finer than that.
std::optional<std::int64_t> fractionPart(std::string_view digits, const Unit& unit)
{
    while (!digits.empty() && digits.back() == '0') {
        digits.remove_suffix(1);
    }
    if (digits.size() > MostFractionDigits) {
        return std::nullopt;
    }
    // 128 bits because 10^13 hours in nanoseconds are more than 64 hold.
    __extension__ using Wide = __int128;
    Wide numerator = 0;
    Wide denominator = 1;
    for (const char digit : digits) {
        numerator = numerator * 10 + (digit - '0');
        denominator *= 10;
    }
    numerator *= unit.nanoseconds;
    if (numerator % denominator != 0) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(numerator / denominator);
}

} // namespace

Result<Nanoseconds> parseDuration(std::string_view text)
{
    if (text == "0") {
        return Nanoseconds::zero();
    }
    if (!text.empty() && text.front() == '-') {
        return refuse(text, "it cannot be negative");
    }
    const std::string_view whole = text.substr(0, digitsAt(text));
    if (whole.empty()) {
        return refuse(text, "write a number and a unit, such as 250us, 1ms or 2s");
    }
    std::string_view rest = text.substr(whole.size());
    std::string_view fraction;
    if (!rest.empty() && rest.front() == '.') {
        fraction = rest.substr(1, digitsAt(rest.substr(1)));
        if (fraction.empty()) {
            return refuse(text, "digits are missing after the point");
        }
        rest.remove_prefix(1 + fraction.size());
    }
    if (rest.empty()) {
        return refuse(text, "the unit is missing; write ns, us, ms, s, m or h after the number");
    }
    const Unit* unit = unitByName(rest);
    if (unit == nullptr) {
        return refuse(text, "the unit '" + std::string(rest) + "' is not one of ns, us, ms, s, m, h");
    }
    const auto wholeNanoseconds = wholePart(whole, *unit);
    if (!wholeNanoseconds) {
        return refuse(text, "it is longer than 1000h");
    }
    const auto fractionNanoseconds = fractionPart(fraction, *unit);
    if (!fractionNanoseconds) {
        return refuse(text, "it is finer than a nanosecond");
    }
    if (*wholeNanoseconds + *fractionNanoseconds > Longest) {
        return refuse(text, "it is longer than 1000h");
    }
    return Nanoseconds(*wholeNanoseconds + *fractionNanoseconds);
}

std::string formatDuration(Nanoseconds duration)
{
    const std::int64_t nanoseconds = duration.count();
    if (nanoseconds == 0) {
        return "0";
    }
    for (const Unit& unit : Units) {
        if (nanoseconds % unit.nanoseconds == 0) {
            return std::to_string(nanoseconds / unit.nanoseconds) + std::string(unit.name);
        }
    }
    return std::to_string(nanoseconds) + "ns"; // unreachable: the last unit divides everything
}

} // namespace zeroloom
