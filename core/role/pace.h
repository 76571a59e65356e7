// When things are due: messages at a rate, and the work on each message. Absolute times, so that a late timer is made
// up for and the mean is exact. Pure; owned by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/base/duration.h"

namespace zeroloom {

// When something is over that would have been at `until`, had it not been changed at `now` from taking `before` in all
// to taking `after`: what is left of it is stretched or shortened alike.
Nanoseconds rescaled(Nanoseconds until, Nanoseconds now, Nanoseconds before, Nanoseconds after);

// A schedule of messages at `rate` a second.
class SendPace {
public:
    // 0: always due. From one rate to another the next message keeps its place: it is not due at once, and what is left
    // of the wait for it is stretched as the rate is.
    void setRate(double perSecond, Nanoseconds now);
    bool unlimited() const { return m_rate <= 0; }
    // How many are due at `now` and not taken yet. What lies further back than a tenth of a second is forgiven, so that
    // a machine that was held up does not answer with a flood.
    std::size_t due(Nanoseconds now);
    void take(std::size_t count) { m_taken += count; }
    // The schedule starts anew at `now`: what could not be sent (mute, paused) is no debt.
    void restart(Nanoseconds now);
    // When to look again: the next message's time, but no more than 2,000 times a second.
    Nanoseconds next(Nanoseconds now) const;

private:
    double m_rate = 0;
    Nanoseconds m_start{};
    std::uint64_t m_taken = 0;
};

// Work that takes a fixed time for each message. The next begins when the last ended, if it was waiting by then.
class WorkPace {
public:
    // Work that has begun is rescaled.
    void setWork(Nanoseconds work, Nanoseconds now);
    bool instant() const { return m_work.count() == 0; }
    bool isFree(Nanoseconds now) const { return now >= m_until; }
    void begin(Nanoseconds now) { begin(now, m_work); }
    void begin(Nanoseconds now, Nanoseconds work); // that takes a time of its own
    // Nothing was waiting: the next work starts when its message comes.
    void rest() { m_rested = true; }
    Nanoseconds until() const { return m_until; }

private:
    Nanoseconds m_work{};
    Nanoseconds m_until{};
    bool m_rested = true;
};

} // namespace zeroloom
