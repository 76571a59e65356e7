// Figures as people read them, the same in the window, in the terminal and in the help: thousands separated, units
// always, "~" before what is estimated, UnknownFigure for what is not known. UTF-8. Pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "core/observe/observation.h"

namespace zeroloom::figures {

// What stands where a figure is not known: never 0.
inline constexpr const char* UnknownFigure = "—";

std::string count(std::uint64_t number);       // "13,402"
std::string perSecond(double perSecond);       // "9.5", "334", "1.2 M": for where the unit is said already
std::string rate(double perSecond);            // "334/s", "1.2 M/s"
std::string bytes(double bytes);               // "1.5 MiB"
std::string byteRate(double bytesPerSecond);   // "21 KiB/s"
std::string microseconds(double microseconds); // "86 µs", "9.6 ms", "9.9 s"
std::string seconds(double seconds);           // "0.4 s", "12 s"
std::string duration(double seconds);          // "00:02:14"

std::string count(const Figure<std::uint64_t>& figure); // "961", "~961", UnknownFigure
std::string bytes(const Figure<std::uint64_t>& figure);
std::string perSecond(const Figure<double>& figure);
std::string rate(const Figure<double>& figure);
std::string byteRate(const Figure<double>& figure);
std::string microseconds(const Figure<double>& figure);

std::string losses(const Figure<LossCounts>& lost); // all causes together
std::string losses(const LossTotal& lost);          // "3", "at least 3", "unknown"
// "86 µs": a percentile of `latency`.
std::string percentile(const LatencySummary& latency, double value);

} // namespace zeroloom::figures
