#include "core/observe/event_store.h"

#include <algorithm>

namespace zeroloom {

void EventStore::add(Observer::Event event)
{
    event.number = ++m_last;
    m_events.push_back(std::move(event));
    if (m_events.size() > Most)
        m_events.pop_front();
}

std::vector<Observer::Event> EventStore::after(std::uint64_t after, std::size_t most) const
{
    const auto begin =
        std::upper_bound(m_events.begin(), m_events.end(), after,
                         [](std::uint64_t number, const Observer::Event& event) { return number < event.number; });
    const auto count = std::min<std::size_t>(most, static_cast<std::size_t>(m_events.end() - begin));
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

} // namespace zeroloom
