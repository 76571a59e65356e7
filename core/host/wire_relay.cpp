#include "core/host/wire_relay.h"

#include <utility>

#include "core/host/relay_server.h"

namespace zeroloom {

WireRelay::WireRelay(EventLoop& loop, std::shared_ptr<RelayServer> server)
    : m_loop(loop), m_server(std::move(server)), m_endpoint(m_server->endpoint())
{
}

WireRelay::~WireRelay()
{
    m_loop.post([server = std::move(m_server)] { server->close(); });
}

void WireRelay::setFault(const WireFault& fault)
{
    m_loop.post([server = m_server, fault] { server->setFault(fault); });
}

Status WireRelays::start()
{
    const std::lock_guard lock(m_mutex);
    if (m_loop)
        return {};
    auto loop = std::make_unique<EventLoop>("zl-relays");
    if (Status started = loop->start(); !started)
        return started;
    m_loop = std::move(loop);
    return {};
}

Result<std::shared_ptr<WireRelay>> WireRelays::open(const SocketRecordPtr& socket, const WireRecordPtr& wire,
                                                    const std::string& target, const WireFault& fault)
{
    const auto endpoint = parseEndpoint(target, EndpointUse::Connect);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    if (const Status started = start(); !started)
        return tl::unexpected(started.error());
    auto server = std::make_shared<RelayServer>(*m_loop, m_monitor, m_log, socket, wire, *endpoint);
    if (const Status opened = server->open(); !opened)
        return tl::unexpected(opened.error());
    auto relay = std::make_shared<WireRelay>(*m_loop, std::move(server));
    relay->setFault(fault);
    return relay;
}

} // namespace zeroloom
