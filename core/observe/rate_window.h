// The rate of a cumulative counter over about the last second, by the counter's own times. Plain value, one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace zeroloom {

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

    static constexpr std::size_t Size = 16;
    std::array<Reading, Size> m_readings{};
    std::uint8_t m_next = 0, m_size = 0;
};

} // namespace zeroloom
