#include "core/exchange/zdcf_names.h"

#include <algorithm>
#include <array>

#include "core/role/role_catalogue.h"

namespace zeroloom::zdcf {

namespace {

struct BuiltInDevice {
    std::string_view name;
    SocketType frontend, backend;
    SocketType oldFrontend; // of zmq_device(3), where it was another one
    SocketType oldBackend;
};

constexpr auto BuiltIns = std::to_array<BuiltInDevice>({
    {"zmq_queue", SocketType::Router, SocketType::Dealer, SocketType::Router, SocketType::Dealer},
    {"zmq_forwarder", SocketType::XSub, SocketType::XPub, SocketType::Sub, SocketType::Pub},
    {"zmq_streamer", SocketType::Pull, SocketType::Push, SocketType::Pull, SocketType::Push},
});

struct OldSocketName {
    std::string_view name;
    SocketType type;
};

constexpr auto OldNames = std::to_array<OldSocketName>({{"xreq", SocketType::Dealer},
                                                        {"xrep", SocketType::Router},
                                                        {"upstream", SocketType::Pull},
                                                        {"downstream", SocketType::Push}});

constexpr std::string_view Proxy = "proxy";

} // namespace

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::string deviceType(const Node& node)
{
    if (node.role == Proxy) {
        const Socket* frontend = node.socket(SocketId("frontend"));
        const Socket* backend = node.socket(SocketId("backend"));
        for (const BuiltInDevice& device : BuiltIns) {
            if (frontend && backend && frontend->type == device.frontend && backend->type == device.backend)
                return std::string(device.name);
        }
    }
    const bool ours = roleByName(node.role) != nullptr && !node.role.starts_with('z');
    return ours ? node.role : std::string(OtherDevice);
}

std::string roleOfDevice(std::string_view type)
{
    if (std::ranges::find(BuiltIns, type, &BuiltInDevice::name) != BuiltIns.end())
        return std::string(Proxy);
    return roleByName(type) ? std::string(type) : std::string();
}

std::string socketTypeName(SocketType type) { return lowered(name(type)); }

bool isStandardType(SocketType type) { return static_cast<int>(type) <= static_cast<int>(SocketType::Push); }

std::optional<SocketType> socketTypeNamed(std::string_view text)
{
    const std::string wanted = lowered(text);
    for (const SocketTypeInfo& type : socketTypes()) {
        if (lowered(type.name) == wanted)
            return type.type;
    }
    const auto old = std::ranges::find(OldNames, wanted, &OldSocketName::name);
    return old == OldNames.end() ? std::nullopt : std::optional(old->type);
}

std::optional<SocketType> usualType(std::string_view deviceType, std::string_view socket)
{
    const auto device = std::ranges::find(BuiltIns, deviceType, &BuiltInDevice::name);
    if (device == BuiltIns.end() || (socket != "frontend" && socket != "backend"))
        return std::nullopt;
    return socket == "frontend" ? device->oldFrontend : device->oldBackend;
}

} // namespace zeroloom::zdcf
