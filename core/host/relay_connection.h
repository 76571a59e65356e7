// One connection through a relay: the near descriptor is the wire's own socket's, the far one goes to its peer. Lives
// on the relays' loop.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "core/control/unique_fd.h"
#include "core/host/event_loop.h"
#include "core/host/records.h"
#include "core/host/relay_pipe.h"
#include "core/plan/plan.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

class RelayConnection;

// What a connection needs of its relay, and tells it.
class RelayOwner {
public:
    virtual ~RelayOwner() = default;
    virtual const WireFault& fault() const = 0;
    virtual const Endpoint& target() const = 0;
    // Whether the peer could be connected to; `why` not, in words.
    virtual void reached() = 0;
    virtual void cannotReach(const std::string& why) = 0;
    // The peer has accepted and says something; and is gone again. `end`: see ConnectionAddresses.
    virtual std::string peerSpoke(int descriptor) = 0;
    virtual void peerGone(const std::string& end) = 0;
    // There are no messages to be seen in what passes, of which some should be dropped.
    virtual void cannotDrop() = 0;
    // It is over, and to be destroyed when this has returned.
    virtual void ended(RelayConnection& connection) = 0;
};

class RelayConnection final : public Task {
public:
    RelayConnection(EventLoop& loop, RelayOwner& owner, WireRecord& wire, SocketType near, UniqueFd descriptor);
    ~RelayConnection() override;

    void begin();
    void faultChanged();
    bool isOver() const { return m_over; }
    void run() override;

private:
    enum Which : std::uint8_t { Near, Far };

    class Side final : public Watcher {
    public:
        Side(RelayConnection& connection, Which which) : m_connection(connection), m_which(which) {}
        void onEvents(std::uint32_t events) override { m_connection.happened(m_which, events); }
        UniqueFd descriptor;
        std::uint32_t watched = 0;
        bool gone = false; // said all that it will say

    private:
        RelayConnection& m_connection;
        const Which m_which;
    };

    void happened(Which which, std::uint32_t events);
    void connect();
    void connected();
    void read(Which which);
    void take(Which which, std::string_view bytes);
    void checkReadable();
    void writeDue();
    void watchWhatMatters();
    void watch(Side& side, std::uint32_t events);
    void finish();
    void close();
    Side& side(Which which) { return m_sides[which]; }
    RelayPipe& pipeFrom(Which which) { return m_pipes[which]; }

    EventLoop& m_loop;
    RelayOwner& m_owner;
    std::array<Side, 2> m_sides;
    std::array<RelayPipe, 2> m_pipes; // by where the bytes come from
    std::minstd_rand m_random;
    bool m_connected = false, m_over = false;
    std::string m_farEnd; // told to the owner
};

} // namespace zeroloom
