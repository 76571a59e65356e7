// What the figures of claims are worth in an observation.
#include <algorithm>
#include <array>

#include "core/gallery/claim.h"
#include "core/gallery/claim_figures.h"

namespace zeroloom {

namespace {

constexpr std::array Figures{
    ClaimFigureInfo{ClaimFigure::Received, "received", "received by", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::Sent, "sent", "sent by", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::Rate, "rate", "rate of", "/s"},
    ClaimFigureInfo{ClaimFigure::Queue, "queue", "waiting at", ""},
    ClaimFigureInfo{ClaimFigure::Lost, "lost", "lost of", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::LostToHighWaterMark, "lost-to-high-water-mark", "lost to the high-water mark of", "", true,
                    true, true, true},
    ClaimFigureInfo{ClaimFigure::LostWithoutSubscriber, "lost-without-subscriber", "lost without a subscriber of", "", true,
                    true, true, true},
    ClaimFigureInfo{ClaimFigure::LostUnroutable, "lost-unroutable", "lost as unroutable of", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::LostInReconnect, "lost-in-reconnect", "lost in a reconnect of", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::LostUnexplained, "lost-unexplained", "lost unexplained of", "", true, true, true, true},
    ClaimFigureInfo{ClaimFigure::Muted, "muted", "mute state of", "", true, true, true, false},
    ClaimFigureInfo{ClaimFigure::Connected, "connected", "connection of", "", false, true, false, false},
    ClaimFigureInfo{ClaimFigure::StateRunning, "state-running", "running state of", "", false, false, true, false},
    ClaimFigureInfo{ClaimFigure::Alive, "alive", "alive hearts at", "", false, false, true, false},
    ClaimFigureInfo{ClaimFigure::Late, "late", "late hearts at", "", false, false, true, false},
    ClaimFigureInfo{ClaimFigure::LostHearts, "lost-hearts", "lost hearts at", "", false, false, true, false},
    ClaimFigureInfo{ClaimFigure::LatencyMs, "latency-ms", "median latency of", " ms"},
};

using Known = Figure<double>;

Known exact(double value) { return Known::exact(value); }

Known from(const Figure<std::uint64_t>& figure) { return {static_cast<double>(figure.value), figure.quality}; }

double lossOf(ClaimFigure figure, const LossCounts& lost)
{
    switch (figure) {
    case ClaimFigure::LostToHighWaterMark:
        return static_cast<double>(lost.highWaterMark);
    case ClaimFigure::LostWithoutSubscriber:
        return static_cast<double>(lost.noSubscriber);
    case ClaimFigure::LostUnroutable:
        return static_cast<double>(lost.unroutable);
    case ClaimFigure::LostInReconnect:
        return static_cast<double>(lost.reconnect);
    case ClaimFigure::LostUnexplained:
        return static_cast<double>(lost.unexplained);
    default:
        return static_cast<double>(lost.total());
    }
}

Known losses(ClaimFigure figure, const Figure<LossCounts>& lost)
{
    return {lost.known() ? lossOf(figure, lost.value) : 0, lost.quality};
}

// Nothing has come yet, or the clocks are two.
Known latencyMs(const LatencySummary& latency)
{
    return latency.count == 0 ? Known() : Known{latency.p50 / 1000, latency.quality};
}

Known ofSocket(const ClaimOperand& operand, const SocketObservation& seen)
{
    switch (operand.figure) {
    case ClaimFigure::Received:
        return exact(static_cast<double>(seen.received));
    case ClaimFigure::Sent:
        return exact(static_cast<double>(seen.sent));
    case ClaimFigure::Rate:
        return operand.sends ? seen.sendRate : seen.receiveRate;
    case ClaimFigure::Queue:
        return seen.queueIn.known() && seen.queueOut.known()
                   ? Known{static_cast<double>(seen.queueIn.value + seen.queueOut.value),
                           std::max(seen.queueIn.quality, seen.queueOut.quality)}
                   : Known();
    case ClaimFigure::Muted:
        return exact(seen.muted ? 1 : 0);
    case ClaimFigure::LatencyMs:
        return latencyMs(seen.latency);
    default:
        return losses(operand.figure, seen.lost);
    }
}

Known ofWire(const ClaimOperand& operand, const WireObservation& seen)
{
    const FlowObservation& flow = operand.backward ? seen.backward : seen.forward;
    const auto up = [](const WireEndObservation& end) { return end.state == ConnectionState::Connected; };
    switch (operand.figure) {
    case ClaimFigure::Received:
        return from(flow.received);
    case ClaimFigure::Sent:
        return from(flow.sent);
    case ClaimFigure::Rate:
        return shownRate(flow);
    case ClaimFigure::Queue:
        return from(flow.depth);
    case ClaimFigure::Muted:
        return exact(seen.muted ? 1 : 0);
    case ClaimFigure::Connected:
        return exact(up(seen.from) && up(seen.to) ? 1 : 0);
    case ClaimFigure::LatencyMs:
        return latencyMs(flow.latency);
    default:
        return losses(operand.figure, flow.lost);
    }
}

// Sums, and of what cannot be summed the largest.
Known overSockets(const ClaimOperand& operand, const Observation& observation)
{
    const bool largest = operand.figure == ClaimFigure::LatencyMs || operand.figure == ClaimFigure::Muted;
    Known all;
    bool whole = true;
    for (const auto& [ref, seen] : observation.sockets) {
        if (ref.node != operand.node)
            continue;
        const Known one = ofSocket(operand, seen);
        if (largest && one.known())
            all = {std::max(all.value, one.value), std::max(all.known() ? all.quality : one.quality, one.quality)};
        else if (!largest)
            addKnown(all, one);
        whole = whole && (one.known() || largest);
    }
    return whole ? all : Known();
}

Known ofRole(const ClaimOperand& operand, const Observation& observation)
{
    const auto node = observation.nodes.find(operand.node);
    if (node == observation.nodes.end())
        return {};
    const auto found = node->second.figures.find(operand.roleFigure);
    if (found == node->second.figures.end())
        return {};
    if (const auto* whole = std::get_if<std::int64_t>(&found->second))
        return exact(static_cast<double>(*whole));
    if (const auto* real = std::get_if<double>(&found->second))
        return exact(*real);
    const auto* yes = std::get_if<bool>(&found->second);
    return yes ? exact(*yes ? 1 : 0) : Known();
}

Known ofHearts(const ClaimOperand& operand, const Observation& observation)
{
    const auto monitor = observation.monitors.find(operand.node);
    if (monitor == observation.monitors.end())
        return {};
    const HeartMonitorFigures& figures = monitor->second.figures;
    return exact(operand.figure == ClaimFigure::Alive  ? figures.alive
                 : operand.figure == ClaimFigure::Late ? figures.late
                                                       : figures.lost);
}

Known inObservation(const ClaimOperand& operand, const Observation& observation)
{
    switch (operand.figure) {
    case ClaimFigure::Number:
        return exact(operand.number);
    case ClaimFigure::OfRole:
        return ofRole(operand, observation);
    case ClaimFigure::Alive:
    case ClaimFigure::Late:
    case ClaimFigure::LostHearts:
        return ofHearts(operand, observation);
    case ClaimFigure::StateRunning: {
        // A node that was taken out of the run is not there.
        const auto node = observation.nodes.find(operand.node);
        return exact(node != observation.nodes.end() && node->second.state == NodeState::Running ? 1 : 0);
    }
    default:
        break;
    }
    if (!operand.node.empty())
        return overSockets(operand, observation);
    if (!operand.wire.empty()) {
        const auto wire = observation.wires.find(operand.wire);
        return wire == observation.wires.end() ? Known() : ofWire(operand, wire->second);
    }
    const auto socket = observation.sockets.find(operand.socket);
    return socket == observation.sockets.end() ? Known() : ofSocket(operand, socket->second);
}

bool isThere(const ClaimOperand& operand, const Observation& observation)
{
    if (!operand.wire.empty())
        return observation.wires.contains(operand.wire);
    if (!operand.socket.node.empty())
        return observation.sockets.contains(operand.socket);
    return std::ranges::any_of(observation.sockets, [&](const auto& row) { return row.first.node == operand.node; });
}

} // namespace

std::span<const ClaimFigureInfo> claimFigures() { return Figures; }

const ClaimFigureInfo* claimFigureByName(std::string_view name)
{
    const auto* found = std::ranges::find(Figures, name, &ClaimFigureInfo::name);
    return found == Figures.end() ? nullptr : found;
}

const ClaimFigureInfo* claimFigureInfo(ClaimFigure figure)
{
    const auto* found = std::ranges::find(Figures, figure, &ClaimFigureInfo::figure);
    return found == Figures.end() ? nullptr : found;
}

Figure<double> valueOf(const ClaimOperand& operand, const Observation& now, const Observation& begin)
{
    const Known value = inObservation(operand, now);
    const ClaimFigureInfo* figure = claimFigureInfo(operand.figure);
    if (!figure || !figure->counts || operand.total || !value.known())
        return value;
    const Known before = inObservation(operand, begin);
    if (before.known())
        return {value.value - before.value, std::max(value.quality, before.quality)};
    // What was not sampled then had not begun to count. Losses may have been there without being known.
    const bool samples = operand.figure == ClaimFigure::Received || operand.figure == ClaimFigure::Sent;
    return samples || !isThere(operand, begin) ? value : Known();
}

} // namespace zeroloom
