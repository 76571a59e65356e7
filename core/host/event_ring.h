// The last events of a host, numbered from 1, for watchers that come and go. Used by one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "core/control/samples.h"

namespace zeroloom {

class EventRing {
public:
    explicit EventRing(std::size_t kept = 10'000) : m_kept(kept) {}

    // Takes the events over; those without a number get the next one.
    void add(std::vector<HostEvent>& events);

    // Events with a number greater than `after`, oldest first, at most `most`. `leftOut` becomes the number of those
    // between them that are gone.
    std::vector<HostEvent> after(std::uint64_t after, std::size_t most, std::uint64_t& leftOut) const;

    std::uint64_t lastNumber() const { return m_last; }

private:
    std::size_t m_kept;
    std::deque<HostEvent> m_events;
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
