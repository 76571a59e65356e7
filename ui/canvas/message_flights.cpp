#include "ui/canvas/message_flights.h"

#include <algorithm>
#include <cmath>

#include "core/model/runner.h"
#include "core/plan/plan.h"

namespace zeroloom {
namespace {

constexpr std::size_t MostFlights = 400;
constexpr double LongestHopMs = 3000;  // a message that waited longer was not on its way, but in a queue
constexpr double MostBehindMs = 1500;  // a loop that turns faster than dots fly must not fall behind for ever
constexpr double ShortestPart = 0.35;  // of a flight
constexpr double PartToBreak = 0.6;    // of a flight, for one that is dropped
constexpr double NewestBehindMs = 300; // messages are told ten times a second: this much evens that out
constexpr double RememberMs = 10'000;

double sentMs(const ObservedMessage& message)
{
    const MessageSample& sample = message.message;
    const double passed = message.seconds * 1000;
    if (!sample.received || sample.sentNs == 0 || sample.sentNs > sample.timeNs)
        return passed;
    return passed - std::min(static_cast<double>(sample.timeNs - sample.sentNs) / 1e6, LongestHopMs);
}

double rateOf(const WireObservation& wire)
{
    Figure<double> total;
    addKnown(total, shownRate(wire.forward));
    addKnown(total, shownRate(wire.backward));
    return total.value;
}

} // namespace

void MessageFlights::setTopology(const Topology& topology)
{
    m_wires.clear();
    m_makers.clear();
    m_order.clear();
    m_others.clear();
    for (const Wire& wire : topology.wires)
        m_wires[wire.id] = {wire.from, wire.to};
    for (const Node& node : topology.nodes) {
        m_order.emplace(node.id, m_order.size());
        if (runnerOf(node) != Runner::Zeroloom)
            m_others.insert(node.id);
        for (const Socket& socket : node.sockets)
            m_makers[socketNumber({node.id, socket.id})] = node.id;
    }
    std::erase_if(m_flights, [&](const MessageFlight& flight) { return !m_wires.contains(flight.wire); });
}

void MessageFlights::setRates(const Observation& observation)
{
    m_slowRate = 0;
    for (const auto& [id, wire] : observation.wires) {
        const double rate = rateOf(wire);
        // A rate about the limit must not switch dots on and off.
        const double limit = m_fast.contains(id) ? WireRateLimit : WireRateLimit * 1.25;
        if (rate > limit) {
            m_fast.insert(id);
        } else {
            m_fast.erase(id);
            m_slowRate += rate;
        }
    }
}

std::size_t MessageFlights::indexOf(const NodeId& node) const
{
    const auto found = m_order.find(node);
    return found == m_order.end() ? m_order.size() : found->second;
}

bool MessageFlights::describeWay(const WireId& id, MessageFlight& flight) const
{
    const MessageSample& sample = flight.message.message;
    const auto wire = m_wires.find(id);
    if (wire == m_wires.end() || !isSlow(id))
        return false;
    const bool atFrom = sample.socket == wire->second.from;
    if (!atFrom && sample.socket != wire->second.to)
        return false;
    const SocketRef& peer = atFrom ? wire->second.to : wire->second.from;
    flight.wire = id;
    flight.sender = sample.received ? peer : sample.socket;
    flight.receiver = sample.received ? sample.socket : peer;
    flight.backward = flight.sender == wire->second.to;
    const auto maker = m_makers.find(sample.origin);
    flight.maker = maker == m_makers.end() ? flight.sender.node : maker->second;
    return true;
}

// False when there is nothing to show of it: another sample shows it, its wire is not known, or too much passes there.
bool MessageFlights::describe(const ObservedMessage& message, MessageFlight& flight) const
{
    flight.message = message;
    if (message.message.wire.empty() || !describeWay(message.message.wire, flight))
        return false;
    // What ours receives is shown then; what nobody here receives, when it is sent.
    return message.message.received || m_others.contains(flight.receiver.node);
}

void MessageFlights::take(const std::vector<ObservedMessage>& messages, double now)
{
    std::vector<MessageFlight> taken;
    for (const ObservedMessage& message : messages) {
        MessageFlight flight;
        if (describe(message, flight))
            taken.push_back(std::move(flight));
    }
    if (taken.empty())
        return;
    // Hosts tell one after another; times tell what came first.
    std::stable_sort(taken.begin(), taken.end(), [](const MessageFlight& a, const MessageFlight& b) {
        return sentMs(a.message) < sentMs(b.message);
    });
    synchronise(taken, now);
    for (MessageFlight& flight : taken) {
        if (m_flights.size() >= MostFlights)
            break;
        schedule(flight, now);
        m_flights.push_back(std::move(flight));
    }
}

void MessageFlights::takeDropped(const std::vector<DroppedMessage>& dropped, double now)
{
    for (const DroppedMessage& one : dropped) {
        MessageFlight flight;
        flight.message = one.message;
        flight.dropped = true;
        if (m_flights.size() >= MostFlights || !describeWay(one.wire, flight))
            continue;
        schedule(flight, now);
        m_flights.push_back(std::move(flight));
    }
}

// The oldest is not late, as long as the newest is not held back for long.
void MessageFlights::synchronise(const std::vector<MessageFlight>& taken, double now)
{
    const double least = now - sentMs(taken.front().message);
    const double most = now + NewestBehindMs - sentMs(taken.back().message);
    if (!m_synchronised)
        m_offset = least;
    m_offset = std::min(std::max(m_offset, least), most);
    m_synchronised = true;
}

void MessageFlights::schedule(MessageFlight& flight, double now)
{
    const double sent = sentMs(flight.message);
    const double received = flight.message.seconds * 1000;
    // Dropped ones alone tell nothing of the offset.
    const double natural = m_synchronised ? std::max(now, sent + m_offset) : now;
    double start = natural;
    if (const auto arrivals = m_arrivals.find(flight.sender.node); arrivals != m_arrivals.end())
        for (const Passed& passed : arrivals->second)
            if (passed.received <= sent)
                start = std::max(start, passed.shown);
    start = std::min(start, natural + MostBehindMs);
    // The further behind, the faster: so a loop comes to a steady pace instead.
    const double part = std::max(ShortestPart, 1 - (start - natural) / MostBehindMs);
    flight.start = start;
    flight.duration = std::max(FlightMs * part, std::min(received - sent, LongestHopMs));
    if (flight.dropped) {
        flight.duration = FlightMs * part * PartToBreak;
        return;
    }
    std::deque<Passed>& arrivals = m_arrivals[flight.receiver.node];
    arrivals.push_back({received, start + flight.duration});
    while (!arrivals.empty() && arrivals.front().received < received - RememberMs)
        arrivals.pop_front();
}

void MessageFlights::advance(double now)
{
    std::erase_if(m_flights, [now](const MessageFlight& flight) { return flight.isOver(now); });
}

void MessageFlights::clear()
{
    m_flights.clear();
    m_arrivals.clear();
    m_fast.clear();
    m_slowRate = 0;
    m_synchronised = false;
}

} // namespace zeroloom
