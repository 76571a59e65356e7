#include "core/observe/rate_window.h"

namespace zeroloom {

namespace {

// A little more than a second, so that a reading that comes late does not shorten the window by a tenth.
constexpr std::uint64_t LongestNs = 1'050'000'000;
// Closer readings come when counters are read out of turn; a rate over so short a time says nothing.
constexpr std::uint64_t ShortestNs = 20'000'000;

} // namespace

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
}

double RateWindow::rate() const
{
    if (m_size < 2 || newest().timeNs <= oldest().timeNs)
        return 0;
    return static_cast<double>(growth()) * 1e9 / static_cast<double>(newest().timeNs - oldest().timeNs);
}

std::uint64_t RateWindow::growth() const { return m_size < 2 ? 0 : newest().value - oldest().value; }

} // namespace zeroloom
