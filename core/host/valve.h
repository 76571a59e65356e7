// What gets through a socket that somebody holds or whose node is slowed: nothing, single messages, or one after a
// while.
//
// Plain value, owned by the socket's loop. The steps are given by the caller: copies of a socket share theirs.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/base/duration.h"

namespace zeroloom {

enum class Passage : std::uint8_t { In, Out };

class Valve {
public:
    // False: everything gets through. All that a socket asks while nothing was done to it.
    bool isSet() const { return m_set; }
    bool isHeld() const { return m_held; }

    void setHeld(bool held)
    {
        m_held = held;
        update();
    }
    // Each message takes so much longer. What waits already counts from its first try.
    void setSlow(Nanoseconds slow)
    {
        m_slow = slow;
        update();
    }

    // Whether the next message, which waits, may get through now. Asked for it again and again until it has.
    bool lets(Passage way, std::uint64_t steps, Nanoseconds now)
    {
        if (m_held)
            return steps > 0;
        if (m_slow.count() == 0)
            return true;
        std::optional<Nanoseconds>& since = m_since[static_cast<std::size_t>(way)];
        if (!since)
            since = now;
        return now >= *since + m_slow;
    }
    void passed(Passage way) { m_since[static_cast<std::size_t>(way)].reset(); }

    // When the next message that waits may get through; nullopt: none waits for its time.
    std::optional<Nanoseconds> opensAt() const
    {
        if (m_held || m_slow.count() == 0)
            return std::nullopt;
        std::optional<Nanoseconds> soonest;
        for (const std::optional<Nanoseconds>& since : m_since) {
            if (since && (!soonest || *since + m_slow < *soonest))
                soonest = *since + m_slow;
        }
        return soonest;
    }

private:
    void update()
    {
        m_set = m_held || m_slow.count() > 0;
        if (!m_set)
            m_since = {};
    }

    bool m_set = false, m_held = false;
    Nanoseconds m_slow{0};
    std::array<std::optional<Nanoseconds>, 2> m_since; // when the message that is next was first tried
};

} // namespace zeroloom
