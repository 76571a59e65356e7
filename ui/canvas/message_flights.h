// When each message that was looked at moves along its wire on the screen. Real hops take microseconds and a dot half a
// second, so that time is stretched and order kept: a dot leaves a node no sooner than those arrive that the node had
// received before it sent.
//
// A value without a clock: times of the screen are passed in, in milliseconds. GUI thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/observe/dropped_messages.h"
#include "core/observe/observer.h"

namespace zeroloom {

struct MessageFlight {
    ObservedMessage message;
    WireId wire;
    bool backward = false; // from the wire's `to` to its `from`
    SocketRef sender, receiver;
    NodeId maker; // of the payload; its colour
    double start = 0, duration = 0;
    bool dropped = false; // on its way: it ends where the wire breaks, and falls
    static constexpr double FallMs = 1100;
    // Of its way, or of that to the break, 0 to 1; outside of that it is not on the wire.
    double at(double now) const { return duration > 0 ? (now - start) / duration : 2; }
    // Of its fall, 0 to 1; before that it has not begun.
    double fallen(double now) const { return (now - start - duration) / FallMs; }
    bool isOver(double now) const { return dropped ? fallen(now) >= 1 : at(now) >= 1; }
};

class MessageFlights {
public:
    static constexpr double FlightMs = 600;
    static constexpr double WireRateLimit = 20; // messages a second, both ways

    // Names of sockets, and who is run by somebody else.
    void setTopology(const Topology& topology);
    // Rates: which wires are slow enough for dots.
    void setRates(const Observation& observation);
    bool isSlow(const WireId& wire) const { return !m_fast.contains(wire); }
    // Messages a second over all slow wires, as far as it is known.
    double slowRate() const { return m_slowRate; }

    // Messages that passed since the last call. Those that are nothing to show are left out.
    void take(const std::vector<ObservedMessage>& messages, double now);
    // Those that are known since the last call to have been dropped: later than those beside them have arrived.
    void takeDropped(const std::vector<DroppedMessage>& dropped, double now);
    // Ends those that have arrived or fallen.
    void advance(double now);
    void clear();

    const std::deque<MessageFlight>& flights() const { return m_flights; } // in the order in which they were taken
    bool empty() const { return m_flights.empty(); }
    // The place of a node among those of the topology: gives its colour.
    std::size_t indexOf(const NodeId& node) const;

private:
    struct Passed {
        double received = 0; // ms of the run
        double shown = 0;    // ms of the screen
    };
    struct Ends {
        SocketRef from, to;
    };

    bool describe(const ObservedMessage& message, MessageFlight& flight) const;
    // The rest of it, of a message at an end of this wire. False when that is not shown.
    bool describeWay(const WireId& wire, MessageFlight& flight) const;
    void schedule(MessageFlight& flight, double now);
    void synchronise(const std::vector<MessageFlight>& taken, double now);

    std::unordered_map<WireId, Ends> m_wires;
    std::unordered_map<std::uint64_t, NodeId> m_makers; // by the numbers of their sockets
    std::unordered_map<NodeId, std::size_t> m_order;
    std::unordered_set<NodeId> m_others; // run by somebody else, or programs
    std::unordered_set<WireId> m_fast;
    double m_slowRate = 0;
    std::deque<MessageFlight> m_flights;
    std::unordered_map<NodeId, std::deque<Passed>> m_arrivals;
    double m_offset = 0; // from ms of the run to ms of the screen
    bool m_synchronised = false;
};

} // namespace zeroloom
