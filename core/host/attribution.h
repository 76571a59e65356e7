// Which wire a message came through or goes into. Owned by the socket's loop.
//
// In order: the only wire; the stamp's last sender is the peer of one; the connection bears the peer's name
// (ZMQ_METADATA, told once at its handshake); the connection's descriptor is known from the monitor.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <zmq.h>

#include "core/host/flow_meter.h"
#include "core/host/records.h"

namespace zeroloom {

// The name under which each of our sockets tells its peers who it is: "node.socket".
inline constexpr const char* NameProperty = "X-Zeroloom";

// A wire as its socket's loop keeps it.
struct WireTrack {
    WireRecordPtr record;
    std::string peerName;         // as it tells itself (NameProperty)
    std::uint64_t peerNumber = 0; // as it stands in stamps
    FlowMeter meter;
    std::uint64_t sequence = 0; // of what was sent to this wire alone (ROUTER, REP)
    bool shared = false;        // there was another wire beside it, so who got what is not known
    // Publishers: the peer's subscriptions, when they are known, and whether it wants each of our topics.
    std::optional<std::vector<std::string>> subscriptions;
    std::vector<bool> matches;
};

class Attribution {
public:
    explicit Attribution(SocketRecordPtr socket) : m_socket(std::move(socket)) {}

    void setWires(const std::vector<WireRecordPtr>& wires);
    const std::vector<std::unique_ptr<WireTrack>>& wires() const { return m_wires; }
    WireTrack* onlyWire() const { return m_wires.size() == 1 ? m_wires.front().get() : nullptr; }

    // nullptr when nothing tells. `frame` is one of the message's.
    WireTrack* wireOf(zmq_msg_t* frame, const std::optional<Stamp>& stamp);

    // Routing ids of a ROUTER's peers, as messages from them told.
    void learn(std::string_view routingId, WireTrack* wire);
    WireTrack* wireTo(std::string_view routingId) const;
    const std::vector<std::string>& routingIds() const { return m_routingIds; }
    void unlearn(std::string_view routingId);

private:
    WireTrack* byName(zmq_msg_t* frame) const;
    WireTrack* byDescriptor(zmq_msg_t* frame);
    WireTrack* trackOf(const WireRecord* record) const;
    void tellConnection(zmq_msg_t* frame, const WireTrack& wire);

    // Enough for every peer of a large ROUTER; beyond it the ones heard of first are forgotten.
    static constexpr std::size_t MostRoutingIds = 20'000;

    const SocketRecordPtr m_socket;
    std::vector<std::unique_ptr<WireTrack>> m_wires;
    std::unordered_map<std::uint64_t, WireTrack*> m_byNumber; // nullptr: two wires from the same peer
    std::unordered_map<std::string, WireTrack*> m_byRoutingId;
    std::vector<std::string> m_routingIds;
};

} // namespace zeroloom
