#include "core/host/wire_relay.h"

#include <utility>

#include "core/host/inproc_relay.h"
#include "core/host/relay_server.h"

namespace zeroloom {

WireRelay::WireRelay(EventLoop& loop, std::shared_ptr<RelayService> service)
    : m_loop(loop), m_service(std::move(service)), m_endpoint(m_service->endpoint())
{
}

WireRelay::~WireRelay()
{
    m_loop.post([service = std::move(m_service)] { service->close(); });
}

void WireRelay::setFault(const WireFault& fault)
{
    m_loop.post([service = m_service, fault] { service->setFault(fault); });
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

Result<std::shared_ptr<WireRelay>> WireRelays::openInproc(const WireRecordPtr& wire, RelayedSocket socket,
                                                          const std::string& target, const WireFault& fault)
{
    if (const Status started = start(); !started)
        return tl::unexpected(started.error());
    auto service = std::make_shared<InprocRelay>(*m_loop, wire, std::move(socket), target);
    Status opened;
    m_loop->call([&] {
        service->setFault(fault);
        opened = service->open(m_context);
    });
    if (!opened)
        return tl::unexpected(opened.error());
    return std::make_shared<WireRelay>(*m_loop, std::move(service));
}

} // namespace zeroloom
