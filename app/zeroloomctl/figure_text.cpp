#include "app/zeroloomctl/figure_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace zeroloom {

namespace {

std::string withDecimals(double value, int decimals)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

// Two figures that count, in the unit that suits.
std::string scaled(double value, const char* unit) { return withDecimals(value, value < 9.95 ? 1 : 0) + " " + unit; }

} // namespace

std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3; i -= 3) {
        text.insert(i - 3, ",");
    }
    return text;
}

std::string perSecondText(double perSecond)
{
    if (perSecond <= 0) {
        return "0";
    }
    return perSecond < 9.95 ? withDecimals(perSecond, 1) : grouped(static_cast<std::uint64_t>(std::llround(perSecond)));
}

std::string microsecondsText(double microseconds)
{
    if (microseconds < 999.5) {
        return withDecimals(microseconds, 0) + " us";
    }
    return microseconds < 999500 ? scaled(microseconds / 1000, "ms") : scaled(microseconds / 1e6, "s");
}

std::string secondsText(double seconds) { return scaled(seconds, "s"); }

std::string elapsedText(double seconds)
{
    const auto whole = static_cast<long long>(seconds);
    std::array<char, 64> buffer{};
    if (whole >= 3600) {
        std::snprintf(buffer.data(), buffer.size(), "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
    } else {
        std::snprintf(buffer.data(), buffer.size(), "%lld:%02lld", whole / 60, whole % 60);
    }
    return buffer.data();
}

std::string bytesText(std::uint64_t bytes)
{
    static constexpr std::array<const char*, 5> Units{"B", "kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < Units.size()) {
        value /= 1000;
        ++unit;
    }
    return unit == 0 ? grouped(bytes) + " B" : scaled(value, Units[unit]);
}

std::string figureText(const Figure<std::uint64_t>& figure)
{
    if (!figure.known()) {
        return UnknownFigure;
    }
    return (figure.quality == Quality::Estimated ? "~" : "") + grouped(figure.value);
}

} // namespace zeroloom
