#include "core/host/event_ring.h"

#include <algorithm>

namespace zeroloom {

void EventRing::add(std::vector<HostEvent>& events)
{
    for (HostEvent& event : events) {
        // A number that the runtime gave is kept: a gap before it stands for events that it had no room for.
        m_last = event.number = std::max(event.number, m_last + 1);
        m_events.push_back(std::move(event));
        if (m_events.size() > m_kept)
            m_events.pop_front();
    }
    events.clear();
}

std::vector<HostEvent> EventRing::after(std::uint64_t after, std::size_t most, std::uint64_t& leftOut) const
{
    const auto begin =
        std::upper_bound(m_events.begin(), m_events.end(), after,
                         [](std::uint64_t number, const HostEvent& event) { return number < event.number; });
    const auto count = std::min<std::size_t>(most, static_cast<std::size_t>(m_events.end() - begin));
    std::vector<HostEvent> events(begin, begin + static_cast<std::ptrdiff_t>(count));
    leftOut = events.empty() ? 0 : events.back().number - after - count;
    return events;
}

} // namespace zeroloom
