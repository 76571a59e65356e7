// Figures as the run's table and lines show them. Pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "core/observe/observation.h"

namespace zeroloom {

// What stands where a figure is not known: never 0.
inline constexpr const char* UnknownFigure = "-";

std::string grouped(std::uint64_t number);         // "13,402"
std::string perSecondText(double perSecond);            // "9.5", "1,000"
std::string microsecondsText(double microseconds); // "412 us", "1.2 ms", "9.6 s"
std::string secondsText(double seconds);           // "0.4 s", "12 s"
std::string elapsedText(double seconds);           // "0:07", "1:02:14"
std::string bytesText(std::uint64_t bytes);        // "34 MB"

// "961", "~961" when it is estimated, UnknownFigure when it is not known.
std::string figureText(const Figure<std::uint64_t>& figure);

} // namespace zeroloom
