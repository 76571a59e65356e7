// One ZeroMQ socket of a node: opened, wired, monitored, and counted at every send and receive. All of it, but what
// the record shares, lives on the node's loop thread.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "core/host/attribution.h"
#include "core/host/event_loop.h"
#include "core/host/io_probe.h"
#include "core/host/message_tap.h"
#include "core/host/monitor.h"
#include "core/host/payload_maker.h"
#include "core/host/peer_processes.h"
#include "core/host/records.h"
#include "core/host/socket_wiring.h"
#include "core/host/valve.h"

namespace zeroloom {

// What a socket needs of its host. The host outlives its sockets.
struct SocketServices {
    zmq::context_t& context;
    Monitor& monitor;
    RetiredPools& retiredPools;
    EventLog& log;
    MessageLog& messages;
    IoProbes& probes;
    PeerProcesses& processes;
    WireRelays& relays;
};

// Which of the sockets that share a record. Copies are alike, and a monitor costs three sockets' worth of descriptors,
// so the first is monitored and tells for all.
enum class SocketCopy { First, Another };

class MeteredSocket final : public RoleSocket {
public:
    MeteredSocket(SocketServices& services, PlannedSocket plan, SocketRecordPtr record,
                  SocketCopy copy = SocketCopy::First);
    ~MeteredSocket() override;

    Status open();
    // With LINGER 0. May be called twice.
    void close();
    SocketWiring& wiring() { return m_wiring; }
    const SocketRecordPtr& record() const { return m_record; }
    int descriptor() const { return m_descriptor; }
    // Whether what goes for all copies is told by this one.
    bool tells() const { return m_copy == SocketCopy::First; }

    void addWire(const WireRecordPtr& wire);
    void removeWire(const WireId& id);
    // The wires' topics and the peers' subscriptions have to be looked at again.
    void wiresChanged();
    Status setOption(const std::string& name, const Value& value);
    void changeSubscriptions(const std::vector<std::string>& added, const std::vector<std::string>& removed);
    // Subscriptions of a peer that runs here, so that a publisher knows what goes into the wire.
    void setPeerSubscriptions(const WireId& id, const std::vector<std::string>& subscriptions);

    // Looks at up to so many messages a second of each direction; 0: at none, which costs nothing.
    void setTap(unsigned perSecond);
    // Held, it lets through as many messages as `steps` has grown by since the socket was opened.
    void setValve(bool held, std::uint64_t steps);
    // Each message takes so much longer to be received, or to be sent where the role makes it.
    void setSlow(Nanoseconds slow) { m_valve.setSlow(slow); }
    // When what waits for its time gets through; nullopt: nothing does.
    std::optional<Nanoseconds> opensAt() const { return m_valve.opensAt(); }
    // In place of a call of the role, which hangs: whether something waits for it.
    void lookForInput();

    // Around a call of the role's advance. end returns whether what the role waits for has come meanwhile.
    void beginRound();
    bool endRound();
    void signalled() { m_signalled = true; }
    // The node has the thread for itself: a receive may wait while messages come thick and fast, until `interrupted`;
    // nullptr: it never waits.
    void setMayWait(const std::atomic<bool>* interrupted) { m_interrupted = interrupted; }
    // Called when the socket was replaced: the loop watches another descriptor.
    void setReplaced(std::function<void(int before, int after)> replaced) { m_replaced = std::move(replaced); }

    std::string_view id() const override { return m_plan.id.text(); }
    SocketType type() const override { return m_plan.type; }
    bool isWired() const override { return !m_attribution.wires().empty(); }
    bool receive(Message& into, Patience patience) override;
    std::size_t discard(std::size_t most, Patience patience) override;
    SendOutcome send(Message& message) override;
    void setPayload(const Payload& payload) override;
    GenerateResult generate(std::size_t most, bool timed) override;
    std::size_t burst() const override;
    void reopen() override;
    std::size_t connectedPeers() const override;
    std::string_view peerNode() const override;

private:
    enum class Attempt { Sent, Dropped, Unroutable, WouldBlock };

    // metered_socket.cpp
    Status create();
    void makeRoomForPeers();
    void setOptions();
    void setMandatory();
    bool isPublisher() const { return m_plan.type == SocketType::Pub || m_plan.type == SocketType::XPub; }

    // metered_valve.cpp
    bool hasInput();
    void setIdle(bool idle);
    bool letsIn();
    bool letsOut();
    void passed(Passage way);
    bool receiveThroughValve(Message& into);
    std::size_t discardThroughValve(std::size_t most);
    SendOutcome sendThroughValve(Message& message);
    GenerateResult generateThroughValve(std::size_t most, bool timed);

    // metered_receive.cpp
    bool receiveNow(Message& into, Patience patience);
    std::size_t discardNow(std::size_t most, Patience patience);
    WireTrack* account(zmq_msg_t* payload, std::size_t bytes, std::string_view routingId);
    void nothingWaits();
    int firstFlags(Patience patience) const;
    std::size_t discardDense(std::size_t most);
    void noteDensity();

    // metered_send.cpp
    SendOutcome sendNow(Message& message);
    void endMute();
    Attempt sendFrame(zmq_msg_t* frame, bool more);
    bool hasRoomAfterAll();
    Attempt refused(int error);
    bool wouldBlock();
    void sent(std::size_t messages, std::size_t bytes);
    Stamp nextStamp(std::uint16_t topic, WireTrack* wire, bool timed);
    void advanceSequence(std::uint16_t topic, WireTrack* wire);
    bool restamp(zmq::message_t& payload, WireTrack* wire, std::uint16_t& topic);
    void countWire(WireTrack* wire, bool stamped, std::uint16_t topic);
    void countMatches(std::string_view firstFrame);

    // metered_tap.cpp; all but the first only while there is a tap
    bool beginTapReceived(zmq_msg_t* firstFrame);
    void endTapReceived(bool looked, const WireTrack* wire);
    void tapReceived(Message& message, const WireTrack* wire);
    bool beginTap(const Message& message);
    void tapSent(bool looked, const WireTrack* wire, std::string_view firstFrame);
    const WireTrack* onlyMatch(std::string_view firstFrame) const;

    // metered_generate.cpp
    struct Envelope { // what stands before a generated payload
        std::string_view routingId;
        bool delimiter = false;
        const std::string* topic = nullptr;
    };
    GenerateResult generateNow(std::size_t most, bool timed);
    Attempt sendLeading(const Envelope& envelope, std::size_t& bytes, bool looked);
    Attempt generateOne(const Envelope& envelope, std::uint16_t topic, WireTrack* wire, bool timed,
                        GenerateResult& result);
    GenerateResult generateToPeers(std::size_t most, bool timed);
    bool isAwaited(std::string_view routingId) const;
    GenerateResult generatePlain(std::size_t most, bool timed);
    void countGenerated(std::uint16_t topic);
    bool needsDelimiter() const;
    void matchTopics();

    SocketServices& m_services;
    PlannedSocket m_plan;
    const SocketRecordPtr m_record;
    const SocketCopy m_copy;
    SocketWiring m_wiring;
    Attribution m_attribution;
    Valve m_valve;
    PayloadMaker m_payload;
    std::shared_ptr<MessageTap> m_tap; // nullptr: nobody looks
    void* m_socket = nullptr;
    int m_descriptor = -1;
    std::function<void(int, int)> m_replaced;
    bool m_userMandatory = false; // the person asked for ROUTER_MANDATORY, so a full peer is a mute state
    bool m_canReceive = true;
    bool m_canSend = true;

    // What happened to the socket in this round, for the edge-triggered ZMQ_FD.
    bool m_signalled = false;
    bool m_waitsIn = false;
    bool m_waitsOut = false;
    bool m_unchecked = false; // something was done after the last look at its events

    // Sending.
    const std::uint16_t m_incarnation;
    std::vector<std::uint64_t> m_sequences{0}; // by topic
    std::uint16_t m_nextTopic = 0;
    std::size_t m_nextPeer = 0;
    std::string m_peer;                        // the routing id in use
    bool m_delimits = false;                   // all peers are REP
    std::vector<RelaxedCounter*> m_plainWires; // of wires that get every message without a topic
    unsigned m_sinceTimed = 0;
    bool m_mute = false;
    WireTrack* m_replyWire = nullptr; // REP: the wire of the request that is being answered

    // Receiving.
    static constexpr std::size_t ReadAhead = 8; // messages that are received before the first one's stamp is read
    std::array<zmq_msg_t, ReadAhead> m_scratch;
    bool m_idle = false;
    // REP: it has a request that it has not answered. libzmq then says that nothing waits, whatever does.
    bool m_owesReply = false;
    std::uint64_t m_dry = 0; // how often it found nothing after something
    const std::atomic<bool>* m_interrupted = nullptr;
    bool m_gathers = false; // its queue is long enough for messages to gather
    bool m_dense = false;   // messages come by the hundred thousand a second
    unsigned m_denseCount = 0, m_sinceDry = 0;
    Nanoseconds m_denseSince{};
    bool m_flowing = false; // the last receive got something
};

} // namespace zeroloom
