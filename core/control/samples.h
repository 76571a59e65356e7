// What a host tells of itself: plain values, cumulative since the node started, so that a watcher that misses a batch
// loses resolution and never truth. core/observe makes rates and depths of them.
//
// All times are nanoseconds of the machine's monotonic clock unless said.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/value.h"
#include "core/liveness/heart.h"
#include "core/model/topology.h"

namespace zeroloom {

enum class NodeState : std::uint8_t {
    Starting, Running,
    Exited,   // ended by itself: a program that returned, a source that sent its count
    Failed,   // `error` says why
    Lost,     // its host died; set by the watcher
    Stopped,
};

// A host process as its driver sees it.
enum class HostState : std::uint8_t { Starting, Running, Draining, Stopped, Lost };

enum class ConnectionState : std::uint8_t {
    Unknown,       // the other end is not ours and says nothing
    Idle,          // not bound or connected yet
    Listening,     // bound, nobody has come through this wire yet
    Connecting,
    Connected,     // handshake done (or no handshake exists: inproc, ZMTP 2)
    Disconnected,  // was connected
    Refused,       // the handshake failed and libzmq will not try again
    Failed,        // could not bind or connect at all: `detail` says why
};

// Log-bucket histogram of nanoseconds: bucket i counts values in [2^(i/4), 2^((i+1)/4)), i from 0 to 159 (to about
// 18 minutes). A quantile read from it is within 19% of the true value.
struct LatencyHistogram {
    std::array<std::uint64_t, 160> buckets{};
    std::uint64_t count = 0;
    std::uint64_t maximum = 0;
    void add(std::uint64_t nanoseconds);
    static std::size_t bucketOf(std::uint64_t nanoseconds);
    std::uint64_t quantile(double q) const;  // 0 when empty
    void merge(const LatencyHistogram& other);
    // Counts only grow, so what was added shows in the count first.
    bool operator==(const LatencyHistogram& other) const
    {
        return count == other.count && maximum == other.maximum && buckets == other.buckets;
    }
};

struct SocketSample {
    SocketRef socket;
    std::uint64_t sent = 0, received = 0;            // messages (a multi-part message is one)
    std::uint64_t bytesSent = 0, bytesReceived = 0;  // payload of all frames
    std::uint64_t muteNs = 0;                        // total time in the mute state
    bool muted = false;
    std::uint64_t unroutable = 0;     // ROUTER: no peer of that routing id; in `sent`, in no wire's
    std::uint64_t droppedAtLimit = 0; // ROUTER: dropped at a peer's high-water mark; in `sent` and in the wire's, whose
                                      // receiver sees the gap
    bool idle = false;                               // a receive just found nothing waiting
    std::string error;                               // why it does not work, or empty
    bool operator==(const SocketSample&) const = default;
};

// One direction of a wire as its receiving end counts it, from the stamps. The sender numbers its messages for each
// topic; for each wire where it chose the wire itself (ROUTER, REP); otherwise for the whole socket, so that behind a
// socket that goes round several wires (PUSH, DEALER, REQ) skipped numbers say nothing. Figures of several topics are
// summed. When the sender starts anew so do its numbers, and lastSequence with them; the other figures go on.
struct FlowSample {
    std::uint64_t received = 0;       // messages that came through this wire
    std::uint64_t bytes = 0;
    bool attributed = false;          // whether every message could be assigned to a wire
    std::uint64_t stamped = 0;        // of them, those that bore a stamp
    std::uint64_t beforeFirst = 0;    // sequence numbers that were sent before the first one that arrived (slow joiner)
    std::uint64_t gaps = 0;           // sequence numbers that were skipped while the connection held
    std::uint64_t gapsReconnect = 0;  // sequence numbers that were skipped across a reconnect
    std::uint64_t lastSequence = 0;   // highest seen, counted from 1; 0: none
    LatencyHistogram latency;         // send to receive of this hop
    bool operator==(const FlowSample&) const = default;
};

// What the relay has of a wire that goes through one (PlannedWire::fault), by directions as seen from its connecting end,
// whose host runs it.
struct RelaySample {
    std::uint64_t heldOut = 0, heldIn = 0;       // bytes that are in it now
    std::uint64_t droppedOut = 0, droppedIn = 0; // messages
    bool operator==(const RelaySample&) const = default;
};

// One end of a wire, as the host that owns the end sees it.
struct WireEndSample {
    WireId wire;
    WireEnd end = WireEnd::From;
    ConnectionState state = ConnectionState::Idle;
    std::string detail;               // in words: "connection refused; tries again in 134 ms"
    std::string endpoint;             // resolved
    std::uint64_t connects = 0;       // how often it came up
    std::uint64_t disconnects = 0;
    // Messages that this end sent into this wire, when that is known: one wire at the socket, a publisher's matching
    // messages, a ROUTER's by routing id. -1: not known (one of several behind a round-robin).
    std::int64_t sent = -1;
    FlowSample flow;                  // what this end received
    bool hasTcp = false;              // tcp only; from TCP_INFO, SIOCOUTQ, SIOCINQ
    std::uint32_t rttUs = 0;
    std::uint64_t unsentBytes = 0, unackedBytes = 0, unreadBytes = 0;
    std::uint64_t tcpBytesSent = 0, tcpBytesReceived = 0;
    RelaySample relay{};              // of the connecting end
    bool operator==(const WireEndSample&) const = default;
};

struct NodeSample {
    NodeId node;
    NodeState state = NodeState::Starting;
    std::string error;
    std::int64_t processId = 0;       // programs; 0 otherwise
    Values figures;                   // what the role reports of itself: {"retries": 3, "in_flight": 1}
    bool operator==(const NodeSample&) const = default;
};

enum class EventSeverity : std::uint8_t { Info, Warning, Error };

struct HostEvent {
    std::uint64_t number = 0;         // from 1, without gaps, for each host
    std::uint64_t timeNs = 0;
    EventSeverity severity = EventSeverity::Info;
    std::string kind;                 // "CONNECTED", "node-started", "program-output", ...
    NodeId node;
    SocketId socket;
    WireId wire;
    std::string endpoint;
    std::string text;
    bool operator==(const HostEvent&) const = default;
};

struct EventTotals {
    std::uint64_t connected = 0, accepted = 0, disconnected = 0, handshakeFailed = 0;
    bool operator==(const EventTotals&) const = default;
};

// A message that was looked at as it passed a socket (PlannedSocket::tap).
struct MessageSample {
    std::uint64_t number = 0;  // from 1, without gaps, for each host
    std::uint64_t timeNs = 0;  // when it passed
    SocketRef socket;
    bool received = false;     // else sent
    WireId wire;               // through which it came, or into which it was sent; empty: not known, or several
    std::vector<std::string> frames;  // in order, the routing id of a ROUTER among them; each up to MessageFrameKept bytes
    std::vector<std::uint64_t> sizes; // of the frames as they were
    // From the stamp of its payload (core/role/stamp.h); 0: it has none. Numbers of sockets as in PlannedSocket.
    std::uint64_t origin = 0, hop = 0, hopSequence = 0;
    std::uint16_t topic = 0;
    std::uint64_t sentNs = 0;  // by the last hop; 0: not known
    std::uint64_t leftOut = 0; // messages of this socket and direction that passed unlooked-at since the one before
    bool operator==(const MessageSample&) const = default;
};
inline constexpr std::size_t MessageFrameKept = 1024;

struct HeartSample {
    NodeId monitor;
    Heart heart;
    bool operator==(const HeartSample&) const = default;
};

struct HeartMonitorSample {
    NodeId monitor;
    std::uint64_t life = 0;           // another one: it was started anew, and rows of its hearts from before are void
    HeartMonitorFigures figures;
    bool operator==(const HeartMonitorSample&) const = default;
};

struct HeartChangeSample {
    std::uint64_t number = 0;         // from 1, without gaps, for each host
    NodeId monitor;
    HeartChange change;
    bool operator==(const HeartChangeSample&) const = default;
};

// What a watcher gets about ten times a second. Rows that did not change since the batch that the watcher had are left
// out; `complete` says that none were.
struct HostBatch {
    HostId host;
    std::uint64_t number = 0;
    std::uint64_t timeNs = 0;         // when the counters were read
    std::int64_t processId = 0;
    std::uint64_t startedNs = 0;
    std::uint64_t cpuNs = 0;          // of the whole process, since its start
    std::uint64_t residentBytes = 0;
    std::uint32_t threads = 0;
    bool complete = false;
    std::vector<NodeSample> nodes;
    std::vector<SocketSample> sockets;
    std::vector<WireEndSample> ends;
    std::vector<HostEvent> events;
    std::uint64_t eventsLeftOut = 0;  // that were overwritten before this watcher asked
    EventTotals totals;
    std::vector<HeartMonitorSample> monitors;
    std::vector<HeartSample> hearts;
    std::vector<HeartChangeSample> heartChanges;
    std::uint64_t heartChangesLeftOut = 0; // that were overwritten before this watcher asked
    std::vector<MessageSample> messages;
    std::uint64_t messagesLeftOut = 0; // that were overwritten before this watcher asked
    std::uint64_t lastHeartChange = 0;     // the number of the newest; what is missing up to it comes in the next batches
    bool operator==(const HostBatch&) const = default;
};

}  // namespace zeroloom
