// The events of all hosts of a run, numbered anew and bounded. One thread.
#pragma once

#include <deque>

#include "core/observe/observer.h"

namespace zeroloom {

class EventStore {
public:
    static constexpr std::size_t Most = 20'000;

    void add(Observer::Event event);
    // Events that a host had to leave out.
    void addLeftOut(std::uint64_t count) { m_leftOut += count; }
    std::vector<Observer::Event> after(std::uint64_t after, std::size_t most) const;
    std::uint64_t leftOut() const { return m_leftOut; }
    std::uint64_t last() const { return m_last; }

private:
    std::deque<Observer::Event> m_events;
    std::uint64_t m_last = 0, m_leftOut = 0;
};

} // namespace zeroloom
