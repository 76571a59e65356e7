#include "core/host/wire_states.h"

#include <algorithm>

#include "core/host/connection_wires.h"
#include "core/host/event_loop.h"

namespace zeroloom {
namespace {

// The functions in here are called with the record's mutex held.
class Connections {
public:
    explicit Connections(SocketRecord& socket) : m_socket(socket) {}

    EventNote apply(const MonitorEvent& event, std::uint64_t reader, const ConnectionAddresses& addresses);
    void identify(Connection& connection, const WireRecordPtr& wire);
    void remove(std::vector<Connection>::iterator connection);
    void countUnidentified();
    void assumeHandshake(int descriptor);
    void leave(const std::string& endpoint);

private:
    EventNote opened(const MonitorEvent& event, std::uint64_t reader, const ConnectionAddresses& addresses);
    EventNote handshakeDone(const MonitorEvent& event, std::uint64_t reader);
    EventNote handshakeFailed(const MonitorEvent& event, std::uint64_t reader);
    EventNote closed(const MonitorEvent& event, std::uint64_t reader);
    EventNote retried(const MonitorEvent& event);
    EventNote listening(const MonitorEvent& event);
    EventNote acceptFailed(const MonitorEvent& event);
    void unbound(const std::string& endpoint, std::uint64_t reader);

    void cameUp(WireRecord& wire);
    static void refuse(WireRecord& wire, std::string why);

    SocketRecord& m_socket;
};

void Connections::cameUp(WireRecord& wire)
{
    ++wire.connects;
    wire.attempts = 0;
    wire.refusal.clear();
    wire.state = ConnectionState::Connected;
    // What the kernel says of the connection then goes as far as to the relay.
    wire.detail = wire.via.empty() ? std::string() : "through a relay";
}

void Connections::countUnidentified()
{
    const auto open = std::ranges::count_if(m_socket.connections, [](const Connection& connection) {
        return connection.accepted && (!connection.wire || connection.guessed);
    });
    m_socket.unidentified.store(static_cast<int>(open), std::memory_order_relaxed);
}

void Connections::identify(Connection& connection, const WireRecordPtr& wire)
{
    const WireRecordPtr before = connection.wire;
    connection.guessed = false;
    if (before == wire)
        return;
    connection.wire = wire;
    if (!connection.handshaken)
        return;
    if (before) {
        before->connects -= before->connects > 0 ? 1 : 0;
        if (!hasConnection(m_socket, *before))
            before->state = ConnectionState::Listening;
    }
    cameUp(*wire);
}

EventNote Connections::opened(const MonitorEvent& event, std::uint64_t reader, const ConnectionAddresses& addresses)
{
    Connection connection;
    connection.descriptor = static_cast<int>(event.value);
    connection.reader = reader;
    connection.accepted = event.kind == MonitorEventKind::Accepted;
    connection.endpoint = event.address;
    connection.addresses = addresses;
    connection.openedNs = static_cast<std::uint64_t>(EventLoop::now().count());
    // The kernel gave the number anew, so what had it is gone, though its DISCONNECTED may be on its way.
    std::erase_if(m_socket.connections,
                  [&](const Connection& old) { return old.descriptor == connection.descriptor && !old.wire; });
    if (connection.accepted) {
        const auto wires = boundWires(m_socket, event.address);
        if (wires.size() == 1)
            connection.wire = wires.front();
    } else {
        connection.wire = connectingWire(m_socket, event.address);
        if (connection.wire && connection.wire->state != ConnectionState::Connected) {
            connection.wire->state = ConnectionState::Connecting;
            connection.wire->detail = connection.wire->unreached.empty()
                                          ? "the peer accepted; waiting for its handshake"
                                          : connection.wire->unreached;
        }
    }
    m_socket.connections.push_back(connection);
    return {.wire = connection.wire ? connection.wire->plan.id : WireId()};
}

EventNote Connections::handshakeDone(const MonitorEvent& event, std::uint64_t reader)
{
    Connection* connection = handshakingConnection(m_socket, event.address, reader);
    if (!connection)
        return {.wire = {}, .worthLogging = false}; // over ws it is told twice
    if (!connection->wire) {
        connection->wire = likelyWire(m_socket, *connection);
        connection->guessed = connection->wire != nullptr;
    }
    connection->handshaken = true;
    if (!connection->wire)
        return {};
    cameUp(*connection->wire);
    return {.wire = connection->wire->plan.id};
}

// A peer of ZMTP 2 has no handshake that a monitor tells of.
void Connections::assumeHandshake(int descriptor)
{
    for (Connection& connection : m_socket.connections) {
        if (connection.descriptor != descriptor || connection.handshaken)
            continue;
        if (!connection.wire) {
            connection.wire = likelyWire(m_socket, connection);
            connection.guessed = connection.wire != nullptr;
        }
        connection.handshaken = true;
        if (connection.wire)
            cameUp(*connection.wire);
    }
}

// A bound end goes on listening: who was refused may have been a stranger.
void Connections::refuse(WireRecord& wire, std::string why)
{
    wire.state = wire.plan.binds ? ConnectionState::Listening : ConnectionState::Refused;
    wire.detail = std::move(why);
}

EventNote Connections::handshakeFailed(const MonitorEvent& event, std::uint64_t reader)
{
    Connection* connection = handshakingConnection(m_socket, event.address, reader);
    const WireRecordPtr wire =
        connection && connection->wire ? connection->wire : connectingWire(m_socket, event.address);
    if (!wire || (wire->plan.binds && hasConnection(m_socket, *wire)))
        return {.wire = {}, .severity = EventSeverity::Warning};
    refuse(*wire, describe(event));
    wire->refusal = wire->detail;
    return {.wire = wire->plan.id, .worthLogging = wire->attempts == 0, .severity = EventSeverity::Warning};
}

void Connections::remove(std::vector<Connection>::iterator connection)
{
    const Connection gone = *connection;
    m_socket.connections.erase(connection);
    if (!gone.wire)
        return;
    WireRecord& wire = *gone.wire;
    if (gone.handshaken)
        wire.disconnects.fetch_add(1, std::memory_order_relaxed);
    if (hasConnection(m_socket, wire))
        return;
    if (gone.handshaken) {
        wire.state = ConnectionState::Disconnected;
        wire.detail = "the peer is gone";
    } else if (!wire.via.empty()) {
        // The relay leaves when it is cut, or when the peer does. libzmq tries again.
        wire.state = ConnectionState::Connecting;
        wire.detail = "the relay closed the connection before the handshake was done";
    } else if (wire.state != ConnectionState::Refused && (!wire.plan.binds || wire.detail.empty())) {
        refuse(wire, "the peer closed the connection before the handshake was done; its socket type may not fit");
    }
}

void Connections::leave(const std::string& endpoint)
{
    std::erase_if(m_socket.connections, [&](const Connection& connection) {
        const bool there = connection.endpoint == endpoint ||
                           (connection.wire && (connection.wire->via.empty() ? connection.wire->endpoint
                                                                             : connection.wire->via) == endpoint);
        if (connection.accepted || !there)
            return false;
        if (connection.wire && connection.handshaken)
            connection.wire->disconnects.fetch_add(1, std::memory_order_relaxed);
        return true;
    });
}

// An unbind ends what was accepted, too, and tells of the listener only.
void Connections::unbound(const std::string& endpoint, std::uint64_t reader)
{
    std::erase_if(m_socket.connections, [&](const Connection& connection) {
        return connection.accepted && connection.endpoint == endpoint && connection.reader == reader;
    });
}

EventNote Connections::closed(const MonitorEvent& event, std::uint64_t reader)
{
    const auto found = std::ranges::find_if(m_socket.connections, [&](const Connection& connection) {
        return connection.descriptor == static_cast<int>(event.value) && connection.reader == reader;
    });
    if (found == m_socket.connections.end())
        return {};
    EventNote note{.wire = found->wire ? found->wire->plan.id : WireId(), .severity = EventSeverity::Warning};
    remove(found);
    return note;
}

EventNote Connections::retried(const MonitorEvent& event)
{
    const WireRecordPtr wire = connectingWire(m_socket, event.address);
    if (!wire)
        return {.wire = {}, .worthLogging = false};
    if (event.kind == MonitorEventKind::ConnectRetried) {
        ++wire->attempts;
        // Why the handshake failed says more than that there is no connection.
        wire->detail = wire->refusal.empty()
                           ? describe(event)
                           : wire->refusal + "; tries again in " + std::to_string(event.value) + " ms";
    } else if (wire->detail.empty()) {
        wire->detail = describe(event);
    }
    if (!hasConnection(m_socket, *wire))
        wire->state = ConnectionState::Connecting;
    return {.wire = wire->plan.id,
            .worthLogging = event.kind == MonitorEventKind::ConnectRetried && wire->attempts == 1};
}

EventNote Connections::listening(const MonitorEvent& event)
{
    const auto wires = boundWires(m_socket, event.address);
    for (const WireRecordPtr& wire : wires) {
        if (wire->state == ConnectionState::Idle || wire->state == ConnectionState::Failed) {
            wire->state = ConnectionState::Listening;
            wire->detail.clear();
        }
    }
    return {.wire = wires.size() == 1 ? wires.front()->plan.id : WireId()};
}

EventNote Connections::acceptFailed(const MonitorEvent& event)
{
    const auto wires = boundWires(m_socket, event.address);
    for (const WireRecordPtr& wire : wires)
        wire->detail = describe(event);
    return {.wire = wires.size() == 1 ? wires.front()->plan.id : WireId(), .severity = EventSeverity::Error};
}

EventNote Connections::apply(const MonitorEvent& event, std::uint64_t reader, const ConnectionAddresses& addresses)
{
    switch (event.kind) {
    case MonitorEventKind::Connected:
    case MonitorEventKind::Accepted:
        return opened(event, reader, addresses);
    case MonitorEventKind::HandshakeSucceeded:
        return handshakeDone(event, reader);
    case MonitorEventKind::HandshakeFailedNoDetail:
    case MonitorEventKind::HandshakeFailedProtocol:
    case MonitorEventKind::HandshakeFailedAuth:
        return handshakeFailed(event, reader);
    case MonitorEventKind::Disconnected:
        return closed(event, reader);
    case MonitorEventKind::ConnectDelayed:
    case MonitorEventKind::ConnectRetried:
        return retried(event);
    case MonitorEventKind::Listening:
        return listening(event);
    case MonitorEventKind::AcceptFailed:
        return acceptFailed(event);
    case MonitorEventKind::BindFailed:
    case MonitorEventKind::CloseFailed:
        return {.wire = {}, .severity = EventSeverity::Error};
    case MonitorEventKind::Closed:
        unbound(event.address, reader);
        return {.wire = {}, .worthLogging = false};
    case MonitorEventKind::MonitorStopped:
        return {.wire = {}, .worthLogging = false};
    }
    return {};
}

} // namespace

EventNote applyMonitorEvent(SocketRecord& socket, const MonitorEvent& event, std::uint64_t reader,
                            const ConnectionAddresses& addresses)
{
    const std::lock_guard lock(socket.mutex);
    Connections connections(socket);
    const EventNote note = connections.apply(event, reader, addresses);
    connections.countUnidentified();
    return note;
}

void identifyConnection(SocketRecord& socket, int descriptor, const WireRecordPtr& wire)
{
    const std::lock_guard lock(socket.mutex);
    Connections connections(socket);
    // The newest: a descriptor's number may have been used before.
    for (auto connection = socket.connections.rbegin(); connection != socket.connections.rend(); ++connection) {
        if (connection->descriptor == descriptor) {
            connections.identify(*connection, wire);
            break;
        }
    }
    connections.countUnidentified();
}

void identifyByPeer(SocketRecord& socket, const std::string& end, const SocketRef& peer)
{
    const std::lock_guard lock(socket.mutex);
    Connections connections(socket);
    for (Connection& connection : socket.connections) {
        if (!connection.addresses.known() || connection.addresses.ownEnd() != end)
            continue;
        const auto wire = std::ranges::find_if(socket.wires, [&](const WireRecordPtr& one) {
            return one->plan.peer == peer && one->plan.binds == connection.accepted;
        });
        // A connecting end knows its wire by the endpoint, also where two wires join the same two sockets.
        if (wire != socket.wires.end() && (connection.accepted || !connection.wire))
            connections.identify(connection, *wire);
    }
    connections.countUnidentified();
}

void forgetConnections(SocketRecord& socket, std::uint64_t reader)
{
    const std::lock_guard lock(socket.mutex);
    Connections connections(socket);
    const auto isOld = [&](const Connection& connection) { return connection.reader == reader; };
    for (auto found = std::ranges::find_if(socket.connections, isOld); found != socket.connections.end();
         found = std::ranges::find_if(socket.connections, isOld))
        connections.remove(found);
    connections.countUnidentified();
}

void leaveEndpoint(SocketRecord& socket, const std::string& endpoint)
{
    const std::lock_guard lock(socket.mutex);
    Connections(socket).leave(endpoint);
}

void assumeHandshake(SocketRecord& socket, int descriptor)
{
    const std::lock_guard lock(socket.mutex);
    Connections connections(socket);
    connections.assumeHandshake(descriptor);
    connections.countUnidentified();
}

void setWireState(SocketRecord& socket, WireRecord& wire, ConnectionState state, std::string detail)
{
    const std::lock_guard lock(socket.mutex);
    if (state == ConnectionState::Connected && wire.state != ConnectionState::Connected)
        ++wire.connects;
    wire.state = state;
    wire.detail = std::move(detail);
}

} // namespace zeroloom
