// What the observer remembers of each host, node, socket and wire between batches. Plain values, one thread.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "core/control/run_session.h"
#include "core/observe/flow_ledger.h"
#include "core/observe/life_track.h"
#include "core/observe/observation.h"
#include "core/observe/observed_wire.h"
#include "core/observe/queue_split.h"
#include "core/observe/rate_window.h"
#include "core/observe/series.h"

namespace zeroloom {

struct HostRow {
    HostReport report;
    bool reported = false;
    std::uint64_t timeNs = 0, startedNs = 0;
    std::uint32_t lives = 1; // grows when the process was started anew
    std::uint64_t residentBytes = 0;
    std::uint32_t threads = 0;
    RateWindow cpu;
    EventTotals totals;       // of this life
    EventTotals totalsBefore; // of earlier ones
};

struct NodeRow {
    NodeSample sample;
    HostId host;
    std::string role;
};

inline constexpr std::size_t SocketMetrics = 9, WireMetrics = 5;

struct WireRow;

// A wire at a socket, and which of its ends the socket is.
struct WireAt {
    WireRow* wire = nullptr;
    WireEnd end = WireEnd::From;
};

struct SocketRow {
    bool known() const { return hostLife != 0; } // it has been sampled
    std::vector<WireAt> wires;                   // in file order; made by ObservedRun::setTopology
    HostId host;
    SocketSample sample;
    std::uint32_t hostLife = 0; // of the last sample
    std::uint64_t firstSeenNs = 0;
    LifeCounter sent, received, bytesSent, bytesReceived, mute, unroutable, dropped;
    std::uint64_t lives = 1;
    RateWindow sendRate, receiveRate, sendBytes, receiveBytes, muteShare;
    std::array<Series, SocketMetrics> series;

    // Round-robin senders: the account over all wires.
    FlowLedger turns;
    TurnsGuess guess;     // what is likely to be in which of them
    FlowCounts goneWires; // what went through wires that are removed now
    bool shared = false;  // had more than one wire at some time
    Figure<std::uint64_t> turnsDepth;
};

// One end of a wire, as last sampled.
struct EndRow {
    bool known = false;
    WireEndSample sample;
    std::uint32_t hostLife = 0;
    bool newLife = false; // since the flow was last brought up to date
    bool fresh = false;   // sampled since then
    LifeCounter connects, disconnects;
    LifeCounter relayDroppedOut, relayDroppedIn;
    LifeCounter tcpSent, tcpReceived; // bytes, over all connections; not known before the first over tcp
};

// Latencies of about the last second: what was counted since a snapshot that is one to two seconds old.
struct RecentLatency {
    LatencyHistogram older, newer;
    std::uint64_t turnedNs = 0;
};

// One direction of a wire.
struct FlowRow {
    ReceiverTrack receiver;
    bool received = false; // the receiver's end has been sampled
    LifeCounter sent;      // where it is known by wire
    bool sentKnown = false;
    std::optional<std::uint64_t> sentBase; // of the socket's count, for wires whose part is that of the whole socket
    // Publishers whose receiver asks on behalf of others: whether it asked for everything at some time, and what was
    // sent since then while it did not.
    bool wanted = false, unwantedNow = false;
    std::uint64_t unwanted = 0;
    std::uint64_t senderLives = 1, disconnectsSeen = 0;
    RateWindow rate, bytes, sentRate;
    FlowLedger ledger;
    std::unique_ptr<RecentLatency> recent; // once somebody wants it
    FlowObservation shown;                 // everything but the rates, tcp's bytes and the latency
};

struct WireRow {
    ObservedWire facts;
    SocketRow* fromSocket = nullptr; // made by ObservedRun::setTopology; never null after it
    SocketRow* toSocket = nullptr;
    EndRow from, to;
    FlowRow forward, backward;
    bool oneClock = false; // both ends run on this machine: their hosts are of this run, and it starts them here
    std::array<Series, WireMetrics> series;

    EndRow& end(WireEnd which) { return which == WireEnd::From ? from : to; }
    const EndRow& end(WireEnd which) const { return which == WireEnd::From ? from : to; }
    const SocketRow& socket(WireEnd which) const { return which == WireEnd::From ? *fromSocket : *toSocket; }
    // Of what the end `sender` sent to the other, in the receiver's present life. Empty without one clock for both
    // ends: the difference of two machines' clocks is no latency.
    const LatencyHistogram& latency(WireEnd sender) const
    {
        static const LatencyHistogram nothing;
        return oneClock ? end(other(sender)).sample.flow.latency : nothing;
    }
    // The direction in which the end `sender` sends.
    FlowRow& flow(WireEnd sender) { return sender == WireEnd::From ? forward : backward; }
    const FlowRow& flow(WireEnd sender) const { return sender == WireEnd::From ? forward : backward; }
};

} // namespace zeroloom
