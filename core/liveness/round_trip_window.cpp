#include "core/liveness/round_trip_window.h"

#include <algorithm>
#include <cmath>

namespace zeroloom {

void RoundTripWindow::add(std::uint32_t microseconds)
{
    m_microseconds[m_next] = CompactCount(std::max(microseconds, 1U));
    m_next = static_cast<std::uint8_t>((m_next + 1) % Size);
    if (m_size < Size)
        ++m_size;
}

std::uint32_t RoundTripWindow::quantile(double share) const
{
    if (m_size == 0)
        return 0;
    auto sorted = m_microseconds;
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(share * m_size)) - 1;
    const auto wanted = sorted.begin() + std::clamp<std::ptrdiff_t>(rank, 0, m_size - 1);
    std::nth_element(sorted.begin(), wanted, sorted.begin() + m_size);
    return wanted->value();
}

} // namespace zeroloom
