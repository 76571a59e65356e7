#include "core/observe/life_track.h"

#include <algorithm>

namespace zeroloom {

void ReceiverTrack::addBefore(std::uint64_t count)
{
    for (std::uint64_t* credit : {&m_covered, &m_forgiven}) {
        const std::uint64_t used = std::min(*credit, count);
        *credit -= used;
        count -= used;
    }
    (m_lived ? m_whileAway : m_beforeFirst) += count;
}

void ReceiverTrack::add(const FlowSample& flow, bool newLife)
{
    const FlowSample none;
    const bool again = m_known && (newLife || flow.received < m_last.received);
    if (again) {
        m_lived = m_lived || m_last.received > 0;
        m_covered = m_last.lastSequence;
    } else if (m_known && flow.lastSequence < m_last.lastSequence) {
        senderBeganAnew();
    }
    const FlowSample& before = again || !m_known ? none : m_last;
    m_received += flow.received - before.received;
    m_bytes += flow.bytes - std::min(flow.bytes, before.bytes);
    m_gaps += static_cast<std::int64_t>(flow.gaps - before.gaps);
    m_reconnect += static_cast<std::int64_t>(flow.gapsReconnect - before.gapsReconnect);
    addBefore(flow.beforeFirst - std::min(flow.beforeFirst, before.beforeFirst));
    m_last = flow;
    m_known = true;
}

} // namespace zeroloom
