// When beats are sent: at fixed intervals that a late one does not shift. Pure; owned by one thread.
#pragma once

#include <optional>

#include "core/base/duration.h"

namespace zeroloom {

class BeatSchedule {
public:
    // The first beat is due at once; after a change the next is due a new period after the last.
    void setPeriod(Nanoseconds period, Nanoseconds now);
    // No beats for now. The first after resume() is due at once.
    void hold() { m_next.reset(); }
    void resume(Nanoseconds now);

    bool isDue(Nanoseconds now) const { return m_next && *m_next <= now; }
    // The due beat was sent. Those that lie between its time and `now` are left out, and so is one that would follow
    // within half a period: beats that came too late are not made up for in a burst.
    void sent(Nanoseconds now);
    std::optional<Nanoseconds> next() const { return m_next; }

private:
    Nanoseconds m_period{0};
    std::optional<Nanoseconds> m_last; // its place in the schedule, not when it was sent
    std::optional<Nanoseconds> m_next; // nullopt: held
};

} // namespace zeroloom
