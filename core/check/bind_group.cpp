#include "core/check/bind_group.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace zeroloom {

std::vector<BindGroup> bindGroups(const CheckContext& context)
{
    std::vector<BindGroup> groups;
    std::map<std::pair<SocketRef, std::string>, std::size_t> placeOfGroup;
    for (const WireFacts& facts : context.wires()) {
        const SocketRef& binder = facts.ref(facts.binding);
        const auto [place, fresh] = placeOfGroup.emplace(std::pair(binder, facts.endpoint), groups.size());
        if (fresh) {
            const Node& node = facts.node(facts.binding);
            groups.push_back({binder, node.host, runnerOf(node), facts.endpoint, facts.parsed, {}, {}});
        }
        groups[place->second].wires.push_back(facts.wire);
        groups[place->second].facts.push_back(&facts);
    }
    return groups;
}

std::string addressOf(const BindGroup& group)
{
    const std::string& address = group.parsed->address;
    if (group.parsed->transport == Transport::Ipc && !address.starts_with('@'))
        return std::filesystem::path(address).lexically_normal().string();
    return address;
}

bool bindsEveryInterface(const BindGroup& group)
{
    const std::string& address = group.parsed->address;
    return address == "*" || address == "0.0.0.0" || address == "[::]" || address == "::";
}

EndpointText splitEndpoint(std::string_view endpoint)
{
    EndpointText text;
    const std::size_t colon = endpoint.find("://");
    if (colon == std::string_view::npos)
        return text;
    text.scheme = endpoint.substr(0, colon);
    std::string_view rest = endpoint.substr(colon + 3);
    if (text.scheme != "tcp" && text.scheme != "ws") {
        text.host = rest;
        return text;
    }
    if (const std::size_t slash = rest.find('/'); text.scheme == "ws" && slash != std::string_view::npos) {
        text.path = rest.substr(slash);
        rest = rest.substr(0, slash);
    }
    const std::size_t portAt = rest.rfind(':');
    text.host = rest.substr(0, portAt);
    if (portAt != std::string_view::npos)
        text.port = rest.substr(portAt + 1);
    std::string_view digits = text.port;
    const bool negative = digits.starts_with('-');
    if (negative)
        digits.remove_prefix(1);
    const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    // Both have five digits at most, so that the comparison of texts is that of the numbers.
    text.portOutOfRange = number && (negative || digits.empty() || digits.size() > 5 ||
                                     (digits.size() == 5 && digits > std::string_view("65535")));
    return text;
}

bool isHostName(const EndpointText& text)
{
    if (text.host.empty() || text.port.empty())
        return false;
    const std::string endpoint = text.scheme + "://" + text.host + ":5555" + text.path;
    return !parseEndpoint(endpoint, EndpointUse::Bind) && parseEndpoint(endpoint, EndpointUse::Connect);
}

bool isWildcard(std::string_view endpoint)
{
    const auto parsed = parseEndpoint(endpoint, EndpointUse::Bind);
    if (parsed)
        return parsed->wildcard;
    return endpoint.ends_with(":*");
}

Endpoint loopbackOf(Endpoint endpoint)
{
    endpoint.address = "127.0.0.1";
    return endpoint;
}

} // namespace zeroloom
