// What is known of a running topology at one moment, ready to be shown: every figure exact, estimated or unknown.
//
// Published as shared const values; callable from any thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/ids.h"
#include "core/base/value.h"
#include "core/control/samples.h"

namespace zeroloom {

enum class Quality : std::uint8_t { Exact, Estimated, Unknown };
std::string_view name(Quality quality); // "exact"

// A figure that is unknown has no value; it is never shown as 0.
template <typename T>
struct Figure {
    T value{};
    Quality quality = Quality::Unknown;
    bool known() const { return quality != Quality::Unknown; }
    static Figure exact(T v) { return {v, Quality::Exact}; }
    static Figure estimated(T v) { return {v, Quality::Estimated}; }
    bool operator==(const Figure&) const = default;
};

// Adds to a total what is known of one part.
inline void addKnown(Figure<double>& total, const Figure<double>& part)
{
    if (part.known())
        total = {total.value + part.value, total.known() ? std::max(total.quality, part.quality) : part.quality};
}

struct LossCounts {
    std::uint64_t highWaterMark = 0, noSubscriber = 0, unroutable = 0, reconnect = 0, unexplained = 0;
    std::uint64_t fault = 0; // dropped on purpose, by a relay on the way
    std::uint64_t total() const { return highWaterMark + noSubscriber + unroutable + reconnect + unexplained + fault; }
    bool operator==(const LossCounts&) const = default;
};

struct LatencySummary {      // microseconds
    std::uint64_t count = 0; // 0: no percentiles, either because nothing came or because the quality is Unknown
    double p50 = 0, p90 = 0, p99 = 0, max = 0;
    Quality quality = Quality::Unknown; // Unknown where the two ends may go by two clocks, as on two machines
};

struct SocketObservation {
    SocketRef socket;
    std::uint64_t sent = 0, received = 0, bytesSent = 0, bytesReceived = 0;
    Figure<double> sendRate, receiveRate;         // messages/s over the last second
    Figure<double> sendByteRate, receiveByteRate; // bytes/s
    double muteSeconds = 0;
    bool muted = false;
    Figure<std::uint64_t> queueOut, queueIn; // messages waiting in the sender's and in the receiver's queues
    Figure<LossCounts> lost;                 // of what this socket sent
    LatencySummary latency;                  // of what this socket received
    std::string error;
    bool held = false; // no message passes, but for single steps
};

// One direction of a wire.
struct FlowObservation {
    Figure<std::uint64_t> sent, received;
    Figure<double> rate, byteRate; // messages/s and bytes/s received, over the last second
    Figure<double> sentRate;       // messages/s sent into the wire, where the sender counts them for this wire alone
    Figure<std::uint64_t> depth;   // sent and neither received nor lost
    // The depth, split: the sender's queue, the kernel's buffers (unknown: then the sender's has them, too), the
    // receiver's queue.
    Figure<std::uint64_t> queueOut, inKernel, queueIn;
    Figure<std::uint64_t> tcpBytes; // carried by the kernel, with the protocol's framing; tcp only
    Figure<LossCounts> lost;
    // Taken out by a relay on the way, as it counts them: exact, and known before a later message proves the loss.
    std::uint64_t droppedByFault = 0;
    LatencySummary latency;
};

// The rate to show of a flow: what was received, or else what is known to be sent.
inline const Figure<double>& shownRate(const FlowObservation& flow)
{
    return flow.rate.known() ? flow.rate : flow.sentRate;
}

struct WireEndObservation {
    ConnectionState state = ConnectionState::Unknown;
    std::string detail;
    std::uint64_t connects = 0, disconnects = 0;
};

struct WireObservation {
    WireId wire;
    std::string endpoint; // resolved
    WireEnd bind = WireEnd::From;
    WireEndObservation from, to;
    FlowObservation forward, backward; // backward: replies, and what the `to` end sends
    std::uint64_t depthLimit = 0;      // both high-water marks together; 0: unlimited, no gauge
    double fill = 0;                   // forward depth / depthLimit, 0 to 1; 0 when not known
    bool muted = false;                // the sender cannot send because this wire is full
    Figure<double> rttUs;              // tcp only
    Figure<std::uint64_t> unsentBytes, unackedBytes;
    std::string fault{}; // what was done to it, in words: "cut", "drops 10%"; empty: nothing
};

struct NodeObservation {
    NodeId node;
    HostId host;
    NodeState state = NodeState::Starting;
    std::string error;
    std::int64_t processId = 0;
    Values figures;
    // Words when this node runs and is what holds the others up, to be read after its name: "jams at 100 of 1,000/s".
    // Empty otherwise.
    std::string jam;
    std::string condition{}; // what was done to it, in words: "killed", "slowed by 50ms"; empty: nothing
};

struct HostObservation {
    HostId host;
    HostState state = HostState::Starting;
    std::int64_t processId = 0;
    std::string detail;
    double uptimeSeconds = 0, cpuFraction = 0; // of one core
    std::uint64_t residentBytes = 0;
    std::uint32_t threads = 0;
    double toldSeconds = 0; // when its counters were read last, since the run started
};

// A node that watches hearts, and those that it knows.
struct HeartMonitorObservation {
    NodeId node;
    HeartMonitorFigures figures;
    // In the order of Heart::number; numbers of hearts that the monitor gave up are missing. Never null. Shared between
    // observations while none of them changed.
    std::shared_ptr<const std::vector<Heart>> hearts;
    // When all this was true: the time of its host's last batch. An age is nowNs less a time of a heart.
    std::uint64_t nowNs = 0;
    double nowSeconds = 0; // the same since the run started
    bool running = true;   // false: the monitor or its host has ended or is lost; hearts keep their last states, which
                           // are true of nowNs and of no time after it
};

// What is known to be lost. When it is not whole, some sender's losses are not known and come on top.
struct LossTotal {
    std::uint64_t known = 0;
    bool whole = true;
    bool operator==(const LossTotal&) const = default;
};

struct Observation {
    double seconds = 0; // since the run started
    std::unordered_map<NodeId, NodeObservation> nodes;
    std::unordered_map<SocketRef, SocketObservation> sockets;
    std::unordered_map<WireId, WireObservation> wires;
    std::map<HostId, HostObservation> hosts;
    std::map<NodeId, HeartMonitorObservation> monitors;
    EventTotals totals;
    Figure<double> messagesInPerSecond, messagesOutPerSecond; // of the sockets whose rates are known
    LossTotal lost;
};

using ObservationPtr = std::shared_ptr<const Observation>;

} // namespace zeroloom
