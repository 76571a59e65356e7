#include "core/role/beat_schedule.h"

#include <algorithm>

namespace zeroloom {

void BeatSchedule::setPeriod(Nanoseconds period, Nanoseconds now)
{
    if (period == m_period)
        return;
    m_period = period;
    if (!m_last)
        resume(now);
    else if (m_next)
        m_next = std::max(*m_last + period, now);
}

void BeatSchedule::resume(Nanoseconds now)
{
    if (!m_next)
        m_next = now;
}

void BeatSchedule::sent(Nanoseconds now)
{
    if (!m_next)
        return;
    m_last = *m_next;
    const Nanoseconds earliest = std::max(*m_next, now) + m_period / 2;
    const auto periods = std::max<Nanoseconds::rep>((earliest - *m_next + m_period - Nanoseconds(1)) / m_period, 1);
    m_next = *m_next + periods * m_period;
}

} // namespace zeroloom
