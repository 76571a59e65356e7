#include "core/host/sampler.h"

#include <algorithm>

#include "core/host/connection_addresses.h"
#include "core/host/event_loop.h"
#include "core/host/wire_states.h"

namespace zeroloom {
namespace {

constexpr std::uint64_t MuteWindowNs = 500'000'000;
constexpr double MuteStartsAt = 0.5; // of the window
constexpr double MuteEndsBelow = 0.1;
constexpr std::uint64_t HandshakeGraceNs = 1'000'000'000;

std::uint64_t nowNs() { return static_cast<std::uint64_t>(EventLoop::now().count()); }

FlowSample sampleFlow(const FlowCounters& flow, bool attributed)
{
    FlowSample sample;
    sample.received = flow.received.get();
    sample.bytes = flow.bytes.get();
    sample.attributed = attributed;
    sample.stamped = flow.stamped.get();
    sample.beforeFirst = flow.beforeFirst.get();
    sample.gaps = flow.gaps.get();
    sample.gapsReconnect = flow.gapsReconnect.get();
    sample.lastSequence = flow.lastSequence.get();
    sample.latency = flow.latency.snapshot();
    return sample;
}

void addTcp(const TcpFigures& figures, WireEndSample& end)
{
    end.hasTcp = true;
    end.rttUs = std::max(end.rttUs, figures.rttUs);
    end.unsentBytes += figures.unsentBytes;
    end.unackedBytes += figures.unackedBytes;
    end.unreadBytes += figures.unreadBytes;
    end.tcpBytesSent += figures.bytesSent;
    end.tcpBytesReceived += figures.bytesReceived;
}

RelaySample sampleRelay(const RelayCounters& relay)
{
    return {relay.heldOut.get(), relay.heldIn.get(), relay.droppedOut.get(), relay.droppedIn.get()};
}

} // namespace

NodeSample Sampler::sampleNode(NodeRecord& node) const
{
    NodeSample sample;
    sample.node = node.id;
    sample.state = node.state.load(std::memory_order_relaxed);
    sample.processId = node.processId.load(std::memory_order_relaxed);
    if (node.role)
        sample.figures = node.role->figures();
    const LatencyHistogram roundTrips = node.roundTrips.snapshot();
    if (roundTrips.count > 0) {
        sample.figures["round_trip_p50_us"] = static_cast<double>(roundTrips.quantile(0.5)) / 1000;
        sample.figures["round_trip_p99_us"] = static_cast<double>(roundTrips.quantile(0.99)) / 1000;
        sample.figures["round_trip_max_us"] = static_cast<double>(roundTrips.maximum) / 1000;
    }
    const std::lock_guard lock(node.mutex);
    sample.error = node.error;
    if (node.starts > 0)
        sample.figures["starts"] = static_cast<std::int64_t>(node.starts);
    if (!node.ending.empty())
        sample.figures["ending"] = node.ending;
    return sample;
}

Sampler::TcpEnd Sampler::tcpEnd(const Connection& connection)
{
    TcpEnd end{.openedNs = connection.openedNs,
               .descriptor = connection.descriptor,
               .handshaken = connection.handshaken,
               .wire = connection.wire,
               .addresses = std::nullopt};
    if (m_connectionIndex++ >= m_firstAsked && m_asked < MostAsked) {
        ++m_asked;
        end.addresses = connection.addresses;
    }
    return end;
}

const TcpFigures* Sampler::askTcp(SocketRecord& socket, const TcpEnd& end)
{
    if (end.addresses) {
        // The number may be another connection's by now.
        const auto figures = addressesOf(end.descriptor) == *end.addresses ? tcpFigures(end.descriptor) : std::nullopt;
        if (figures)
            m_tcp[end.openedNs] = *figures;
        else
            m_tcp.erase(end.openedNs);
        if (figures && !end.handshaken && figures->bytesReceived > 0 && nowNs() - end.openedNs > HandshakeGraceNs)
            assumeHandshake(socket, end.descriptor);
    }
    const auto found = m_tcp.find(end.openedNs);
    return found == m_tcp.end() ? nullptr : &found->second;
}

void Sampler::sampleEnds(SocketRecord& socket, std::vector<WireEndSample>& ends)
{
    const bool attributed = socket.unattributed.get() == 0;
    std::vector<TcpEnd> connections;
    std::vector<WireRecordPtr> wires;
    const std::size_t first = ends.size();
    {
        const std::lock_guard lock(socket.mutex);
        wires = socket.wires;
        for (const WireRecordPtr& wire : wires) {
            WireEndSample end;
            end.wire = wire->plan.id;
            end.end = wire->plan.end;
            end.state = wire->state;
            end.detail = wire->detail;
            end.endpoint = wire->endpoint;
            end.connects = wire->connects;
            ends.push_back(std::move(end));
        }
        connections.reserve(socket.connections.size());
        for (const Connection& connection : socket.connections) {
            // Without a handshake it may be a peer's of ZMTP 2, whose wire is to be guessed yet.
            if (connection.addresses.tcp && (connection.wire || !connection.handshaken))
                connections.push_back(tcpEnd(connection));
        }
    }
    for (std::size_t i = 0; i < wires.size(); ++i) {
        ends[first + i].disconnects = wires[i]->disconnects.load(std::memory_order_relaxed);
        ends[first + i].flow = sampleFlow(wires[i]->flow, attributed);
        ends[first + i].relay = sampleRelay(wires[i]->relay);
    }
    for (const TcpEnd& connection : connections) {
        const TcpFigures* figures = askTcp(socket, connection);
        const auto wire = std::ranges::find(wires, connection.wire);
        if (figures && wire != wires.end())
            addTcp(*figures, ends[first + static_cast<std::size_t>(wire - wires.begin())]);
    }
}

// A sender whose peers take a little at a time is mute for many short times: what counts is the share of the time.
void Sampler::noteMute(const SocketRecord& socket, std::uint64_t muteNs, std::uint64_t now)
{
    MuteNote& note = m_mutes[&socket];
    note.seen = true;
    if (note.sinceNs == 0 || now < note.sinceNs) {
        note.sinceNs = now;
        note.muteNs = muteNs;
        return;
    }
    const std::uint64_t passed = now - note.sinceNs;
    if (passed < MuteWindowNs)
        return;
    const double share = static_cast<double>(muteNs - std::min(muteNs, note.muteNs)) / static_cast<double>(passed);
    note.sinceNs = now;
    note.muteNs = muteNs;
    const bool mute = note.told ? share >= MuteEndsBelow : share >= MuteStartsAt;
    if (mute == note.told)
        return;
    note.told = mute;
    HostEvent event;
    event.severity = mute ? EventSeverity::Warning : EventSeverity::Info;
    event.kind = mute ? "mute-started" : "mute-ended";
    event.node = socket.ref.node;
    event.socket = socket.ref.socket;
    event.text = mute ? "its peers take less than it has to send, so that it waits most of the time"
                      : "its peers take what it has to send again";
    m_log.add(std::move(event));
}

void Sampler::sampleSending(SocketRecord& socket, SocketSample& sample)
{
    sample.sent = socket.sent.get();
    sample.bytesSent = socket.bytesSent.get();
    sample.unroutable = socket.unroutable.get();
    sample.droppedAtLimit = socket.droppedAtLimit.get();
    sample.idle = socket.idle.load(std::memory_order_relaxed);
    const std::uint64_t now = nowNs();
    std::uint64_t since = socket.mutedSince.get();
    sample.muteNs = socket.muteNs.get();
    // The time may have been booked between the two reads.
    for (int tries = 0; tries < 3 && since != socket.mutedSince.get(); ++tries) {
        since = socket.mutedSince.get();
        sample.muteNs = socket.muteNs.get();
    }
    sample.muted = since != 0;
    if (sample.muted && now > since)
        sample.muteNs += now - since;
    noteMute(socket, sample.muteNs, now);
    const std::lock_guard lock(socket.mutex);
    sample.error = socket.error;
}

void Sampler::collect(const std::vector<NodeRecordPtr>& nodes, HostBatch& batch)
{
    m_asked = 0;
    m_connectionIndex = 0;
    for (const NodeRecordPtr& node : nodes) {
        batch.nodes.push_back(sampleNode(*node));
        for (const SocketRecordPtr& socket : node->sockets) {
            SocketSample sample;
            sample.socket = socket->ref;
            sample.received = socket->received.get();
            sample.bytesReceived = socket->bytesReceived.get();
            batch.sockets.push_back(std::move(sample));
            sampleEnds(*socket, batch.ends);
        }
    }
    m_firstAsked = m_firstAsked + m_asked < m_connectionIndex ? m_firstAsked + m_asked : 0;
    auto sample = batch.sockets.begin();
    auto end = batch.ends.begin();
    for (const NodeRecordPtr& node : nodes) {
        for (const SocketRecordPtr& socket : node->sockets) {
            sampleSending(*socket, *sample++);
            const std::lock_guard lock(socket->mutex);
            for (const WireRecordPtr& wire : socket->wires) {
                // Wires change only between two calls: both are the runtime's thread's.
                if (end != batch.ends.end() && end->wire == wire->plan.id && end->end == wire->plan.end) {
                    if (wire->sentKnown.load(std::memory_order_relaxed))
                        end->sent = wire->sent.asSigned();
                    ++end;
                }
            }
        }
    }
    std::erase_if(m_mutes, [](const auto& entry) { return !entry.second.seen; });
    for (auto& [socket, note] : m_mutes)
        note.seen = false;
    if (m_tcp.size() > 4 * (m_connectionIndex + 64))
        m_tcp.clear();
    m_hearts.collect(nodes, batch);
}

} // namespace zeroloom
