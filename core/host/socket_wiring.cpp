#include "core/host/socket_wiring.h"

#include <algorithm>
#include <array>
#include <utility>

#include <zmq.h>

#include "core/host/inproc_states.h"
#include "core/host/linger_for.h"
#include "core/host/wire_states.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/library.h"

namespace zeroloom {
namespace {

constexpr int DisconnectLingerMs = 300;

} // namespace

std::string SocketWiring::place(const PlannedWire& wire) { return "wire '" + wire.id.text() + "'"; }

void SocketWiring::noteEndpoint(WireRecord& wire, const std::string& endpoint, ConnectionState state,
                                std::string detail, const std::string& via)
{
    if (!m_tells)
        return;
    const std::lock_guard lock(m_record->mutex);
    wire.endpoint = endpoint;
    wire.via = via;
    wire.unreached.clear();
    // A peer that waited may have come between the bind and this.
    if (state == ConnectionState::Listening && wire.state == ConnectionState::Connected)
        return;
    wire.state = state;
    wire.detail = std::move(detail);
}

// A ROUTER can speak first to a ROUTER only if it knows its name: that which the other brings along, or one that it
// gave it. Names are never given twice on one socket: libzmq would end the process.
void SocketWiring::nameNextRouter(const WireRecord& wire)
{
    if (!m_namesRouters || m_record->type != SocketType::Router || wire.plan.peerType != SocketType::Router)
        return;
    std::erase_if(m_named, [&](const NamedRouter& router) { return router.wire == &wire; }); // of its last connection
    if (!wire.plan.peerRoutingId.empty()) {
        m_named.push_back({wire.plan.peerRoutingId, &wire, true});
        return;
    }
    const std::string name = wire.plan.peer.text().substr(0, 200) + "~" + std::to_string(++m_routersNamed);
    zmq_setsockopt(m_socket, ZMQ_CONNECT_ROUTING_ID, name.data(), name.size());
    m_named.push_back({name, &wire, false});
}

// For whom an inproc relay stands: it is to be taken for this socket.
RelayedSocket SocketWiring::relayedSocket() const
{
    RelayedSocket self{.type = m_record->type, .routingId = {}};
    std::array<char, 255> routingId{};
    std::size_t size = routingId.size();
    if (zmq_getsockopt(m_socket, ZMQ_ROUTING_ID, routingId.data(), &size) == 0)
        self.routingId.assign(routingId.data(), size);
    int inverts = 0;
    size = sizeof inverts;
    if (zmq_getsockopt(m_socket, ZMQ_INVERT_MATCHING, &inverts, &size) == 0)
        self.invertsMatching = inverts != 0;
    return self;
}

// A relay of bytes is the wire's: of copies of a socket, the first that connects makes it. One of messages cannot tell
// them apart, so that each has its own.
Status SocketWiring::placeRelay(Connect& connect)
{
    WireRecord& wire = *connect.wire;
    connect.at = connect.endpoint;
    if (!wire.fault.relayed)
        return {};
    const bool inproc = isInproc(connect.endpoint);
    connect.relay = inproc ? takeKept(connect) : wire.carrier.lock();
    if (!connect.relay) {
        auto opened = inproc ? m_relays.openInproc(connect.wire, relayedSocket(), connect.endpoint, wire.fault)
                             : m_relays.open(m_record, connect.wire, connect.endpoint, wire.fault);
        if (!opened)
            return fail(opened.error().code, opened.error().message, place(wire.plan));
        connect.relay = std::move(*opened);
        if (!inproc)
            wire.carrier = connect.relay;
    }
    connect.at = connect.relay->endpoint();
    return {};
}

// A ROUTER, and the one that is in each REP, ignores for ever whoever comes under the routing id of a connection of which
// it still has messages to read. So a wire that is mended must come back by the connection that it had.
bool SocketWiring::mustKeepRelay(const WireRecord& wire) const
{
    const bool routes = wire.plan.peerType == SocketType::Router || wire.plan.peerType == SocketType::Rep;
    return routes && !relayedSocket().routingId.empty();
}

// The relay of a wire that was cut.
std::shared_ptr<WireRelay> SocketWiring::takeKept(const Connect& connect)
{
    const auto kept = std::ranges::find(m_kept, connect.wire, &Connect::wire);
    if (kept == m_kept.end())
        return nullptr;
    auto relay = kept->endpoint == connect.endpoint ? kept->relay : nullptr;
    m_kept.erase(kept);
    if (relay)
        relay->setFault(connect.wire->fault);
    return relay;
}

Status SocketWiring::connect(const WireRecord& wire, const std::string& at)
{
    nameNextRouter(wire);
    if (zmq_connect(m_socket, at.c_str()) != 0)
        return fail(ErrorCode::Runtime, "cannot connect to " + at + ": " + zmqErrorText(zmq_errno()), place(wire.plan));
    return {};
}

void SocketWiring::disconnect(const std::string& at)
{
    // What waits is still delivered to a peer that is there. Without a limit, what waits for one that is not would keep
    // the whole context from ending.
    // A ROUTER ignores a peer for ever that comes under the routing id of a connection which it still keeps, so that it
    // would never hear the same peer at another place: it keeps none.
    const bool routes = m_record->type == SocketType::Router || m_record->type == SocketType::Rep;
    const LingerFor brief(m_socket, routes ? 0 : DisconnectLingerMs);
    zmq_disconnect(m_socket, at.c_str());
    if (m_tells)
        leaveEndpoint(*m_record, at);
    // libzmq ends all connections to that endpoint, so others that share it are made anew by the next connectAll.
    std::erase_if(m_connects, [&](const Connect& other) { return other.at == at; });
}

void SocketWiring::connectAll(const ResolvedEndpoints& resolved, std::vector<std::string>& waiting, Errors& errors)
{
    for (const WireRecordPtr& wire : m_wires) {
        const PlannedWire& plan = wire->plan;
        if (plan.binds)
            continue;
        if (isInproc(plan.endpoint) && wire->fault.cut) {
            noteEndpoint(*wire, {}, ConnectionState::Disconnected, "cut");
            continue;
        }
        std::string endpoint;
        if (const auto found = resolved.find(plan.bindKey); found != resolved.end())
            endpoint = found->second;
        else if (const std::string direct = reachableEndpoint(plan.endpoint);
                 parseEndpoint(direct, EndpointUse::Connect))
            endpoint = direct;
        const auto current = std::ranges::find(m_connects, wire, &Connect::wire);
        if (endpoint.empty()) {
            waiting.push_back(plan.bindKey);
            if (current == m_connects.end())
                noteEndpoint(*wire, {}, ConnectionState::Idle, "waits for " + plan.peer.text() + " to bind");
            continue;
        }
        if (current != m_connects.end()) {
            if (current->endpoint == endpoint)
                continue;
            disconnect(std::string(current->at));
            wire->carrier.reset(); // to the place where the peer was
        }
        if (const Status made = makeConnect(wire, endpoint); !made) {
            noteEndpoint(*wire, endpoint, ConnectionState::Failed, made.error().message);
            if (m_tells)
                errors.push_back(made.error());
        }
    }
}

Status SocketWiring::makeConnect(const WireRecordPtr& wire, const std::string& endpoint)
{
    Connect made{wire, endpoint, {}, nullptr};
    if (const Status placed = placeRelay(made); !placed)
        return placed;
    // Set first: the monitor may tell of the connection before zmq_connect returns.
    noteEndpoint(*wire, endpoint, isInproc(endpoint) ? ConnectionState::Idle : ConnectionState::Connecting, {},
                 made.relay ? made.at : std::string());
    if (const Status done = connect(*wire, made.at); !done)
        return done;
    m_connects.push_back(std::move(made));
    return {};
}

void SocketWiring::setFault(const WireId& id, const WireFault& fault)
{
    const auto found = std::ranges::find_if(m_wires, [&](const WireRecordPtr& wire) { return wire->plan.id == id; });
    if (found == m_wires.end())
        return;
    WireRecord& wire = **found;
    wire.fault = fault;
    const auto connected = std::ranges::find(m_connects, *found, &Connect::wire);
    if (connected == m_connects.end() || !connected->relay)
        return;
    const bool own = isInproc(wire.plan.endpoint);
    // Between two sockets of a process there is nothing to break but the connection itself; connectAll makes it anew.
    if (own && fault.cut)
        cut(*connected);
    else if (own || m_tells)
        connected->relay->setFault(fault);
}

void SocketWiring::cut(Connect connected)
{
    const bool kept = mustKeepRelay(*connected.wire);
    if (kept)
        connected.relay->setFault(connected.wire->fault);
    dropConnect(connected.wire->plan.id);
    if (kept)
        m_kept.push_back(std::move(connected));
}

void SocketWiring::removeWire(const WireId& id)
{
    forgetKept(id);
    const auto found = std::ranges::find_if(m_wires, [&](const WireRecordPtr& wire) { return wire->plan.id == id; });
    if (found == m_wires.end())
        return;
    const WireRecordPtr wire = *found;
    m_wires.erase(found);
    if (!wire->plan.binds) {
        const auto connected = std::ranges::find(m_connects, wire, &Connect::wire);
        if (connected != m_connects.end())
            disconnect(std::string(connected->at));
        return;
    }
    // An unbind ends the accepted connections, too, so the bind stays while another wire goes through it.
    const auto uses = [&](const WireRecordPtr& other) {
        return other->plan.binds && other->plan.bindKey == wire->plan.bindKey;
    };
    const auto bound = std::ranges::find(m_binds, wire->plan.bindKey, &Bind::key);
    if (bound != m_binds.end() && std::ranges::none_of(m_wires, uses)) {
        zmq_unbind(m_socket, bound->actual.c_str());
        m_binds.erase(bound);
    }
}

void SocketWiring::forgetKept(const WireId& id)
{
    std::erase_if(m_kept, [&](const Connect& one) { return one.wire->plan.id == id; });
}

void SocketWiring::dropConnect(const WireId& id)
{
    forgetKept(id);
    const auto found = std::ranges::find_if(m_connects, [&](const Connect& one) { return one.wire->plan.id == id; });
    if (found == m_connects.end())
        return;
    if (m_tells) {
        const std::lock_guard lock(m_record->mutex);
        if (found->wire->state == ConnectionState::Connected) // else its end has been counted
            found->wire->disconnects.fetch_add(1, std::memory_order_relaxed);
    }
    disconnect(std::string(found->at));
}

// What the old socket was still to get is for nobody. A relay would give it to the new one.
Status SocketWiring::renewInproc(Connect& connected)
{
    bool waits = false;
    if (connected.relay) {
        connected.relay.reset();
        if (const Status placed = placeRelay(connected); !placed)
            return placed;
    }
    {
        const std::lock_guard lock(m_record->mutex);
        waits = connected.wire->state != ConnectionState::Connected;
    }
    if (waits) // for the bind, as a connect that is made for the first time
        noteEndpoint(*connected.wire, connected.endpoint, ConnectionState::Idle, {},
                     connected.relay ? connected.at : std::string());
    return {};
}

Status SocketWiring::connectAnew(Connect& connected)
{
    const bool inproc = isInproc(connected.endpoint);
    if (inproc) {
        if (const Status renewed = renewInproc(connected); !renewed)
            return renewed;
    }
    if (const Status done = connect(*connected.wire, connected.at); !done)
        return done;
    if (m_tells && inproc)
        renewInprocConnection(*m_record, *connected.wire);
    return {};
}

void SocketWiring::replaceHandle(void* socket)
{
    m_socket = socket;
    for (Bind& bound : m_binds)
        bound.restored = false;
    restore();
    m_named.clear();
    std::vector<Connect> before = std::exchange(m_connects, {});
    for (Connect& connected : before) {
        if (const Status done = connectAnew(connected); done)
            m_connects.push_back(std::move(connected));
        else // connectAll tries again
            noteEndpoint(*connected.wire, connected.endpoint, ConnectionState::Failed, done.error().message);
    }
}

} // namespace zeroloom
