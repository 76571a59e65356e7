#include "core/observe/rate_window.h"

#include <cmath>

namespace zeroloom {

namespace {

// A little more than a second, so that a reading that comes late does not shorten the window by a tenth.
constexpr std::uint64_t LongestNs = 1'050'000'000;
// Closer readings come when counters are read out of turn; a rate over so short a time says nothing.
constexpr std::uint64_t ShortestNs = 20'000'000;
// What a reading weighs falls to a third in this time.
constexpr double Memory = 30;
// A line through less says no more than the window.
constexpr double LeastLine = 1;
// How far from the line a steady counter's growth may be: by the whole message that a window has or has not, and a bit.
constexpr double Slack = 1.25;

} // namespace

void SteadyLine::add(double seconds, double growth)
{
    m_timesValues += (seconds * m_weight - m_times) * growth - seconds * m_values;
    m_timesSquared += (seconds * m_weight - 2 * m_times) * seconds;
    m_times -= seconds * m_weight;
    m_values -= growth * m_weight;
    const double kept = std::exp(-seconds / Memory);
    for (double* sum : {&m_weight, &m_times, &m_values, &m_timesSquared, &m_timesValues})
        *sum *= kept;
    m_weight += 1;
    m_seconds += seconds;
}

double SteadyLine::slope() const
{
    const double spread = m_weight * m_timesSquared - m_times * m_times;
    return spread > 0 ? (m_weight * m_timesValues - m_times * m_values) / spread : 0;
}

void RateWindow::add(std::uint64_t timeNs, std::uint64_t value)
{
    if (m_size > 0 && (value < newest().value || timeNs < newest().timeNs))
        m_size = 0;
    if (m_size > 1 && timeNs - newest().timeNs < ShortestNs) {
        m_readings[(m_next + Size - 1) % Size] = {timeNs, value};
        return;
    }
    m_readings[m_next] = {timeNs, value};
    m_next = static_cast<std::uint8_t>((m_next + 1) % Size);
    if (m_size < Size)
        ++m_size;
    while (m_size > 2 && timeNs - oldest().timeNs > LongestNs)
        --m_size;
    follow();
}

// A new line begins where the counter has left the last one.
void RateWindow::follow()
{
    if (m_size > 1)
        m_line.add(static_cast<double>(newest().timeNs - m_followed.timeNs) / 1e9,
                   static_cast<double>(newest().value - m_followed.value));
    m_followed = newest();
    if (m_size < 2 || (m_line.seconds() >= LeastLine && !isSteady())) {
        m_line.begin();
        m_line.add(0, 0);
    }
}

bool RateWindow::isSteady() const
{
    return m_line.seconds() >= LeastLine &&
           std::abs(static_cast<double>(growth()) - m_line.slope() * seconds()) <= Slack;
}

double RateWindow::rate() const
{
    if (m_size < 2 || newest().timeNs <= oldest().timeNs || growth() == 0)
        return 0;
    return isSteady() ? m_line.slope() : static_cast<double>(growth()) / seconds();
}

std::uint64_t RateWindow::growth() const { return m_size < 2 ? 0 : newest().value - oldest().value; }

} // namespace zeroloom
