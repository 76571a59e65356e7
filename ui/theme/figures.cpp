#include "ui/theme/figures.h"

#include <array>
#include <cmath>

namespace zeroloom {

namespace {

// Digits grouped by a comma in every language, so that a figure reads the same on screen, in a report and in the help.
QString grouped(QString digits)
{
    for (qsizetype position = digits.size() - 3; position > 0; position -= 3) {
        digits.insert(position, QLatin1Char(','));
    }
    return digits;
}

// One decimal below ten where it says something, none above.
QString shortNumber(double value)
{
    if (value < 9.95 && std::abs(value - std::round(value)) >= 0.05) {
        return QString::number(value, 'f', 1);
    }
    return grouped(QString::number(std::llround(value)));
}

struct Scale {
    double factor;
    const char* unit;
};

template <std::size_t Count>
QString scaled(double value, const std::array<Scale, Count>& scales)
{
    // A value that would round up to the next unit's 1 is shown in that unit.
    for (std::size_t i = 0; i + 1 < Count; ++i) {
        if (value / scales[i].factor < scales[i + 1].factor / scales[i].factor * 0.9995) {
            return shortNumber(value / scales[i].factor) + QLatin1Char(' ') + QString::fromUtf8(scales[i].unit);
        }
    }
    return shortNumber(value / scales.back().factor) + QLatin1Char(' ') + QString::fromUtf8(scales.back().unit);
}

constexpr std::array<Scale, 5> ByteScales{
    {{1, "B"}, {1024.0, "KiB"}, {1024.0 * 1024, "MiB"}, {1024.0 * 1024 * 1024, "GiB"}, {1099511627776.0, "TiB"}}};
constexpr std::array<Scale, 3> TimeScales{{{1, "µs"}, {1000, "ms"}, {1e6, "s"}}};

const QString Unknown = QStringLiteral("—");

} // namespace

QString countText(std::uint64_t value) { return grouped(QString::number(value)); }

QString rateText(double perSecond)
{
    if (!std::isfinite(perSecond) || perSecond < 0) {
        return Unknown;
    }
    if (perSecond < 99999.5) {
        return shortNumber(perSecond) + QStringLiteral("/s");
    }
    if (perSecond < 999500) {
        return shortNumber(perSecond / 1000) + QStringLiteral(" k/s");
    }
    const double millions = perSecond / 1e6;
    return QString::number(millions, 'f', millions < 99.95 ? 1 : 0) + QStringLiteral(" M/s");
}

QString bytesText(double bytes) { return std::isfinite(bytes) && bytes >= 0 ? scaled(bytes, ByteScales) : Unknown; }

QString byteRateText(double bytesPerSecond)
{
    const QString text = bytesText(bytesPerSecond);
    return text == Unknown ? text : text + QStringLiteral("/s");
}

QString microsecondsText(double microseconds)
{
    return std::isfinite(microseconds) && microseconds >= 0 ? scaled(microseconds, TimeScales) : Unknown;
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0) {
        return Unknown;
    }
    const auto whole = static_cast<qint64>(seconds);
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600, 2, 10, QLatin1Char('0'))
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString qualityText(Quality quality)
{
    switch (quality) {
    case Quality::Exact:
        return QStringLiteral("exact");
    case Quality::Estimated:
        return QStringLiteral("estimated");
    case Quality::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString stateText(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Unknown:
        return QStringLiteral("unknown");
    case ConnectionState::Idle:
        return QStringLiteral("idle");
    case ConnectionState::Listening:
        return QStringLiteral("listening");
    case ConnectionState::Connecting:
        return QStringLiteral("connecting");
    case ConnectionState::Connected:
        return QStringLiteral("connected");
    case ConnectionState::Disconnected:
        return QStringLiteral("disconnected");
    case ConnectionState::Refused:
        return QStringLiteral("refused");
    case ConnectionState::Failed:
        return QStringLiteral("failed");
    }
    return QStringLiteral("unknown");
}

QString stateText(NodeState state)
{
    switch (state) {
    case NodeState::Starting:
        return QStringLiteral("starting");
    case NodeState::Running:
        return QStringLiteral("running");
    case NodeState::Exited:
        return QStringLiteral("ended");
    case NodeState::Failed:
        return QStringLiteral("failed");
    case NodeState::Lost:
        return QStringLiteral("lost");
    case NodeState::Stopped:
        return QStringLiteral("stopped");
    }
    return QStringLiteral("unknown");
}

} // namespace zeroloom
