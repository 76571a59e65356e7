#include "core/role/pace.h"

#include <algorithm>
#include <cmath>

namespace zeroloom {
namespace {

constexpr Nanoseconds ShortestSleep = std::chrono::microseconds(500);
constexpr Nanoseconds LongestDebt = std::chrono::milliseconds(100);
constexpr double LongestWait = 1e8; // seconds

} // namespace

Nanoseconds rescaled(Nanoseconds until, Nanoseconds now, Nanoseconds before, Nanoseconds after)
{
    if (until <= now || before.count() <= 0 || before == after)
        return until;
    const double factor = static_cast<double>(after.count()) / static_cast<double>(before.count());
    const double left = std::chrono::duration<double>(until - now).count() * factor;
    return now + std::chrono::round<Nanoseconds>(std::chrono::duration<double>(std::min(left, LongestWait)));
}

void SendPace::setRate(double perSecond, Nanoseconds now)
{
    if (perSecond == m_rate)
        return;
    Nanoseconds start = now;
    if (m_rate > 0 && perSecond > 0) {
        const double wait =
            std::chrono::duration<double>(m_start - now).count() + static_cast<double>(m_taken) / m_rate;
        const double left = std::clamp(wait * m_rate / perSecond, 0.0, LongestWait);
        start += std::chrono::round<Nanoseconds>(std::chrono::duration<double>(left));
    }
    m_rate = perSecond;
    restart(start);
}

std::size_t SendPace::due(Nanoseconds now)
{
    if (unlimited())
        return std::numeric_limits<std::size_t>::max();
    const auto dueAt = [this](Nanoseconds time) {
        const double elapsed = std::chrono::duration<double>(time - m_start).count();
        return elapsed < 0 ? 0 : static_cast<std::uint64_t>(std::floor(elapsed * m_rate + 1e-9)) + 1;
    };
    const std::uint64_t total = dueAt(now);
    const std::uint64_t forgiven = dueAt(now - LongestDebt);
    m_taken = std::max(m_taken, forgiven > 0 ? forgiven - 1 : 0);
    return total > m_taken ? total - m_taken : 0;
}

void SendPace::restart(Nanoseconds now)
{
    m_start = now;
    m_taken = 0;
}

Nanoseconds SendPace::next(Nanoseconds now) const
{
    if (unlimited())
        return now;
    const double seconds = static_cast<double>(m_taken) / m_rate;
    const auto exact = m_start + std::chrono::ceil<Nanoseconds>(std::chrono::duration<double>(seconds));
    return m_rate > 2000 ? std::max(exact, now + ShortestSleep) : exact;
}

void WorkPace::setWork(Nanoseconds work, Nanoseconds now)
{
    m_until = rescaled(m_until, now, m_work, work);
    m_work = work;
}

void WorkPace::begin(Nanoseconds now, Nanoseconds work)
{
    // A loop that was held up for long does not make up for it: then the machine, not the work, was the limit.
    const bool continues = !m_rested && now - m_until < work + std::chrono::milliseconds(20);
    m_until = (continues ? m_until : now) + work;
    m_rested = false;
}

} // namespace zeroloom
