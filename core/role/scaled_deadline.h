// When something is over whose length may be changed while it goes on: what is left of it is then stretched or
// shortened alike, so that nothing ends at once because everything has become quicker. Pure; owned by one thread.
#pragma once

#include <algorithm>
#include <chrono>

#include "core/base/duration.h"

namespace zeroloom {

class ScaledDeadline {
public:
    void start(Nanoseconds now, Nanoseconds length)
    {
        m_length = length;
        m_at = now + length;
    }
    void change(Nanoseconds now, Nanoseconds length)
    {
        if (length == m_length)
            return;
        using Fraction = std::chrono::duration<double, std::nano>;
        const Fraction left = std::max(m_at - now, Nanoseconds(0));
        const double part = m_length.count() > 0 ? left / Fraction(m_length) : 0;
        m_length = length;
        m_at = now + std::chrono::duration_cast<Nanoseconds>(length * part);
    }
    Nanoseconds at() const { return m_at; }
    bool isOver(Nanoseconds now) const { return now >= m_at; }

private:
    Nanoseconds m_length{};
    Nanoseconds m_at{};
};

} // namespace zeroloom
