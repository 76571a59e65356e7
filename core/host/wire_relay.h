// Stands in the way of a wire, to do to it what a network does: its socket connects to a relay, which connects to the
// real endpoint and passes on what comes, in both directions: later, without some of the messages, or not at all.
//
// A thread of its own runs all relays of a host; it is started with the first. open(), openInproc() and what is called on
// a relay are for the loop of the wire's socket. That waits for the relays' thread, which never waits for a loop, when
// an inproc relay opens, and for nothing else.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <zmq.hpp>

#include "core/base/result.h"
#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/host/monitor.h"
#include "core/host/records.h"
#include "core/plan/plan.h"

namespace zeroloom {

// A relay at work. All but endpoint() is for the relays' loop.
class RelayService {
public:
    virtual ~RelayService() = default;
    virtual std::string endpoint() const = 0; // where the wire's socket connects
    virtual void setFault(const WireFault& fault) = 0;
    virtual void close() = 0;
};

// The socket for which a relay of messages stands.
struct RelayedSocket {
    SocketType type = SocketType::Pair;
    std::string routingId; // empty: it has none of its own
    bool invertsMatching = false;
};

// Closes at the end of its life, with all that it passes.
class WireRelay {
public:
    WireRelay(EventLoop& loop, std::shared_ptr<RelayService> service);
    ~WireRelay();
    WireRelay(const WireRelay&) = delete;
    WireRelay& operator=(const WireRelay&) = delete;

    // Where the wire's socket connects: a port of the loopback's, a private path or a name.
    const std::string& endpoint() const { return m_endpoint; }
    void setFault(const WireFault& fault);

private:
    EventLoop& m_loop;
    std::shared_ptr<RelayService> m_service;
    std::string m_endpoint;
};

class WireRelays {
public:
    // All outlive it. The monitor is told which connection of a binding socket is whose.
    WireRelays(zmq::context_t& context, Monitor& monitor, EventLog& log)
        : m_context(context), m_monitor(monitor), m_log(log)
    {
    }
    // After all relays.
    ~WireRelays() = default;

    // A relay to `target` (an endpoint to connect to, tcp or ipc) for a wire of `socket`.
    [[nodiscard]] Result<std::shared_ptr<WireRelay>> open(const SocketRecordPtr& socket, const WireRecordPtr& wire,
                                                          const std::string& target, const WireFault& fault);
    // The same for an inproc wire, of one socket alone: each copy has its own.
    [[nodiscard]] Result<std::shared_ptr<WireRelay>> openInproc(const WireRecordPtr& wire, RelayedSocket socket,
                                                                const std::string& target, const WireFault& fault);

private:
    Status start();

    zmq::context_t& m_context;
    Monitor& m_monitor;
    EventLog& m_log;
    std::mutex m_mutex;
    std::unique_ptr<EventLoop> m_loop; // guarded by m_mutex; never replaced
};

} // namespace zeroloom
