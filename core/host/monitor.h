// Reads the monitors of all sockets of a host on one thread of its own, and keeps their wires' states.
//
// A monitor that nobody reads would freeze libzmq's I/O thread for everybody, so each reader is connected before its
// monitor starts, has no high-water mark, and is closed only after its monitor has stopped.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include <zmq.hpp>

#include "core/base/result.h"
#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/host/wire_states.h"

namespace zeroloom {

class Monitor {
public:
    Monitor(zmq::context_t& context, EventLog& log);
    ~Monitor();

    Status start();
    // Closes the readers that are left. All monitored sockets must have been detached.
    void stop();

    // On the socket's own thread, before its first bind or connect.
    Status attach(void* socket, const SocketRecordPtr& record);
    // On the socket's own thread, before it is closed.
    static void detach(void* socket);

    // From any thread.
    EventTotals totals() const;
    // The connection that begins at `end` (its addresses as seen from there) is a relay's and stands for this socket's
    // own: whose it accepted, a binding socket of this host is told by that. Until forgetRelayed.
    void addRelayed(const SocketRecordPtr& socket, const ConnectionAddresses& end);
    void forgetRelayed(const std::string& ownEnd);

private:
    class Reader;
    struct Known {
        std::weak_ptr<SocketRecord> socket;
        SocketRef ref;
    };

    void handle(Reader& reader, const MonitorEvent& event);
    void findOtherEnd(Reader& reader, int descriptor, const ConnectionAddresses& addresses);
    void forget(std::uint64_t reader, int descriptor);
    void introduce(const std::string& own, const SocketRecordPtr& socket, const ConnectionAddresses& addresses);
    void close(Reader& reader);
    void count(MonitorEventKind kind);

    zmq::context_t& m_context;
    EventLog& m_log;
    EventLoop m_loop{"zl-monitor"};
    std::atomic<std::uint64_t> m_nextReader{1};
    std::atomic<std::uint64_t> m_connected{0}, m_accepted{0}, m_disconnected{0}, m_handshakeFailed{0};
    // The monitor thread's.
    std::unordered_map<std::uint64_t, std::unique_ptr<Reader>> m_readers;
    std::unordered_map<std::string, Known> m_byAddresses; // both ends of connections within this process
    std::map<std::pair<std::uint64_t, int>, std::string> m_addressKeys;
};

} // namespace zeroloom
