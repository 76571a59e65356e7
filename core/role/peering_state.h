// When a peering broker tells its peers how many of its workers are free. Pure; owned by one thread.
#pragma once

#include <cstddef>
#include <optional>

#include "core/role/scaled_deadline.h"

namespace zeroloom {

class PeeringState {
public:
    void setPeriod(Nanoseconds period, Nanoseconds now)
    {
        m_period = period;
        m_next.change(now, period);
    }
    // A number that is another one than was told last is told at once. The same is told again whenever a period is
    // over, so that whoever came since then hears it, too.
    bool isDue(Nanoseconds now) const { return m_next.isOver(now); }
    bool hasChanged(std::optional<std::size_t> capacity) const { return capacity && capacity != m_told; }
    void told(std::optional<std::size_t> capacity, Nanoseconds now)
    {
        m_told = capacity;
        m_next.start(now, m_period);
    }
    Nanoseconds next() const { return m_next.at(); }

private:
    Nanoseconds m_period{};
    std::optional<std::size_t> m_told;
    ScaledDeadline m_next; // over before anything was told
};

} // namespace zeroloom
