// Figures as text: thousands separated, units always, "—" for unknown. Pure functions.
#pragma once

#include <cstdint>

#include <QString>

#include "core/observe/observation.h"

namespace zeroloom {

QString countText(std::uint64_t value);        // "13,402"
QString rateText(double perSecond);            // "334/s", "1.2 M/s"
QString bytesText(double bytes);               // "1.5 MiB"
QString byteRateText(double bytesPerSecond);   // "21 KiB/s"
QString microsecondsText(double microseconds); // "86 µs", "9.6 ms", "9.9 s"
QString durationText(double seconds);          // "00:02:14"
QString qualityText(Quality quality);          // "exact"
template <typename T>
QString figureText(const Figure<T>& figure)
{
    return figure.known() ? countText(static_cast<std::uint64_t>(figure.value)) : QStringLiteral("—");
}
QString stateText(ConnectionState state); // "connected"
QString stateText(NodeState state);       // "running"

} // namespace zeroloom
