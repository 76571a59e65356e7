#include "core/host/event_log.h"

#include <iterator>
#include <utility>

#include "core/host/event_loop.h"

namespace zeroloom {

void EventLog::add(HostEvent event)
{
    const std::lock_guard lock(m_mutex);
    event.number = ++m_number;
    event.timeNs = static_cast<std::uint64_t>(EventLoop::now().count());
    if (m_events.size() == Most) {
        m_events.pop_front();
        ++m_leftOut;
    }
    m_events.push_back(std::move(event));
}

std::uint64_t EventLog::take(std::vector<HostEvent>& into)
{
    const std::lock_guard lock(m_mutex);
    into.insert(into.end(), std::make_move_iterator(m_events.begin()), std::make_move_iterator(m_events.end()));
    m_events.clear();
    return std::exchange(m_leftOut, 0);
}

} // namespace zeroloom
