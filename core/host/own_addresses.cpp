#include "core/host/own_addresses.h"

#include "core/zmq/endpoint.h"

namespace zeroloom {
namespace {

constexpr Nanoseconds MayStillBeTaken = std::chrono::seconds(1);

// One port stands in the way of all its addresses: all interfaces', and a single one's.
std::string addressOf(const std::string& text)
{
    const auto endpoint = parseEndpoint(text, EndpointUse::Bind);
    return endpoint && endpoint->port != 0 ? std::to_string(endpoint->port) : text;
}

} // namespace

void OwnAddresses::hold(const ResolvedEndpoints& bound, Nanoseconds now)
{
    std::set<std::string> held;
    for (const auto& [key, endpoint] : bound)
        held.insert(addressOf(endpoint));
    std::erase_if(m_givenUp,
                  [&](const auto& one) { return held.contains(one.first) || now - one.second > MayStillBeTaken; });
    for (const std::string& address : m_held) {
        if (!held.contains(address))
            m_givenUp.try_emplace(address, now);
    }
    m_held = std::move(held);
}

bool OwnAddresses::justGivenUp(const std::string& endpoint, Nanoseconds now) const
{
    const auto found = m_givenUp.find(addressOf(endpoint));
    return found != m_givenUp.end() && now - found->second < MayStillBeTaken;
}

} // namespace zeroloom
