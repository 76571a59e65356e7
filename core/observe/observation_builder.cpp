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

Figure<LossCounts> sum(const Figure<LossCounts>& one, const Figure<LossCounts>& other)
{
    if (!one.known() || !other.known())
        return {};
    const LossCounts& a = one.value;
    const LossCounts& b = other.value;
    return {{a.highWaterMark + b.highWaterMark, a.noSubscriber + b.noSubscriber, a.unroutable + b.unroutable,
             a.reconnect + b.reconnect, a.unexplained + b.unexplained, a.fault + b.fault},
            std::max(one.quality, other.quality)};
}

Figure<double> rateOf(const RateWindow& window, Quality quality = Quality::Exact)
{
    return window.known() ? Figure<double>{window.rate(), quality} : Figure<double>();
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

// What the kernel carried from the sender, by either end's count. What it did with the last of a connection that ended
// nobody saw.
Count tcpBytes(const WireRow& wire, WireEnd sender)
{
    const EndRow& own = wire.end(sender);
    const EndRow& peer = wire.end(other(sender));
    if (!own.tcpSent.known() && !peer.tcpReceived.known())
        return {};
    const bool ended = own.disconnects.total() + peer.disconnects.total() > 0;
    return {own.tcpSent.known() ? own.tcpSent.total() : peer.tcpReceived.total(),
            ended ? Quality::Estimated : Quality::Exact};
}

FlowObservation observeFlow(const WireRow& wire, WireEnd sender)
{
    const FlowRow& flow = wire.flow(sender);
    FlowObservation seen = flow.shown;
    if (wire.facts.carries(sender)) {
        seen.rate = rateOf(flow.rate, flow.shown.received.quality);
        seen.byteRate = rateOf(flow.bytes, flow.shown.received.quality);
        seen.sentRate = rateOf(flow.sentRate);
    } else {
        seen.rate = seen.byteRate = seen.sentRate = Figure<double>::exact(0);
    }
    seen.tcpBytes = tcpBytes(wire, sender);
    seen.latency = summarize(wire.latency(sender), wire.oneClock ? Quality::Exact : Quality::Unknown);
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
    const auto fault = run.conditions.wires.find(seen.wire);
    seen.fault = fault == run.conditions.wires.end() ? std::string() : inWords(fault->second);
    return seen;
}

// What became of all that a round-robin socket sent. One that never had a wire has sent nothing.
Figure<LossCounts> lostInTurns(const SocketRow& row)
{
    if (row.turnsDepth.known())
        return {row.turns.lost(), row.turnsDepth.quality};
    return row.wires.empty() ? Figure<LossCounts>::exact({}) : Figure<LossCounts>();
}

// What waits at a socket and what it lost, over all its wires. `stands`: its host was stopped, so that what it said
// last is old.
void addQueues(const SocketRow& row, bool stands, SocketObservation& seen)
{
    seen.queueOut = seen.queueIn = Count::exact(0);
    seen.lost = Figure<LossCounts>::exact({0, 0, row.unroutable.total(), 0, 0});
    bool turns = row.wires.empty();
    LatencyHistogram latency;
    std::size_t timed = 0;
    for (const auto& [wire, own] : row.wires) {
        seen.queueOut = sum(seen.queueOut, wire->flow(own).shown.queueOut);
        seen.queueIn = sum(seen.queueIn, wire->flow(other(own)).shown.queueIn);
        if (spreadOf(wire->facts.end(own).type) == Spread::Turns)
            turns = true;
        else
            seen.lost = sum(seen.lost, wire->flow(own).shown.lost);
        if (const LatencyHistogram& part = wire->latency(other(own)); part.count > 0)
            latency.merge(part);
        timed += wire->oneClock ? 1 : 0;
    }
    if (turns)
        seen.lost = sum(seen.lost, lostInTurns(row));
    // Of a part of what came only, where some peers go by clocks of their own.
    seen.latency = summarize(latency, timed == row.wires.size() ? Quality::Exact
                                      : timed > 0               ? Quality::Estimated
                                                                : Quality::Unknown);
    // It just looked and found nothing.
    if (row.sample.idle && !stands)
        seen.queueIn = Count::exact(0);
}

SocketObservation observeSocket(const SocketRef& ref, const SocketRow& row, const ObservedRun& run)
{
    SocketObservation seen;
    seen.socket = ref;
    seen.sent = row.sent.total();
    seen.received = row.received.total();
    seen.bytesSent = row.bytesSent.total();
    seen.bytesReceived = row.bytesReceived.total();
    seen.sendRate = rateOf(row.sendRate);
    seen.receiveRate = rateOf(row.receiveRate);
    seen.sendByteRate = rateOf(row.sendBytes);
    seen.receiveByteRate = rateOf(row.receiveBytes);
    seen.muteSeconds = static_cast<double>(row.mute.total()) / 1e9;
    seen.muted = row.sample.muted;
    seen.error = row.sample.error;
    const auto host = run.hosts.find(row.host);
    addQueues(row, host != run.hosts.end() && host->second.report.frozen, seen);
    const auto condition = run.conditions.sockets.find(ref);
    seen.held = condition != run.conditions.sockets.end() && condition->second.held;
    return seen;
}

// The time of the machine's clock, since the run started.
double secondsSince(Nanoseconds started, std::uint64_t timeNs)
{
    return std::chrono::duration<double>(Nanoseconds(static_cast<std::int64_t>(timeNs)) - started).count();
}

HostObservation observeHost(const HostId& id, const HostRow& row, Nanoseconds started)
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
    seen.toldSeconds = row.timeNs == 0 ? 0 : secondsSince(started, row.timeNs);
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

bool isUp(HostState state) { return state == HostState::Running || state == HostState::Draining; }

bool isUp(NodeState state) { return state == NodeState::Running || state == NodeState::Starting; }

HeartMonitorObservation observeMonitor(const ObservedRun& run, const NodeId& id, const ObservedHearts::Monitor& monitor,
                                       Nanoseconds started)
{
    HeartMonitorObservation seen;
    seen.node = id;
    seen.figures = monitor.figures;
    seen.hearts = monitor.hearts;
    seen.nowNs = monitor.timeNs;
    seen.nowSeconds = secondsSince(started, monitor.timeNs);
    const auto host = run.hosts.find(monitor.host);
    const auto node = run.nodes.find(id);
    seen.running = host != run.hosts.end() && isUp(host->second.report.state) &&
                   host->second.lives == monitor.hostLife && node != run.nodes.end() && isUp(node->second.sample.state);
    return seen;
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

std::string conditionOf(const ObservedRun& run, const NodeId& id)
{
    const auto found = run.conditions.nodes.find(id);
    return found == run.conditions.nodes.end() ? std::string() : inWords(found->second);
}

} // namespace

LatencySummary summarize(const LatencyHistogram& latency, Quality quality)
{
    if (latency.count == 0)
        return {0, 0, 0, 0, 0, quality};
    const auto microseconds = [&](double q) { return static_cast<double>(latency.quantile(q)) / 1000; };
    return {latency.count, microseconds(0.5), microseconds(0.9), microseconds(0.99), microseconds(1), quality};
}

Observation buildObservation(const ObservedRun& run, Nanoseconds started, Nanoseconds now)
{
    Observation all;
    all.seconds = std::chrono::duration<double>(now - started).count();
    all.nodes.reserve(run.nodes.size());
    all.wires.reserve(run.wires.size());
    all.sockets.reserve(run.sockets.size());
    for (const auto& [id, row] : run.nodes) {
        all.nodes.emplace(id, NodeObservation{id,
                                              row.host,
                                              row.sample.state,
                                              row.sample.error,
                                              row.sample.processId,
                                              row.sample.figures,
                                              {},
                                              conditionOf(run, id)});
    }
    for (const auto& [id, row] : run.wires)
        all.wires.emplace(id, observeWire(run, row));
    for (const auto& [ref, row] : run.sockets) {
        if (!row.known())
            continue;
        const SocketObservation& seen = all.sockets.emplace(ref, observeSocket(ref, row, run)).first->second;
        addKnown(all.messagesInPerSecond, seen.receiveRate);
        addKnown(all.messagesOutPerSecond, seen.sendRate);
        all.lost.known += seen.lost.value.total();
        all.lost.whole = all.lost.whole && seen.lost.known();
    }
    for (const auto& [id, row] : run.hosts) {
        all.hosts.emplace(id, observeHost(id, row, started));
        addTotals(row, all.totals);
    }
    for (const auto& [id, monitor] : run.hearts.monitors())
        all.monitors.emplace(id, observeMonitor(run, id, monitor, started));
    markMuted(run, all);
    findJams(run, all);
    return all;
}

} // namespace zeroloom
