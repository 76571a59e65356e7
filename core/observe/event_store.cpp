#include "core/observe/event_store.h"

#include <algorithm>

namespace zeroloom {

void EventStore::add(Observer::Event event)
{
    event.number = ++m_last;
    m_events.push_back(std::move(event));
    if (m_events.size() > Most) {
        m_events.pop_front();
        ++m_leftOut;
    }
}

std::vector<Observer::Event> EventStore::after(std::uint64_t after, std::size_t most) const
{
    if (m_events.empty() || after >= m_last)
        return {};
    const std::uint64_t first = m_events.front().number;
    const auto begin = m_events.begin() + static_cast<std::ptrdiff_t>(after < first ? 0 : after + 1 - first);
    const auto count = std::min<std::size_t>(most, static_cast<std::size_t>(m_events.end() - begin));
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

} // namespace zeroloom
