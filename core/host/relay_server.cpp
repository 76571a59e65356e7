#include "core/host/relay_server.h"

#include <sys/epoll.h>

#include "core/host/connection_addresses.h"

namespace zeroloom {

RelayServer::RelayServer(EventLoop& loop, Monitor& monitor, EventLog& log, SocketRecordPtr socket, WireRecordPtr wire,
                         Endpoint target)
    : m_loop(loop), m_monitor(monitor), m_log(log), m_socket(std::move(socket)), m_wire(std::move(wire)),
      m_target(std::move(target))
{
}

RelayServer::~RelayServer() = default;

Status RelayServer::open() { return m_listener.open(m_target); }

void RelayServer::log(EventSeverity severity, std::string_view kind, std::string text)
{
    HostEvent event;
    event.severity = severity;
    event.kind = std::string(kind);
    event.node = m_socket->ref.node;
    event.socket = m_socket->ref.socket;
    event.wire = m_wire->plan.id;
    event.endpoint = m_target.text();
    event.text = std::move(text);
    m_log.add(std::move(event));
}

void RelayServer::setFault(const WireFault& fault)
{
    if (fault.drop != m_fault.drop)
        m_toldCannotDrop = false;
    m_fault = fault;
    if (fault.cut) {
        cut();
        return;
    }
    listen();
    for (const auto& connection : m_connections)
        connection->faultChanged();
}

void RelayServer::listen()
{
    if (const Status done = m_listener.listen(); !done) {
        log(EventSeverity::Error, "relay-failed", done.error().message);
        return;
    }
    if (m_watched >= 0)
        return;
    m_watched = m_listener.descriptor();
    m_loop.watch(m_watched, *this, EPOLLIN);
}

void RelayServer::cut()
{
    if (m_watched >= 0)
        m_loop.unwatch(std::exchange(m_watched, -1), *this);
    m_listener.refuse();
    m_connections.clear();
    noteUnreached({});
}

void RelayServer::close()
{
    cut();
    m_loop.forget(*this);
}

void RelayServer::onEvents(std::uint32_t)
{
    UniqueFd accepted = m_listener.accept();
    if (!accepted)
        return;
    m_connections.push_back(
        std::make_unique<RelayConnection>(m_loop, *this, *m_wire, m_socket->type, std::move(accepted)));
    m_connections.back()->begin();
}

void RelayServer::ended(RelayConnection&) { m_loop.makeReady(*this); }

// A connection that has ended is still at work when it says so.
void RelayServer::run()
{
    std::erase_if(m_connections, [](const auto& connection) { return connection->isOver(); });
}

void RelayServer::noteUnreached(std::string why)
{
    const std::lock_guard lock(m_socket->mutex);
    m_wire->unreached = std::move(why);
    if (!m_wire->unreached.empty() && m_wire->state != ConnectionState::Connected) {
        m_wire->state = ConnectionState::Connecting;
        m_wire->detail = m_wire->unreached;
    }
}

void RelayServer::reached() { noteUnreached({}); }

void RelayServer::cannotReach(const std::string& why) { noteUnreached("through a relay: " + why + "; it tries again"); }

std::string RelayServer::peerSpoke(int descriptor)
{
    const ConnectionAddresses end = addressesOf(descriptor);
    if (!end.known())
        return {};
    m_monitor.addRelayed(m_socket, end);
    return end.ownEnd();
}

void RelayServer::peerGone(const std::string& end) { m_monitor.forgetRelayed(end); }

void RelayServer::cannotDrop()
{
    if (std::exchange(m_toldCannotDrop, true))
        return;
    log(EventSeverity::Warning, "cannot-drop",
        "nothing is dropped: it is encrypted, or of an older peer, so that no messages are to be seen in it");
}

} // namespace zeroloom
