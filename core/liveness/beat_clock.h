// Time as a heart that only answers can be held to it: it runs for a period after each beat that has left the monitor's
// process, and stands while the next one is late. So a monitor that sends late makes nobody look late. Plain value.
#pragma once

#include <algorithm>
#include <optional>

#include "core/base/duration.h"

namespace zeroloom {

class BeatClock {
public:
    // A beat left. Times do not go back.
    void beatLeft(Nanoseconds at, Nanoseconds period)
    {
        m_reading = read(at);
        m_since = std::max(m_since, at);
        m_period = period;
    }
    Nanoseconds read(Nanoseconds at) const { return m_reading + std::clamp(at - m_since, Nanoseconds(0), m_period); }
    // When it will read that much; nothing: not before the next beat.
    std::optional<Nanoseconds> when(Nanoseconds reading) const
    {
        if (reading > m_reading + m_period)
            return std::nullopt;
        return m_since + (reading - m_reading);
    }

private:
    Nanoseconds m_reading{0}, m_since{0}, m_period{0};
};

} // namespace zeroloom
