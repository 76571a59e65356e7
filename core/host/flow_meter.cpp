#include "core/host/flow_meter.h"

#include "core/host/event_loop.h"

namespace zeroloom {

void FlowMeter::add(WireRecord& wire, const Stamp& stamp, std::size_t bytes, std::uint64_t dry)
{
    FlowCounters& flow = wire.flow;
    flow.received.add();
    flow.bytes.add(bytes);
    flow.stamped.add();
    if (stamp.hopTime != 0) {
        const auto now = static_cast<std::uint64_t>(EventLoop::now().count());
        if (now >= stamp.hopTime)
            flow.latency.add(now - stamp.hopTime);
    }
    if (!m_started || stamp.incarnation != m_incarnation) {
        // Another life of the sender: its numbers start anew.
        m_tracks.clear();
        flow.lastSequence.set(0);
        m_incarnation = stamp.incarnation;
        m_started = true;
    }
    if (stamp.topic >= m_tracks.size())
        m_tracks.resize(std::size_t{stamp.topic} + 1);
    Track& track = m_tracks[stamp.topic];
    noteDisconnects(wire, track, dry);
    if (track.last == 0) {
        flow.beforeFirst.add(stamp.hopSequence - 1);
        flow.lastSequence.add(stamp.hopSequence);
        track.last = stamp.hopSequence;
    } else if (stamp.hopSequence > track.last) {
        if (stamp.hopSequence != track.last + 1)
            skipped(wire, track, stamp.hopSequence - track.last - 1);
        else if (track.lostConnection && dry != track.dry)
            track.lostConnection = false; // nothing of the old connection was left, and nothing is missing
        flow.lastSequence.add(stamp.hopSequence - track.last);
        track.last = stamp.hopSequence;
    } else {
        late(wire, track);
    }
}

// A connection is lost at least RECONNECT_IVL before the first message of the next one, so the monitor's count has
// changed by then. What the old one brought may be received after that.
void FlowMeter::noteDisconnects(const WireRecord& wire, Track& track, std::uint64_t dry)
{
    const std::uint32_t disconnects = wire.disconnects.load(std::memory_order_relaxed);
    if (disconnects == track.disconnects)
        return;
    track.lostConnection = track.last != 0;
    track.disconnects = disconnects;
    track.dry = dry;
}

void FlowMeter::skipped(WireRecord& wire, Track& track, std::uint64_t count)
{
    (track.lostConnection ? wire.flow.gapsReconnect : wire.flow.gaps).add(count);
    track.missing += count;
    track.lostConnection = false;
}

// Messages of an old connection may be read after the first ones of the new.
void FlowMeter::late(WireRecord& wire, Track& track)
{
    if (track.missing == 0)
        return;
    --track.missing;
    RelaxedCounter& counter = wire.flow.gapsReconnect.get() > 0 ? wire.flow.gapsReconnect : wire.flow.gaps;
    if (counter.get() > 0)
        counter.subtract(1);
}

} // namespace zeroloom
