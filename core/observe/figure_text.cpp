#include "core/observe/figure_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace zeroloom::figures {

namespace {

std::string withDecimals(double value, int decimals)
{
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return buffer.data();
}

// Grouped by a comma in every language, so that a figure reads the same everywhere.
std::string grouped(std::string digits)
{
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, 1, ',');
    return digits;
}

// One decimal below ten where it says something, none above.
std::string shortNumber(double value)
{
    if (value < 9.95 && std::abs(value - std::round(value)) >= 0.05)
        return withDecimals(value, 1);
    return grouped(withDecimals(std::round(value), 0));
}

bool canBeShown(double value) { return std::isfinite(value) && value >= 0; }

struct Scale {
    double factor;
    const char* unit;
};

template <std::size_t Count>
std::string scaled(double value, const std::array<Scale, Count>& scales)
{
    if (!canBeShown(value))
        return UnknownFigure;
    // A value that would round up to the next unit's 1 is shown in that unit.
    std::size_t i = 0;
    while (i + 1 < Count && value >= scales[i + 1].factor * 0.9995)
        ++i;
    return shortNumber(value / scales[i].factor) + " " + scales[i].unit;
}

constexpr std::array<Scale, 5> ByteScales{
    {{1, "B"}, {1024.0, "KiB"}, {1024.0 * 1024, "MiB"}, {1024.0 * 1024 * 1024, "GiB"}, {1099511627776.0, "TiB"}}};
constexpr std::array<Scale, 3> TimeScales{{{1, "µs"}, {1000, "ms"}, {1e6, "s"}}};

std::string marked(Quality quality, const std::string& text)
{
    std::string all;
    if (quality == Quality::Estimated)
        all += '~';
    return all += text;
}

template <typename T, typename Write>
std::string written(const Figure<T>& figure, Write write)
{
    return figure.known() ? marked(figure.quality, write(figure.value)) : UnknownFigure;
}

} // namespace

std::string count(std::uint64_t number) { return grouped(std::to_string(number)); }

std::string perSecond(double perSecond)
{
    if (!canBeShown(perSecond))
        return UnknownFigure;
    if (perSecond < 99999.5)
        return shortNumber(perSecond);
    if (perSecond < 999500)
        return shortNumber(perSecond / 1000) + " k";
    const double millions = perSecond / 1e6;
    return withDecimals(millions, millions < 99.95 ? 1 : 0) + " M";
}

std::string rate(double perSecond)
{
    return canBeShown(perSecond) ? figures::perSecond(perSecond) + "/s" : UnknownFigure;
}

std::string bytes(double bytes) { return scaled(bytes, ByteScales); }

std::string byteRate(double bytesPerSecond)
{
    return canBeShown(bytesPerSecond) ? bytes(bytesPerSecond) + "/s" : UnknownFigure;
}

std::string microseconds(double microseconds) { return scaled(microseconds, TimeScales); }

std::string seconds(double seconds) { return canBeShown(seconds) ? shortNumber(seconds) + " s" : UnknownFigure; }

std::string duration(double seconds)
{
    if (!canBeShown(seconds))
        return UnknownFigure;
    const auto whole = static_cast<long long>(seconds);
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%02lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
    return buffer.data();
}

std::string count(const Figure<std::uint64_t>& figure)
{
    return written(figure, [](std::uint64_t value) { return count(value); });
}

std::string bytes(const Figure<std::uint64_t>& figure)
{
    return written(figure, [](std::uint64_t value) { return bytes(static_cast<double>(value)); });
}

std::string perSecond(const Figure<double>& figure)
{
    return written(figure, [](double value) { return perSecond(value); });
}

std::string rate(const Figure<double>& figure)
{
    return written(figure, [](double value) { return rate(value); });
}

std::string byteRate(const Figure<double>& figure)
{
    return written(figure, [](double value) { return byteRate(value); });
}

std::string microseconds(const Figure<double>& figure)
{
    return written(figure, [](double value) { return microseconds(value); });
}

std::string losses(const Figure<LossCounts>& lost)
{
    return written(lost, [](const LossCounts& counts) { return count(counts.total()); });
}

std::string losses(const LossTotal& lost)
{
    if (lost.whole)
        return count(lost.known);
    return lost.known > 0 ? "at least " + count(lost.known) : "unknown";
}

std::string percentile(const LatencySummary& latency, double value)
{
    return latency.count == 0 ? UnknownFigure : marked(latency.quality, microseconds(value));
}

} // namespace zeroloom::figures
