// What is counted of each node, socket and wire end. Counters are written by one thread (the node's loop) and read by
// the sampler; the rest says how it is guarded. Shared by the loop, the monitor and the runtime, so that nobody reads
// what has gone.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/control/samples.h"
#include "core/host/atomic_histogram.h"
#include "core/host/connection_addresses.h"
#include "core/plan/plan.h"
#include "core/role/role_node.h"

namespace zeroloom {

class WireRelay;

// What a wire's receiving end counts; see FlowSample.
struct FlowCounters {
    RelaxedCounter received, bytes, stamped, beforeFirst, gaps, gapsReconnect, lastSequence;
    AtomicHistogram latency;
};

// What a wire's relay has in it and took out, by directions as seen from the wire's socket. The relays' thread's.
struct RelayCounters {
    RelaxedCounter heldOut, heldIn;       // bytes
    RelaxedCounter droppedOut, droppedIn; // messages
};

// One end of a wire. Lives as long as the wire stays at the socket.
struct WireRecord {
    WireRecord(PlannedWire wire, bool peerRunsHere) : plan(std::move(wire)), peerHere(peerRunsHere), fault(plan.fault)
    {
    }

    const PlannedWire plan;
    const bool peerHere; // the peer's node runs in this host
    std::string peerRoutingId; // the loop's: of whatever type, where the wire is inproc and a relay may stand for it
    FlowCounters flow;   // the loop's
    RelaxedCounter sent; // the loop's
    RelayCounters relay;
    WireFault fault;                // the loop's
    std::weak_ptr<WireRelay> carrier; // the loop's: the relay that all copies of the socket go through
    std::atomic<bool> sentKnown{false};
    std::atomic<std::uint32_t> disconnects{0}; // an epoch for the loop; of inproc wires written by it and the runtime's
                                               // thread, else by the monitor
    // Guarded by the SocketRecord's mutex.
    ConnectionState state = ConnectionState::Idle;
    std::string detail;
    std::string endpoint; // resolved: what is bound or connected to; empty: neither yet
    std::string via;      // the relay that is connected to in its place; empty: none
    std::string unreached; // why the relay does not reach the endpoint; empty: it does
    std::uint64_t connects = 0;
    std::uint64_t attempts = 0; // failed ones since it was last connected
    std::string refusal;        // why the last handshake since then failed
};

using WireRecordPtr = std::shared_ptr<WireRecord>;

// A connection of a socket, as its monitor told of it.
struct Connection {
    int descriptor = -1;
    std::uint64_t reader = 0; // the monitor reader that told of it: a reopened socket has another
    bool accepted = false;
    bool handshaken = false;
    std::string endpoint; // of the socket's own bind, or that it connected to
    ConnectionAddresses addresses;
    std::uint64_t openedNs = 0;
    WireRecordPtr wire;   // nullptr: not known yet
    bool guessed = false; // assigned because no other wire was left
};

class MessageTap;

struct SocketRecord {
    SocketRecord(SocketRef socketRef, const PlannedSocket& planned)
        : ref(std::move(socketRef)), type(planned.type), number(planned.number)
    {
    }

    const SocketRef ref;
    const SocketType type;
    const std::uint64_t number;

    // The loop's.
    RelaxedCounter sent, received, bytesSent, bytesReceived, unroutable, droppedAtLimit, unattributed;
    RelaxedCounter muteNs, mutedSince; // mutedSince 0: not mute
    std::atomic<bool> idle{false};
    std::uint64_t stepsLeft = 0; // the loop's alone: messages that may pass though it is held
    // Connections of which nobody knows the wire yet: the loop looks at messages' connections while there are any.
    std::atomic<int> unidentified{0};
    // It was opened anew and has its inproc address back, to which peers do not come back by themselves. The loop says
    // so; the runtime's thread takes the word and connects them.
    std::atomic<bool> awaitsInprocPeers{false};

    std::shared_ptr<MessageTap> tap; // the loop's; of all copies

    std::mutex mutex;
    std::vector<WireRecordPtr> wires;    // guarded by mutex
    std::vector<Connection> connections; // guarded by mutex; written by the monitor
    std::string error;                   // guarded by mutex
};

using SocketRecordPtr = std::shared_ptr<SocketRecord>;

struct NodeRecord {
    explicit NodeRecord(NodeId nodeId) : id(std::move(nodeId)) {}

    const NodeId id;
    std::atomic<NodeState> state{NodeState::Starting};
    std::atomic<std::int64_t> processId{0};
    std::atomic<bool> busy{false};        // holds a message between receiving and sending
    AtomicHistogram roundTrips;           // the loop's
    std::shared_ptr<RoleNode> role;       // set before the node is shared; figures() and hearts() only
    std::vector<SocketRecordPtr> sockets; // set before the node is shared

    std::mutex mutex;
    std::string error;        // guarded by mutex
    std::uint64_t starts = 0; // guarded by mutex; programs
    std::string ending;       // guarded by mutex; programs: how it ended, in words
};

using NodeRecordPtr = std::shared_ptr<NodeRecord>;

} // namespace zeroloom
