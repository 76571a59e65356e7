// Stands in the way of a wire, to do to it what a network does: its socket connects to a relay, which connects to the
// real endpoint and passes bytes on in both directions: later, without some of the messages, or not at all.
//
// A thread of its own runs all relays of a host; it is started with the first. open() and what is called on a relay are
// for the loop of the wire's socket; nothing waits for the relays' thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "core/base/result.h"
#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/host/monitor.h"
#include "core/host/records.h"
#include "core/plan/plan.h"

namespace zeroloom {

class RelayServer;

// Closes at the end of its life, with all that it passes.
class WireRelay {
public:
    WireRelay(EventLoop& loop, std::shared_ptr<RelayServer> server);
    ~WireRelay();
    WireRelay(const WireRelay&) = delete;
    WireRelay& operator=(const WireRelay&) = delete;

    // Where the wire's socket connects: a port of the loopback's, or a private path.
    const std::string& endpoint() const { return m_endpoint; }
    void setFault(const WireFault& fault);

private:
    EventLoop& m_loop;
    std::shared_ptr<RelayServer> m_server;
    std::string m_endpoint;
};

class WireRelays {
public:
    // Both outlive it. The monitor is told which connection of a binding socket is whose.
    WireRelays(Monitor& monitor, EventLog& log) : m_monitor(monitor), m_log(log) {}
    // After all relays.
    ~WireRelays() = default;

    // A relay to `target` (an endpoint to connect to, tcp or ipc) for a wire of `socket`.
    [[nodiscard]] Result<std::shared_ptr<WireRelay>> open(const SocketRecordPtr& socket, const WireRecordPtr& wire,
                                                          const std::string& target, const WireFault& fault);

private:
    Status start();

    Monitor& m_monitor;
    EventLog& m_log;
    std::mutex m_mutex;
    std::unique_ptr<EventLoop> m_loop; // guarded by m_mutex; never replaced
};

} // namespace zeroloom
