// A relay for an inproc wire, which has no bytes to pass on: two raw sockets in its way, which pass on messages with all
// their frames. The near one is bound where the wire's socket connects; the far one connects to the real endpoint.
//
// The raw types are those that neither add nor take a frame: DEALER for all of requests and replies (the delimiters and
// addresses that REQ, REP and ROUTER write pass as they are), XSUB and XPUB for publishers and subscribers. A ROUTER sees
// the routing id of the one for which the raw socket stands.
//
// A cut wire's socket disconnects from the relay. Where that stays, for a peer that knows the socket by its routing id, it
// drops whatever comes.
//
// Everything but the constructor and endpoint() is for the relays' loop, which owns the sockets.
#pragma once

#include <array>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "core/base/result.h"
#include "core/host/event_loop.h"
#include "core/host/records.h"
#include "core/host/wire_relay.h"

namespace zeroloom {

class InprocRelay final : public RelayService, public Watcher, public Task {
public:
    // `near` is the wire's socket, `target` what it was to connect to. The loop outlives it.
    InprocRelay(EventLoop& loop, WireRecordPtr wire, RelayedSocket near, std::string target);
    ~InprocRelay() override;

    Status open(zmq::context_t& context);

    std::string endpoint() const override { return m_endpoint; }
    void setFault(const WireFault& fault) override;
    void close() override;

    void onEvents(std::uint32_t) override { m_loop.makeReady(*this); }
    void run() override;

private:
    struct OnItsWay {
        Nanoseconds due;
        std::size_t bytes = 0; // at least 1
        std::vector<zmq::message_t> frames;
    };
    // One direction: what came out of `from` and is to go into `to`.
    struct Passage {
        zmq::socket_t& from;
        zmq::socket_t& to;
        bool speaks;        // the other side of `from` sends at all
        bool subscriptions; // what comes from a subscriber, of which none may be dropped
        RelaxedCounter& held;
        RelaxedCounter& dropped;
        std::deque<OnItsWay> messages;
        std::size_t bytes = 0;
        std::size_t frames = 0;
        bool blocked = false; // what is due waits for room
    };

    static bool isFull(const Passage& passage);
    bool take(Passage& passage, Nanoseconds now);
    bool takesOut(const Passage& passage, const OnItsWay& message);
    bool give(Passage& passage, Nanoseconds now);
    bool mustGoOn(Nanoseconds now, Nanoseconds& next) const;
    static bool send(zmq::socket_t& to, std::vector<zmq::message_t>& frames);
    void clear();

    EventLoop& m_loop;
    const WireRecordPtr m_wire;
    const RelayedSocket m_near;
    const std::string m_target, m_endpoint;
    zmq::socket_t m_nearSocket, m_farSocket;
    std::array<Passage, 2> m_passages;
    WireFault m_fault;
    std::minstd_rand m_random;
};

} // namespace zeroloom
