#include "app/zeroloomctl/run_tables.h"

#include <algorithm>
#include <cmath>

#include "app/zeroloomctl/text_table.h"
#include "core/model/runner.h"
#include "core/observe/figure_text.h"
#include "core/observe/report.h"

namespace zeroloom {

namespace {

constexpr int WideTable = 116;

using Row = TroubleRow;

bool isWide(const TableRoom& room) { return room.columns == 0 || room.columns >= WideTable; }

std::string_view stateText(NodeState state)
{
    switch (state) {
    case NodeState::Starting:
        return "starting";
    case NodeState::Running:
        return "running";
    case NodeState::Exited:
        return "exited";
    case NodeState::Failed:
        return "failed";
    case NodeState::Lost:
        return "lost";
    case NodeState::Stopped:
        return "stopped";
    }
    return {};
}

Tone toneOf(NodeState state)
{
    switch (state) {
    case NodeState::Running:
        return Tone::Good;
    case NodeState::Failed:
    case NodeState::Lost:
        return Tone::Bad;
    default:
        return Tone::Dim;
    }
}

bool isBroken(ConnectionState state)
{
    return state == ConnectionState::Refused || state == ConnectionState::Failed ||
           state == ConnectionState::Disconnected;
}

// An end that says nothing (someone else's program) does not count against the other.
bool isConnected(const WireObservation& wire)
{
    const auto fine = [](ConnectionState state) {
        return state == ConnectionState::Connected || state == ConnectionState::Unknown;
    };
    return fine(wire.from.state) && fine(wire.to.state) &&
           (wire.from.state == ConnectionState::Connected || wire.to.state == ConnectionState::Connected);
}

// Both ends where there is room; else the end that is not connected, which is the one that matters.
TableCell wireState(const WireObservation& wire, bool wide)
{
    if (!wire.fault.empty()) {
        return {wire.fault, Tone::Warning};
    }
    const std::string from(name(wire.from.state)), to(name(wire.to.state));
    const Tone tone = isBroken(wire.from.state) || isBroken(wire.to.state) ? Tone::Bad
                      : isConnected(wire)                                  ? Tone::Good
                                                                           : Tone::Warning;
    if (from == to || !wide) {
        return {wire.from.state == ConnectionState::Connected ? to : from, tone};
    }
    return {from + "/" + to, tone};
}

// Whether anything came back over the wire: replies, or what its `to` end sends.
bool hasAnswers(const WireObservation& wire)
{
    return wire.backward.received.known() && wire.backward.received.value > 0;
}

std::string queueText(const SocketObservation& socket, const SocketTypeInfo& type)
{
    const auto waiting = [](bool used, const Figure<std::uint64_t>& figure) {
        return used ? figures::count(figure) : std::string();
    };
    const std::string in = waiting(type.receives, socket.queueIn), out = waiting(type.sends, socket.queueOut);
    return in.empty() || out.empty() ? in + out : in + "+" + out;
}

TableCell lostText(const Figure<LossCounts>& lost)
{
    const Tone tone = lost.value.unexplained > 0 ? Tone::Bad : lost.value.total() > 0 ? Tone::Warning : Tone::Plain;
    return {figures::losses(lost), tone};
}

// What the receiver got; else, marked so, what the sender knows to have put into the wire.
std::string rateText(const FlowObservation& flow)
{
    const bool bySender = !flow.rate.known() && flow.sentRate.known();
    return figures::perSecond(shownRate(flow)) + (bySender ? " sent" : "");
}

Row socketRow(const Node& node, const Socket& socket, bool first, const Observation& observation, bool wide)
{
    const auto nodeSeen = observation.nodes.find(node.id);
    const auto seen = observation.sockets.find({node.id, socket.id});
    const NodeState state = nodeSeen == observation.nodes.end() ? NodeState::Starting : nodeSeen->second.state;
    const SocketObservation shown = seen == observation.sockets.end() ? SocketObservation{} : seen->second;
    const SocketTypeInfo& type = info(socket.type);
    const bool counted = seen != observation.sockets.end();
    const auto when = [&](bool used, std::string text) {
        return !used ? std::string() : counted ? std::move(text) : figures::UnknownFigure;
    };
    Row row;
    std::string done = nodeSeen == observation.nodes.end() ? std::string() : nodeSeen->second.condition;
    if (done.empty() && shown.held) {
        done = "held";
    }
    row.trouble = state == NodeState::Failed || state == NodeState::Lost || shown.muted || !shown.error.empty() ||
                  !done.empty();
    row.cells = {{first ? node.title() : "", Tone::Bold},
                 socket.id.text() + " " + std::string(type.name),
                 !done.empty() ? TableCell(done, Tone::Warning)
                 : shown.muted ? TableCell("mute", Tone::Warning)
                               : TableCell(std::string(stateText(state)), toneOf(state)),
                 when(type.receives, figures::perSecond(shown.receiveRate)),
                 when(type.sends, figures::perSecond(shown.sendRate))};
    if (wide) {
        row.cells.push_back(when(type.receives, figures::count(shown.received)));
        row.cells.push_back(when(type.sends, figures::count(shown.sent)));
    }
    row.cells.push_back(queueText(shown, type));
    row.cells.push_back(when(type.sends, figures::seconds(shown.muteSeconds)));
    row.cells.push_back(when(type.receives, figures::percentile(shown.latency, shown.latency.p50)));
    if (wide) {
        row.cells.push_back(when(type.receives, figures::percentile(shown.latency, shown.latency.p99)));
    }
    row.cells.push_back(type.sends ? lostText(shown.lost) : TableCell(""));
    return row;
}

Row wireRow(const Wire& wire, const WireObservation& seen, bool wide, bool answers)
{
    Row row;
    row.trouble = !isConnected(seen) || seen.muted;
    const std::string depth = figures::count(seen.forward.depth);
    const bool limited = seen.depthLimit > 0 && seen.forward.depth.known();
    row.cells = {wire.from.text() + " → " + wire.to.text(), wireState(seen, wide)};
    if (wide) {
        row.cells.emplace_back(seen.endpoint);
    }
    row.cells.emplace_back(rateText(seen.forward));
    if (answers) {
        row.cells.emplace_back(hasAnswers(seen) ? figures::perSecond(seen.backward.rate) : std::string());
    }
    row.cells.emplace_back(limited ? depth + " of " + figures::count(seen.depthLimit) : depth,
                           seen.fill > 0.85   ? Tone::Bad
                           : seen.fill > 0.60 ? Tone::Warning
                                              : Tone::Plain);
    row.cells.emplace_back(figures::microseconds(seen.rttUs));
    row.cells.emplace_back(figures::percentile(seen.forward.latency, seen.forward.latency.p50));
    if (wide) {
        row.cells.emplace_back(figures::percentile(seen.forward.latency, seen.forward.latency.p99));
    }
    row.cells.push_back(lostText(seen.forward.lost));
    return row;
}

} // namespace

bool isRunHere(const Node& node, const Observation& observation)
{
    return runnerOf(node) != Runner::Outside && observation.hosts.contains(node.host);
}

std::vector<std::string> socketLines(const Topology& topology, const Observation& observation, TableRoom room,
                                     const Style& style)
{
    const bool wide = isWide(room);
    TextTable table;
    table.addColumn("NODE", Align::Left, Overflow::Cut);
    table.addColumn("SOCKET", Align::Left, Overflow::Cut);
    table.addColumn("STATE");
    table.addColumn("IN/s", Align::Right);
    table.addColumn("OUT/s", Align::Right);
    if (wide) {
        table.addColumn("RECEIVED", Align::Right);
        table.addColumn("SENT", Align::Right);
    }
    table.addColumn("QUEUE", Align::Right);
    table.addColumn("MUTE", Align::Right);
    table.addColumn("P50", Align::Right);
    if (wide) {
        table.addColumn("P99", Align::Right);
    }
    table.addColumn("LOST", Align::Right);
    std::vector<Row> rows;
    for (const Node& node : topology.nodes) {
        if (!isRunHere(node, observation)) {
            continue;
        }
        for (const Socket& socket : node.sockets) {
            rows.push_back(socketRow(node, socket, &socket == &node.sockets.front(), observation, wide));
        }
    }
    return fittedLines(std::move(table), rows, "sockets", room, style);
}

std::vector<std::string> wireLines(const Topology& topology, const Observation& observation, TableRoom room,
                                   const Style& style)
{
    const bool wide = isWide(room);
    const bool answers = std::any_of(observation.wires.begin(), observation.wires.end(),
                                     [](const auto& wire) { return hasAnswers(wire.second); });
    TextTable table;
    table.addColumn("WIRE", Align::Left, Overflow::Cut);
    table.addColumn("STATE", Align::Left, Overflow::Cut);
    if (wide) {
        table.addColumn("ENDPOINT", Align::Left, Overflow::Cut);
    }
    table.addColumn("RATE/s", Align::Right);
    if (answers) {
        table.addColumn("BACK/s", Align::Right);
    }
    table.addColumn("DEPTH", Align::Right);
    table.addColumn("RTT", Align::Right);
    table.addColumn("P50", Align::Right);
    if (wide) {
        table.addColumn("P99", Align::Right);
    }
    table.addColumn("LOST", Align::Right);
    std::vector<Row> rows;
    for (const Wire& wire : topology.wires) {
        const auto seen = observation.wires.find(wire.id);
        if (seen != observation.wires.end()) {
            rows.push_back(wireRow(wire, seen->second, wide, answers));
        }
    }
    return fittedLines(std::move(table), rows, "wires", room, style);
}

std::vector<std::string> hostLines(const Observation& observation)
{
    std::vector<std::string> lines;
    for (const auto& [id, host] : observation.hosts) {
        static constexpr const char* States[] = {"starting", "running", "draining", "stopped", "lost"};
        std::string line = id.text() + ": " + States[static_cast<std::size_t>(host.state)];
        if (host.state == HostState::Running || host.state == HostState::Draining) {
            line += ", process " + std::to_string(host.processId) + ", " +
                    std::to_string(std::lround(host.cpuFraction * 100)) + "% CPU, " +
                    figures::bytes(static_cast<double>(host.residentBytes)) + ", " + std::to_string(host.threads) +
                    " threads";
        }
        lines.push_back(printable(line + (host.detail.empty() ? "" : ", " + host.detail)));
    }
    return lines;
}

std::string totalsLine(const Topology& topology, const Observation& observation)
{
    std::uint64_t sent = 0, received = 0, queued = 0;
    std::size_t connected = 0, wires = 0;
    std::size_t known = 0;
    for (const auto& [ref, socket] : observation.sockets) {
        sent += socket.sent;
        received += socket.received;
    }
    for (const Wire& wire : topology.wires) {
        const auto seen = observation.wires.find(wire.id);
        if (seen == observation.wires.end()) {
            continue;
        }
        ++wires;
        connected += isConnected(seen->second) ? 1 : 0;
        known += seen->second.forward.depth.known() ? 1 : 0;
        queued += seen->second.forward.depth.known() ? seen->second.forward.depth.value : 0;
    }
    const std::string queuedText = known == wires ? figures::count(queued)
                                   : known > 0    ? "at least " + figures::count(queued)
                                                  : std::string("unknown");
    return "in " + figures::perSecond(observation.messagesInPerSecond) + "/s, out " +
           figures::perSecond(observation.messagesOutPerSecond) + "/s, received " + figures::count(received) +
           ", sent " + figures::count(sent) + ", queued " + queuedText + ", lost " + figures::losses(observation.lost) +
           ", " + std::to_string(connected) + " of " + std::to_string(wires) + " wires connected";
}

std::string mutedSockets(const Topology& topology, const Observation& observation)
{
    constexpr std::size_t MostNamed = 3;
    std::string text;
    std::size_t muted = 0;
    for (const Node& node : topology.nodes) {
        for (const Socket& socket : node.sockets) {
            const auto seen = observation.sockets.find({node.id, socket.id});
            if (seen == observation.sockets.end() || !seen->second.muted) {
                continue;
            }
            if (++muted <= MostNamed) {
                text += (text.empty() ? "" : ", ") + seen->first.text();
            }
        }
    }
    return muted > MostNamed ? text + " and " + std::to_string(muted - MostNamed) + " more" : text;
}

} // namespace zeroloom
