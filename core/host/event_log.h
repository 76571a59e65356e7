// The host's events: a bounded ring, numbered without gaps. Callable from any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "core/control/samples.h"

namespace zeroloom {

class EventLog {
public:
    static constexpr std::size_t Most = 20'000;

    // Number and time are set here.
    void add(HostEvent event);
    // Moves out all that were added since the last call; returns how many were overwritten before.
    std::uint64_t take(std::vector<HostEvent>& into);

private:
    std::mutex m_mutex;
    std::deque<HostEvent> m_events; // guarded by m_mutex
    std::uint64_t m_number = 0;     // guarded by m_mutex
    std::uint64_t m_leftOut = 0;    // guarded by m_mutex
};

} // namespace zeroloom
