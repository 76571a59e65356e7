// Figures as text for the window: those of core/observe/figure_text.h, as QStrings, and states in words. Pure
// functions.
#pragma once

#include <cstdint>

#include <QString>

#include "core/observe/observation.h"

namespace zeroloom {

QString countText(std::uint64_t value);            // "13,402"
QString rateText(double perSecond);                // "334/s", "1.2 M/s"
QString rateText(const Figure<double>& rate);      // "~334/s" when it is estimated, "—" when it is not known
QString flowRateText(const FlowObservation& flow); // "334/s", or "500/s sent" when only the sender knows
QString perSecondText(const Figure<double>& rate); // "334"
QString bytesText(double bytes);                   // "1.5 MiB"
QString bytesText(const Figure<std::uint64_t>& bytes);
QString byteRateText(double bytesPerSecond); // "21 KiB/s"
QString byteRateText(const Figure<double>& rate);
QString microsecondsText(double microseconds); // "86 µs", "9.6 ms", "9.9 s"
QString microsecondsText(const Figure<double>& microseconds);
QString secondsText(double seconds);                     // "0.4 s"
QString durationText(double seconds);                    // "00:02:14"
QString figureText(const Figure<std::uint64_t>& figure); // "961", "~961", "—"
QString lossText(const Figure<LossCounts>& lost);
QString lossText(const LossTotal& lost); // "3", "at least 3", "unknown"
QString percentileText(const LatencySummary& latency, double value);
QString qualityText(Quality quality);     // "exact"
QString stateText(ConnectionState state); // "connected"
QString stateText(NodeState state);       // "running"

} // namespace zeroloom
