// Answers watchers with batches: each gets what changed since the batch that it has, at most one at a time.
//
// Owned and used by the control server's thread. Never blocks: a watcher that does not read loses its batches.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include <zmq.hpp>

#include "core/control/control_messages.h"
#include "core/control/samples.h"
#include "core/host/changed_rows.h"
#include "core/host/heart_rows.h"
#include "core/host/numbered_ring.h"

namespace zeroloom {

class TelemetryPublisher {
public:
    // `socket` is the telemetry ROUTER, bound; it outlives the publisher.
    explicit TelemetryPublisher(zmq::socket_t& socket);

    // Takes in the wishes that have come. A watcher that asks twice has one wish, the later.
    void takeRequests();
    bool somebodyWaits() const { return !m_waiting.empty(); }

    // `fresh` was just read, complete but for its hearts, which are those that changed. Becomes the next batch; its
    // events, messages and changes of hearts are kept for those who come later.
    void update(HostBatch fresh);
    // Sends their batch to all who wait.
    void answer();

    std::uint64_t number() const { return m_header.number; }

private:
    using EndKey = std::pair<std::string, WireEnd>;
    struct EndKeyHash {
        std::size_t operator()(const EndKey& key) const
        {
            return std::hash<std::string>()(key.first) * 2 + static_cast<std::size_t>(key.second);
        }
    };
    static NodeId keyOfNode(const NodeSample& row) { return row.node; }
    static SocketRef keyOfSocket(const SocketSample& row) { return row.socket; }
    static NodeId keyOfMonitor(const HeartMonitorSample& row) { return row.monitor; }
    static EndKey keyOfEnd(const WireEndSample& row) { return {row.wire.text(), row.end}; }

    HostBatch batchFor(const WatchRequest& request) const;
    void send(const std::string& watcher, const std::string& bytes);

    zmq::socket_t& m_socket;
    std::map<std::string, WatchRequest> m_waiting; // by the watcher's routing id
    HostBatch m_header;                            // the last one, without rows and events
    ChangedRows<NodeSample, NodeId, keyOfNode> m_nodes;
    ChangedRows<SocketSample, SocketRef, keyOfSocket> m_sockets;
    ChangedRows<WireEndSample, EndKey, keyOfEnd, EndKeyHash> m_ends;
    ChangedRows<HeartMonitorSample, NodeId, keyOfMonitor> m_monitors;
    HeartRows m_hearts;
    EventRing m_events;
    HeartChangeRing m_heartChanges;
    MessageRing m_messages;
};

} // namespace zeroloom
