// The host's events. Callable from any thread.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/control/samples.h"
#include "core/host/event_loop.h"
#include "core/host/numbered_log.h"

namespace zeroloom {

class EventLog {
public:
    // Number and time are set here.
    void add(HostEvent event)
    {
        event.timeNs = static_cast<std::uint64_t>(EventLoop::now().count());
        m_log.add(std::move(event));
    }
    // As NumberedLog::take.
    std::uint64_t take(std::vector<HostEvent>& into) { return m_log.take(into); }

private:
    NumberedLog<HostEvent> m_log;
};

} // namespace zeroloom
