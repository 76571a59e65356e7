#include "core/host/former_addresses.h"

#include "core/host/ipc_folder.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

void FormerAddresses::note(const ResolvedEndpoints& bound)
{
    for (const auto& [key, endpoint] : bound)
        m_byKey.insert_or_assign(key, endpoint);
}

void FormerAddresses::adopt(const PlannedWire& wire, const std::string& endpoint)
{
    // A path that the wire says itself is a person's, and so is the folder that it stands in.
    if (m_byKey.emplace(wire.bindKey, endpoint).second && of(wire))
        IpcFolder::clearAbandoned(endpoint);
}

std::optional<std::string> FormerAddresses::of(const PlannedWire& wire) const
{
    const auto found = m_byKey.find(wire.bindKey);
    if (found == m_byKey.end())
        return std::nullopt;
    auto written = parseEndpoint(wire.endpoint, EndpointUse::Bind);
    const auto former = parseEndpoint(found->second, EndpointUse::Connect);
    if (!written || !written->wildcard || !former || former->transport != written->transport)
        return std::nullopt;
    // An ipc path is all of it. Of the others only the port was chosen: peers reach them at another address than they
    // bind, where that is every interface.
    if (written->transport == Transport::Ipc)
        return found->second;
    written->port = former->port;
    written->wildcard = false;
    return written->text();
}

} // namespace zeroloom
