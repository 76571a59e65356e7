// The events of all hosts of a run, numbered anew and bounded. One thread.
#pragma once

#include <deque>

#include "core/observe/observer.h"

namespace zeroloom {

class EventStore {
public:
    static constexpr std::size_t Most = 20'000;

    void add(Observer::Event event);
    // Events that a host had no room for any more: they take numbers and leave a gap.
    void skip(std::uint64_t count) { m_last += count; }
    std::vector<Observer::Event> after(std::uint64_t after, std::size_t most) const;
    std::uint64_t last() const { return m_last; }

private:
    std::deque<Observer::Event> m_events;
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
