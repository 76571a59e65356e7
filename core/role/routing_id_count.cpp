#include "core/role/routing_id_count.h"

namespace zeroloom {

void RoutingIdCount::hear(std::string_view routingId)
{
    if (m_last == routingId)
        return;
    m_last = routingId;
    if (m_heard.size() < Most && m_heard.insert(m_last).second)
        m_count.set(m_heard.size());
}

} // namespace zeroloom
