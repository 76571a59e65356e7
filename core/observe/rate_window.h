// The rate of a cumulative counter over about the last second, by the counter's own times; of a steady counter over the
// whole time that it has been steady. Plain value, one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace zeroloom {

// The line through the readings of a counter, the older the less they weigh. A counter of few messages a second grows
// by whole ones, so that a second has ten of them or eleven; the line through many readings has neither.
class SteadyLine {
public:
    void begin() { *this = {}; }
    // A reading this much later and greater than the last.
    void add(double seconds, double growth);
    // How long its readings reach back.
    double seconds() const { return m_seconds; }
    // Per second.
    double slope() const;

private:
    // Weighted sums over the readings, of which the newest is the origin of times and values.
    double m_weight = 0, m_times = 0, m_values = 0, m_timesSquared = 0, m_timesValues = 0;
    double m_seconds = 0;
};

class RateWindow {
public:
    // A reading of the counter. Readings come about ten times a second; one that is smaller than the last means that
    // the counter began anew, and so does the window.
    void add(std::uint64_t timeNs, std::uint64_t value);
    void clear() { m_size = 0; }

    // Whether there are two readings to tell a rate from.
    bool known() const { return m_size > 1; }
    // Per second; 0 while it is not known.
    double rate() const;
    // What was added over the window.
    std::uint64_t growth() const;

private:
    struct Reading {
        std::uint64_t timeNs = 0, value = 0;
    };
    const Reading& newest() const { return m_readings[(m_next + Size - 1) % Size]; }
    const Reading& oldest() const { return m_readings[(m_next + Size - m_size) % Size]; }
    double seconds() const { return static_cast<double>(newest().timeNs - oldest().timeNs) / 1e9; }
    void follow();
    bool isSteady() const;

    static constexpr std::size_t Size = 16;
    std::array<Reading, Size> m_readings{};
    SteadyLine m_line;
    Reading m_followed; // the last one that the line took
    std::uint8_t m_next = 0, m_size = 0;
};

} // namespace zeroloom
