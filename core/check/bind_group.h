// The wires that share one bind, and what an endpoint's text consists of. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/check/check_context.h"

namespace zeroloom {

inline constexpr std::size_t LongestIpcPath = 107; // bytes; sun_path of unix(7) less its end

struct BindGroup {
    SocketRef binder;
    HostId host;
    Runner runner = Runner::Zeroloom; // who runs the binder
    std::string endpoint;
    std::optional<Endpoint> parsed;
    std::vector<const Wire*> wires; // in the order of the file
    std::vector<const WireFacts*> facts;
};

// In the order of their first wires.
std::vector<BindGroup> bindGroups(const CheckContext& context);

// Where it binds, however that is written. It must have been parsed.
std::string addressOf(const BindGroup& group);
// Its address is that of every interface, so that it excludes every other bind of its port.
bool bindsEveryInterface(const BindGroup& group);

// An endpoint in pieces, right or wrong, to find out what is wrong with it.
struct EndpointText {
    std::string scheme;
    std::string host; // of ipc and inproc: all after the scheme
    std::string port;
    std::string path; // ws, with its '/'
    bool portOutOfRange = false;
};
EndpointText splitEndpoint(std::string_view endpoint);
// A bind would not take it and a connect would.
bool isHostName(const EndpointText& text);
// The binding end chooses the port or the path.
bool isWildcard(std::string_view endpoint);
// The same port on this machine's loopback interface.
Endpoint loopbackOf(Endpoint endpoint);

} // namespace zeroloom
