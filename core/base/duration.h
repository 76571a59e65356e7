// Durations as people write them in files, options and fields.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

using Nanoseconds = std::chrono::nanoseconds;

// Reads "250us", "1ms", "1.5s", "2m", "1h", or "0". A bare number other than 0 has no unit and is refused.
// Range: 0 to 1,000 h. Units: ns, us, ms, s, m, h.
[[nodiscard]] Result<Nanoseconds> parseDuration(std::string_view text);

// The shortest exact form that parseDuration reads back: "250us", "1ms", "1500ms", "2s".
std::string formatDuration(Nanoseconds duration);

}  // namespace zeroloom
