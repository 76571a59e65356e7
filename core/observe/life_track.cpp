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
    const bool again = m_known && (newLife || flow.received < m_lastReceived);
    if (again) {
        m_lived = m_lived || m_lastReceived > 0;
        m_covered = m_lastSequence;
        m_lastReceived = m_lastBytes = m_lastBefore = m_lastGaps = m_lastReconnect = 0;
    } else if (m_known && flow.lastSequence < m_lastSequence) {
        senderBeganAnew();
    }
    m_received += flow.received - m_lastReceived;
    m_bytes += flow.bytes - std::min(flow.bytes, m_lastBytes);
    m_gaps += static_cast<std::int64_t>(flow.gaps - m_lastGaps);
    m_reconnect += static_cast<std::int64_t>(flow.gapsReconnect - m_lastReconnect);
    addBefore(flow.beforeFirst - std::min(flow.beforeFirst, m_lastBefore));
    m_lastReceived = flow.received;
    m_lastBytes = flow.bytes;
    m_lastBefore = flow.beforeFirst;
    m_lastGaps = flow.gaps;
    m_lastReconnect = flow.gapsReconnect;
    m_lastSequence = flow.lastSequence;
    m_known = true;
}

} // namespace zeroloom
