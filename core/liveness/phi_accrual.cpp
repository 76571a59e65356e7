#include "core/liveness/phi_accrual.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace zeroloom {

namespace {

// From here on the series below is good to 5 digits.
constexpr double FarOut = 8;

// Of intervals; a thousandth of the least deviation that is believed.
constexpr Nanoseconds Grain = std::chrono::microseconds(100);

double inSeconds(Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

} // namespace

double suspicionAt(double deviations)
{
    const double z = deviations;
    if (std::isnan(z))
        return 0;
    if (z < 0) // nearly 1 is taken off 1: log1p keeps what is left
        return -std::log1p(-0.5 * std::erfc(-z / std::numbers::sqrt2)) / std::numbers::ln10;
    if (z < FarOut)
        return -std::log10(0.5 * std::erfc(z / std::numbers::sqrt2));
    // The tail of the normal distribution, exp(-z²/2) / (z √(2π)) · (1 - 1/z² + 3/z⁴ - 15/z⁶ ...), as its logarithm.
    const double inverse = 1 / (z * z);
    const double series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse));
    const double logarithm = -z * z / 2 - std::log(z * std::sqrt(2 * std::numbers::pi)) + std::log(series);
    return std::min(-logarithm / std::numbers::ln10, MostSuspicion);
}

double deviationsFor(double suspicion)
{
    // The suspicion grows with the deviations, and above 0 faster than z²/2 · log10(e).
    double low = -10, high = 1 + std::sqrt(2 * std::numbers::ln10 * std::max(suspicion, 0.0));
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (suspicionAt(middle) < suspicion ? low : high) = middle;
    }
    return high;
}

Nanoseconds deviationFloor(Nanoseconds period)
{
    return std::max<Nanoseconds>(period / 4, std::chrono::milliseconds(100));
}

void PhiAccrual::beat(Nanoseconds at, Nanoseconds period, Nanoseconds longest)
{
    if (m_begun && !m_interrupted && at - m_last >= period / 10 && at - m_last <= longest)
        learn(at - m_last);
    m_last = m_begun ? std::max(m_last, at) : at;
    m_begun = true;
    m_interrupted = false;
}

void PhiAccrual::interrupt(Nanoseconds at)
{
    m_last = m_begun ? std::max(m_last, at) : at;
    m_begun = m_interrupted = true;
}

void PhiAccrual::learn(Nanoseconds interval)
{
    const auto add = [this](CompactCount count, int sign) {
        const double value = count.value();
        m_sum += sign * value;
        m_squares += sign * value * value;
    };
    if (m_size == Window)
        add(m_intervals[m_next], -1);
    else
        ++m_size;
    const std::int64_t grains = std::min<std::int64_t>(interval / Grain, std::numeric_limits<std::uint32_t>::max());
    m_intervals[m_next] = CompactCount(static_cast<std::uint32_t>(grains));
    add(m_intervals[m_next], 1);
    m_next = static_cast<std::uint8_t>((m_next + 1) % Window);
}

double PhiAccrual::mean() const { return m_size > 0 ? m_sum / m_size * inSeconds(Grain) : 0; }

double PhiAccrual::deviation() const
{
    if (m_size == 0)
        return 0;
    const double mean = m_sum / m_size;
    return std::sqrt(std::max(m_squares / m_size - mean * mean, 0.0)) * inSeconds(Grain);
}

double PhiAccrual::suspicion(Nanoseconds at, Nanoseconds floor) const
{
    if (!known())
        return 0;
    return suspicionAt((inSeconds(at - m_last) - mean()) / std::max(deviation(), inSeconds(floor)));
}

Nanoseconds PhiAccrual::reaches(double deviations, Nanoseconds floor) const
{
    const double seconds = mean() + deviations * std::max(deviation(), inSeconds(floor));
    return m_last + Nanoseconds(static_cast<std::int64_t>(std::clamp(seconds, 0.0, 1e9) * 1e9));
}

} // namespace zeroloom
