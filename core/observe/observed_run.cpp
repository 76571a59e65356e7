#include "core/observe/observed_run.h"

#include <set>

#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

// What the node was asked to send in a second; nullopt when it has no pace or sends as fast as it can.
std::optional<double> paceOf(const Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || !role->parameter("rate"))
        return std::nullopt;
    const Value value = parameterValue(*role, node.params, "rate");
    double rate = 0;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        rate = static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value))
        rate = *real;
    return rate > 0 ? std::optional(rate) : std::nullopt;
}

template <typename Map, typename Key, typename Forget>
void keepOnly(Map& rows, const std::set<Key>& wanted, Forget forget)
{
    std::erase_if(rows, [&](auto& row) {
        if (wanted.contains(row.first))
            return false;
        forget(row);
        return true;
    });
}

EventTotals sum(const EventTotals& one, const EventTotals& other)
{
    return {one.connected + other.connected, one.accepted + other.accepted, one.disconnected + other.disconnected,
            one.handshakeFailed + other.handshakeFailed};
}

} // namespace

void ObservedRun::setTopology(const Topology& topology)
{
    std::set<NodeId> wantedNodes;
    std::set<SocketRef> wantedSockets;
    std::set<WireId> wantedWires;
    pace.clear();
    for (const Node& node : topology.nodes) {
        wantedNodes.insert(node.id);
        NodeRow& row = nodes[node.id];
        row.host = node.host;
        if (row.role != node.role)
            hearts.forget(node.id);
        row.role = node.role;
        if (const std::optional<double> rate = paceOf(node))
            pace[node.id] = *rate;
        for (const Socket& socket : node.sockets) {
            const SocketRef ref{node.id, socket.id};
            wantedSockets.insert(ref);
            socketRow(ref).wires.clear();
        }
    }
    std::vector<ObservedWire> allFacts = observedWires(topology);
    for (ObservedWire& facts : allFacts) {
        wantedWires.insert(facts.wire);
        WireRow& row = wireRow(facts.wire);
        const bool moved =
            row.from.known && (row.facts.from.socket != facts.from.socket || row.facts.to.socket != facts.to.socket);
        if (moved) {
            forgetWire(row);
            row = WireRow();
        }
        row.facts = std::move(facts);
    }
    for (auto& [id, row] : wires) {
        if (!wantedWires.contains(id))
            forgetWire(row);
    }
    keepOnly(nodes, wantedNodes, [](auto&) {});
    hearts.keepOnly(wantedNodes);
    keepOnly(sockets, wantedSockets, [&](auto& row) { m_goneSockets.keep(row.first, std::move(row.second.series)); });
    keepOnly(wires, wantedWires, [&](auto& row) { m_goneWires.keep(row.first, std::move(row.second.series)); });
    for (const ObservedWire& facts : observedWires(topology))
        link(wires.at(facts.wire));
}

SocketRow& ObservedRun::socketRow(const SocketRef& ref)
{
    const auto [row, isNew] = sockets.try_emplace(ref);
    if (isNew)
        row->second.series = m_goneSockets.giveBack(ref);
    return row->second;
}

WireRow& ObservedRun::wireRow(const WireId& id)
{
    const auto [row, isNew] = wires.try_emplace(id);
    if (isNew)
        row->second.series = m_goneWires.giveBack(id);
    return row->second;
}

// The rows of maps stay where they are, so that the two can know each other.
void ObservedRun::link(WireRow& wire)
{
    wire.fromSocket = &sockets[wire.facts.from.socket];
    wire.toSocket = &sockets[wire.facts.to.socket];
    wire.fromSocket->wires.push_back({&wire, WireEnd::From});
    wire.toSocket->wires.push_back({&wire, WireEnd::To});
}

// What went through the wire stays in the account of a round-robin sender; what waited in it is gone with it.
void ObservedRun::forgetWire(WireRow& wire)
{
    for (const WireEnd sender : {WireEnd::From, WireEnd::To}) {
        const auto socket = sockets.find(wire.facts.end(sender).socket);
        if (socket == sockets.end() || spreadOf(wire.facts.end(sender).type) != Spread::Turns)
            continue;
        const FlowRow& flow = wire.flow(sender);
        socket->second.goneWires.received += flow.receiver.received();
        socket->second.goneWires.reconnect += flow.shown.depth.known() ? flow.shown.depth.value : 0;
        socket->second.shared = true; // sequence numbers tell of all its wires together from now on
    }
}

void ObservedRun::takeHost(const HostBatch& batch)
{
    HostRow& host = hosts[batch.host];
    if (host.startedNs != 0 && host.startedNs != batch.startedNs) {
        ++host.lives;
        host.totalsBefore = sum(host.totalsBefore, host.totals);
    }
    host.startedNs = batch.startedNs;
    host.timeNs = batch.timeNs;
    host.residentBytes = batch.residentBytes;
    host.threads = batch.threads;
    host.totals = batch.totals;
    host.cpu.add(batch.timeNs, batch.cpuNs);
    host.report.host = batch.host;
    if (batch.processId != 0)
        host.report.processId = batch.processId;
    if (!host.reported) // watched without a driver's reports
        host.report.state = HostState::Running;
}

void ObservedRun::takeSocket(const SocketSample& sample, const HostRow& host, const HostBatch& batch)
{
    const auto found = sockets.find(sample.socket);
    if (found == sockets.end())
        return;
    SocketRow& row = found->second;
    const bool newLife = row.hostLife != 0 && row.hostLife != host.lives;
    if (row.firstSeenNs == 0)
        row.firstSeenNs = batch.timeNs;
    row.host = batch.host;
    row.hostLife = host.lives;
    row.sample = sample;
    if (row.sent.add(sample.sent, newLife))
        ++row.lives;
    row.received.add(sample.received, newLife);
    row.bytesSent.add(sample.bytesSent, newLife);
    row.bytesReceived.add(sample.bytesReceived, newLife);
    row.mute.add(sample.muteNs, newLife);
    row.unroutable.add(sample.unroutable, newLife);
    row.dropped.add(sample.droppedAtLimit, newLife);
}

void ObservedRun::takeEnd(const WireEndSample& sample, const HostRow& host)
{
    const auto wire = wires.find(sample.wire);
    if (wire == wires.end())
        return;
    EndRow& row = wire->second.end(sample.end);
    const bool newLife = row.hostLife != 0 && row.hostLife != host.lives;
    row.newLife = row.newLife || newLife;
    row.hostLife = host.lives;
    row.known = row.fresh = true;
    row.sample = sample;
    row.connects.add(sample.connects, newLife);
    row.disconnects.add(sample.disconnects, newLife);
    row.relayDroppedOut.add(sample.relay.droppedOut, newLife);
    row.relayDroppedIn.add(sample.relay.droppedIn, newLife);
    if (sample.hasTcp || row.tcpSent.known()) { // a new connection counts from 0
        row.tcpSent.add(sample.tcpBytesSent, newLife);
        row.tcpReceived.add(sample.tcpBytesReceived, newLife);
    }
}

// All rows of the host have the batch's time, also those that were left out because they did not change.
void ObservedRun::advanceRates(const HostId& host, std::uint64_t timeNs)
{
    for (auto& [ref, row] : sockets) {
        if (row.host != host)
            continue;
        row.sendRate.add(timeNs, row.sent.total());
        row.receiveRate.add(timeNs, row.received.total());
        row.sendBytes.add(timeNs, row.bytesSent.total());
        row.receiveBytes.add(timeNs, row.bytesReceived.total());
        row.muteShare.add(timeNs, row.mute.total());
    }
    for (auto& [id, row] : wires) {
        for (const WireEnd sender : {WireEnd::From, WireEnd::To}) {
            FlowRow& flow = row.flow(sender);
            if (row.facts.end(sender).host == host && flow.shown.sent.quality == Quality::Exact)
                flow.sentRate.add(timeNs, flow.shown.sent.value);
            else if (row.facts.end(sender).host == host)
                flow.sentRate.clear();
            if (row.facts.end(other(sender)).host != host || !flow.received)
                continue;
            flow.rate.add(timeNs, flow.receiver.received());
            flow.bytes.add(timeNs, flow.receiver.bytes());
        }
    }
}

void ObservedRun::addBatch(const HostBatch& batch)
{
    takeHost(batch);
    const HostRow& host = hosts[batch.host];
    for (const NodeSample& sample : batch.nodes) {
        if (const auto row = nodes.find(sample.node); row != nodes.end()) {
            row->second.sample = sample;
            row->second.host = batch.host;
        }
    }
    for (const SocketSample& sample : batch.sockets)
        takeSocket(sample, host, batch);
    for (const WireEndSample& sample : batch.ends)
        takeEnd(sample, host);
    hearts.addBatch(batch, host.lives);
    updateFlows(batch.timeNs);
    advanceRates(batch.host, batch.timeNs);
}

// Counters of a process that has gone stand still without anything being known of their rates. The windows begin anew
// when it is started again.
void ObservedRun::loseSocket(SocketRow& row)
{
    row.sample.muted = false;
    for (RateWindow* window : {&row.sendRate, &row.receiveRate, &row.sendBytes, &row.receiveBytes, &row.muteShare})
        window->clear();
}

void ObservedRun::forgetRates(WireRow& wire, WireEnd end)
{
    wire.flow(end).sentRate.clear();
    wire.flow(other(end)).rate.clear();
    wire.flow(other(end)).bytes.clear();
}

// Nothing is heard of a host that stands still, though everything is as it was.
void ObservedRun::forgetRates(const HostId& host)
{
    for (auto& [ref, row] : sockets) {
        if (row.host == host)
            loseSocket(row);
    }
    for (auto& [id, row] : wires) {
        for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
            if (row.facts.end(end).host == host)
                forgetRates(row, end);
        }
    }
    hosts[host].cpu.clear();
}

// The ends of a process that has gone are connected to nothing.
void ObservedRun::loseEnd(WireRow& wire, WireEnd end)
{
    forgetRates(wire, end);
    if (!wire.end(end).known)
        return;
    WireEndSample& sample = wire.end(end).sample;
    sample.state = ConnectionState::Disconnected;
    sample.detail = "its host has gone";
    sample.hasTcp = false;
    sample.rttUs = 0;
    sample.unsentBytes = sample.unackedBytes = sample.unreadBytes = 0;
    sample.relay.heldOut = sample.relay.heldIn = 0;
}

void ObservedRun::addHostReport(const HostReport& report)
{
    HostRow& host = hosts[report.host];
    host.report = report;
    host.reported = true;
    if (report.frozen)
        forgetRates(report.host);
    if (report.state != HostState::Lost)
        return;
    for (auto& [id, row] : nodes) {
        const bool ended = row.sample.state == NodeState::Exited || row.sample.state == NodeState::Stopped;
        if (row.host == report.host && !row.sample.node.empty() && !ended)
            row.sample.state = NodeState::Lost;
    }
    for (auto& [ref, row] : sockets) {
        if (row.host == report.host)
            loseSocket(row);
    }
    for (auto& [id, row] : wires) {
        for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
            if (row.facts.end(end).host == report.host)
                loseEnd(row, end);
        }
    }
    host.cpu.clear();
}

} // namespace zeroloom
