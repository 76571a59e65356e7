// The beats that a monitor has sent: their payloads, and the verdicts that are still to be given. Plain value, one
// thread.
//
// A payload is the monotonic clock's time as decimal seconds, "81234.000123456", as pyzmq's heartbeater counts seconds,
// and never the same twice on a machine that has not been started anew: an answer that a former monitor on the same
// endpoints was owed is known for what it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/duration.h"

namespace zeroloom {

class BeatBook {
public:
    // Beats whose payload is known again, and the most that may wait for their verdict.
    static constexpr std::size_t Kept = 1 << 16;

    struct Pending {
        std::uint64_t number = 0;
        Nanoseconds sent{0};
        Nanoseconds allowed{0};          // for an answer, as the rule was when it was sent
        std::optional<Nanoseconds> left; // this process
    };

    // The payload of the next beat.
    std::string next(Nanoseconds now, Nanoseconds allowed);
    std::uint64_t last() const { return m_last; } // its number, from 1
    // Every beat up to `number` had left by then. Returns how long the newest of them took that had not been known to
    // have left; nothing: there was none.
    std::optional<Nanoseconds> left(std::uint64_t number, Nanoseconds at);

    // The number of the beat of this payload, byte for byte; 0: none of those that are kept.
    std::uint64_t find(std::string_view payload) const;
    // When it was sent. Only for numbers that next() gave.
    Nanoseconds sent(std::uint64_t number) const;

    // The oldest beat without a verdict; nullptr: there is none.
    const Pending* pending() const { return m_pending.empty() ? nullptr : &m_pending.front(); }
    // Its verdict has been given.
    void settle();
    std::uint64_t judged() const { return m_judged; } // the last beat that has its verdict; 0: none

private:
    std::uint64_t oldest() const { return m_last - m_times.size() + 1; }
    std::int64_t timeOf(std::uint64_t number) const { return m_times[(number - 1) % Kept]; }

    std::vector<std::int64_t> m_times; // of the payloads, a ring by number
    std::deque<Pending> m_pending;
    std::uint64_t m_last = 0, m_judged = 0;
};

} // namespace zeroloom
