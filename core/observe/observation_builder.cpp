#include "core/observe/observation_builder.h"

#include <algorithm>

#include "core/observe/jam_finder.h"

namespace zeroloom {

namespace {

using Count = Figure<std::uint64_t>;

// A wire as full as its fullest neighbours, within so much, is among those that hold the sender up.
constexpr double AmongFullest = 0.05;

Count sum(const Count& one, const Count& other)
{
    if (!one.known() || !other.known())
        return Count();
    return {one.value + other.value, std::max(one.quality, other.quality)};
}

LossCounts& operator+=(LossCounts& one, const LossCounts& other)
{
    one.highWaterMark += other.highWaterMark;
    one.noSubscriber += other.noSubscriber;
    one.unroutable += other.unroutable;
    one.reconnect += other.reconnect;
    one.unexplained += other.unexplained;
    return one;
}

// A host of which nothing was ever heard is run by someone else, if at all.
WireEndObservation observeEnd(const ObservedRun& run, const ObservedEnd& facts, const EndRow& end)
{
    WireEndObservation seen;
    if (!facts.ours || !end.known) {
        seen.state = facts.ours && run.hosts.contains(facts.host) ? ConnectionState::Idle : ConnectionState::Unknown;
        return seen;
    }
    return {end.sample.state, end.sample.detail, end.connects.total(), end.disconnects.total()};
}

FlowObservation observeFlow(const WireRow& wire, WireEnd sender)
{
    const FlowRow& flow = wire.flow(sender);
    FlowObservation seen = flow.shown;
    seen.rate = flow.rate.rate();
    seen.byteRate = flow.bytes.rate();
    seen.latency = summarize(wire.latency(sender));
    return seen;
}

// The kernel's figures, from the end that has them; the sender's first, since what is unsent is there.
void addTcp(const WireRow& wire, WireObservation& seen)
{
    for (const EndRow* end : {&wire.to, &wire.from}) {
        if (!end->known || !end->sample.hasTcp)
            continue;
        seen.rttUs = Figure<double>::exact(end->sample.rttUs);
        seen.unsentBytes = Count::exact(end->sample.unsentBytes);
        seen.unackedBytes = Count::exact(end->sample.unackedBytes);
    }
}

WireObservation observeWire(const ObservedRun& run, const WireRow& wire)
{
    WireObservation seen;
    seen.wire = wire.facts.wire;
    seen.bind = wire.facts.bind;
    const EndRow& binding = wire.end(wire.facts.bind);
    const EndRow& connecting = wire.end(other(wire.facts.bind));
    seen.endpoint = !binding.sample.endpoint.empty()      ? binding.sample.endpoint
                    : !connecting.sample.endpoint.empty() ? connecting.sample.endpoint
                                                          : wire.facts.endpoint;
    seen.from = observeEnd(run, wire.facts.from, wire.from);
    seen.to = observeEnd(run, wire.facts.to, wire.to);
    seen.forward = observeFlow(wire, WireEnd::From);
    seen.backward = observeFlow(wire, WireEnd::To);
    seen.depthLimit = wire.facts.limit(WireEnd::From);
    if (seen.depthLimit > 0 && seen.forward.depth.known())
        // The kernel's buffers hold some beyond both high-water marks.
        seen.fill = std::min(1.0, static_cast<double>(seen.forward.depth.value) / static_cast<double>(seen.depthLimit));
    addTcp(wire, seen);
    return seen;
}

// What waits at a socket, over all its wires.
void addQueues(const SocketRow& row, SocketObservation& seen)
{
    seen.queueOut = seen.queueIn = Count::exact(0);
    LatencyHistogram latency;
    for (const auto& [wire, own] : row.wires) {
        seen.queueOut = sum(seen.queueOut, wire->flow(own).out);
        seen.queueIn = sum(seen.queueIn, wire->flow(other(own)).in);
        if (spreadOf(wire->facts.end(own).type) != Spread::Turns)
            seen.lost += wire->flow(own).shown.lost;
        if (const LatencyHistogram& part = wire->latency(other(own)); part.count > 0)
            latency.merge(part);
    }
    seen.lost += row.turnsDepth.known() ? row.turns.lost() : LossCounts();
    seen.latency = summarize(latency);
    // It just looked and found nothing.
    if (row.sample.idle)
        seen.queueIn = Count::exact(0);
}

SocketObservation observeSocket(const SocketRef& ref, const SocketRow& row)
{
    SocketObservation seen;
    seen.socket = ref;
    seen.sent = row.sent.total();
    seen.received = row.received.total();
    seen.bytesSent = row.bytesSent.total();
    seen.bytesReceived = row.bytesReceived.total();
    seen.sendRate = row.sendRate.rate();
    seen.receiveRate = row.receiveRate.rate();
    seen.sendByteRate = row.sendBytes.rate();
    seen.receiveByteRate = row.receiveBytes.rate();
    seen.muteSeconds = static_cast<double>(row.mute.total()) / 1e9;
    seen.muted = row.sample.muted;
    seen.error = row.sample.error;
    addQueues(row, seen);
    seen.lost.unroutable += row.unroutable.total();
    return seen;
}

HostObservation observeHost(const HostId& id, const HostRow& row)
{
    HostObservation seen;
    seen.host = id;
    seen.state = row.report.state;
    seen.processId = row.report.processId;
    seen.detail = row.report.detail;
    seen.uptimeSeconds =
        row.startedNs > 0 && row.timeNs > row.startedNs ? static_cast<double>(row.timeNs - row.startedNs) / 1e9 : 0;
    seen.cpuFraction = row.cpu.rate() / 1e9;
    seen.residentBytes = row.residentBytes;
    seen.threads = row.threads;
    return seen;
}

// Marks the wires that hold a muted sender up: the fullest ones at its socket.
void markMuted(const ObservedRun& run, Observation& all)
{
    for (const auto& [ref, row] : run.sockets) {
        if (!row.known() || !row.sample.muted)
            continue;
        double fullest = 0;
        for (const WireAt& at : row.wires)
            fullest = std::max(fullest, all.wires.at(at.wire->facts.wire).fill);
        for (const WireAt& at : row.wires) {
            WireObservation& wire = all.wires.at(at.wire->facts.wire);
            const bool empty = wire.forward.depth.known() && wire.forward.depth.value == 0;
            wire.muted = at.end == WireEnd::From && !empty && wire.fill >= fullest - AmongFullest;
        }
    }
}

void addTotals(const HostRow& row, EventTotals& totals)
{
    for (const EventTotals* part : {&row.totals, &row.totalsBefore}) {
        totals.connected += part->connected;
        totals.accepted += part->accepted;
        totals.disconnected += part->disconnected;
        totals.handshakeFailed += part->handshakeFailed;
    }
}

} // namespace

LatencySummary summarize(const LatencyHistogram& latency)
{
    if (latency.count == 0)
        return {};
    const auto microseconds = [&](double q) { return static_cast<double>(latency.quantile(q)) / 1000; };
    return {latency.count, microseconds(0.5), microseconds(0.9), microseconds(0.99), microseconds(1), Quality::Exact};
}

Observation buildObservation(const ObservedRun& run, double seconds)
{
    Observation all;
    all.seconds = seconds;
    all.nodes.reserve(run.nodes.size());
    all.wires.reserve(run.wires.size());
    all.sockets.reserve(run.sockets.size());
    for (const auto& [id, row] : run.nodes) {
        all.nodes.emplace(
            id, NodeObservation{
                    id, row.host, row.sample.state, row.sample.error, row.sample.processId, row.sample.figures, {}});
    }
    for (const auto& [id, row] : run.wires)
        all.wires.emplace(id, observeWire(run, row));
    for (const auto& [ref, row] : run.sockets) {
        if (!row.known())
            continue;
        const SocketObservation& seen = all.sockets.emplace(ref, observeSocket(ref, row)).first->second;
        all.messagesInPerSecond += seen.receiveRate;
        all.messagesOutPerSecond += seen.sendRate;
        all.lost += seen.lost.total();
    }
    for (const auto& [id, row] : run.hosts) {
        all.hosts.emplace(id, observeHost(id, row));
        addTotals(row, all.totals);
    }
    markMuted(run, all);
    findJams(run, all);
    return all;
}

} // namespace zeroloom
