// Events of all hosts of a run, numbered anew and bounded. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace zeroloom {

// `Event` has a `number`, which the store gives it.
template <typename Event>
class EventStore {
public:
    explicit EventStore(std::size_t most) : m_most(most) {}

    void add(Event event)
    {
        event.number = ++m_last;
        m_events.push_back(std::move(event));
        if (m_events.size() > m_most)
            m_events.pop_front();
    }
    // Events that a host had no room for any more: they take numbers and leave a gap.
    void skip(std::uint64_t count) { m_last += count; }
    // Those with a greater number, oldest first.
    std::vector<Event> after(std::uint64_t number, std::size_t most) const
    {
        const auto begin =
            std::upper_bound(m_events.begin(), m_events.end(), number,
                             [](std::uint64_t given, const Event& event) { return given < event.number; });
        const auto count = std::min<std::size_t>(most, static_cast<std::size_t>(m_events.end() - begin));
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
    std::uint64_t last() const { return m_last; }

private:
    std::size_t m_most;
    std::deque<Event> m_events;
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
