#include "core/role/pace.h"

#include <algorithm>
#include <cmath>

namespace zeroloom {
namespace {

constexpr Nanoseconds ShortestSleep = std::chrono::microseconds(500);
constexpr Nanoseconds LongestDebt = std::chrono::milliseconds(100);

} // namespace

void SendPace::setRate(double perSecond, Nanoseconds now)
{
    if (perSecond == m_rate)
        return;
    m_rate = perSecond;
    restart(now);
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

void WorkPace::begin(Nanoseconds now)
{
    // A loop that was held up for long does not make up for it: then the machine, not the work, was the limit.
    const bool continues = !m_rested && now - m_until < m_work + std::chrono::milliseconds(20);
    m_until = (continues ? m_until : now) + m_work;
    m_rested = false;
}

} // namespace zeroloom
