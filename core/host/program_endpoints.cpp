#include "core/host/program_endpoints.h"

#include <algorithm>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/host/ipc_folder.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {
namespace {

// A port that nobody has at this moment: `wish`, or any where that is 0; 0 when there is none, or the address is none of
// this machine.
std::uint16_t freePort(const std::string& address, std::uint16_t wish = 0)
{
    sockaddr_in place{};
    place.sin_port = htons(wish);
    place.sin_family = AF_INET;
    if (address != "*" && inet_pton(AF_INET, address.c_str(), &place.sin_addr) != 1)
        return 0;
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return 0;
    socklen_t size = sizeof place;
    std::uint16_t port = 0;
    const int on = 1; // connections that ended are no hindrance, as they are none to a server
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(probe, reinterpret_cast<sockaddr*>(&place), size) == 0 &&
        getsockname(probe, reinterpret_cast<sockaddr*>(&place), &size) == 0)
        port = ntohs(place.sin_port);
    close(probe);
    return port;
}

std::string settled(const PlannedWire& wire, const NodeId& node, const FormerAddresses& former)
{
    auto endpoint = parseEndpoint(wire.endpoint, EndpointUse::Bind);
    if (!endpoint || !endpoint->wildcard)
        return wire.endpoint;
    if (const auto before = former.of(wire)) {
        const auto parsed = parseEndpoint(*before, EndpointUse::Bind);
        if (parsed && (parsed->transport == Transport::Ipc ? !somebodyListens(parsed->address)
                                                           : freePort(parsed->address, parsed->port) != 0))
            return *before;
    }
    if (endpoint->transport == Transport::Ipc)
        return "ipc:///tmp/zeroloom-" + std::to_string(getpid()) + "-" + node.text() + "-" + wire.id.text();
    endpoint->port = freePort(endpoint->address);
    endpoint->wildcard = endpoint->port == 0;
    return endpoint->text();
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ",") + text;
    return all;
}

} // namespace

std::string variableSuffix(std::string_view id)
{
    std::string suffix;
    for (const char c : id) {
        const bool lower = c >= 'a' && c <= 'z';
        const bool word = lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        suffix += lower ? static_cast<char>(c - 'a' + 'A') : word ? c : '_';
    }
    return suffix;
}

ResolvedEndpoints programBinds(const PlannedNode& node, const FormerAddresses& former)
{
    ResolvedEndpoints binds;
    for (const PlannedSocket& socket : node.sockets) {
        for (const PlannedWire& wire : socket.wires) {
            if (wire.binds && !binds.contains(wire.bindKey))
                binds[wire.bindKey] = settled(wire, node.id, former);
        }
    }
    return binds;
}

std::optional<std::map<std::string, std::string>> programEnvironment(const PlannedNode& node,
                                                                     const ResolvedEndpoints& binds,
                                                                     const ResolvedEndpoints& resolved,
                                                                     std::set<std::string>& waiting)
{
    std::map<std::string, std::string> environment;
    bool complete = true;
    for (const PlannedSocket& socket : node.sockets) {
        std::vector<std::string> endpoints, flags;
        for (const PlannedWire& wire : socket.wires) {
            std::string endpoint;
            if (wire.binds) {
                endpoint = binds.at(wire.bindKey);
            } else if (const auto found = resolved.find(wire.bindKey); found != resolved.end()) {
                endpoint = found->second;
            } else if (parseEndpoint(reachableEndpoint(wire.endpoint), EndpointUse::Connect)) {
                endpoint = reachableEndpoint(wire.endpoint);
            } else {
                waiting.insert(wire.bindKey);
                complete = false;
            }
            if (std::ranges::find(endpoints, endpoint) != endpoints.end())
                continue;
            endpoints.push_back(endpoint);
            flags.push_back(wire.binds ? "1" : "0");
        }
        const std::string suffix = variableSuffix(socket.id.text());
        const bool alike = std::ranges::all_of(flags, [&](const std::string& flag) { return flag == flags.front(); });
        environment["ZEROLOOM_ENDPOINT_" + suffix] = joined(endpoints);
        environment["ZEROLOOM_BIND_" + suffix] = alike && !flags.empty() ? flags.front() : joined(flags);
    }
    if (!complete)
        return std::nullopt;
    return environment;
}

} // namespace zeroloom
