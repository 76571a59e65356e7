#include "core/picture/port_facing.h"

#include <set>

namespace zeroloom {

bool attachesLeft(const Socket& socket, Facing facing)
{
    if (socket.side == PortSide::Auto && facing != Facing::ByType)
        return facing == Facing::Left;
    return attachesLeft(socket);
}

bool attachesLeft(const Socket& socket)
{
    if (socket.side != PortSide::Auto)
        return socket.side == PortSide::Left;
    switch (socket.type) {
    case SocketType::Sub:
    case SocketType::XSub:
    case SocketType::Pull:
    case SocketType::Rep:
    case SocketType::Router:
    case SocketType::Server:
    case SocketType::Dish:
    case SocketType::Gather:
        return true;
    default:
        return false;
    }
}

std::unordered_map<SocketRef, Facing> facingsOf(const Topology& topology)
{
    const TopologyIndex index(topology);
    std::unordered_map<SocketRef, Facing> facings;
    std::set<SocketRef> kept; // by a wire that needs them as they are
    for (const Wire& wire : topology.wires) {
        const Socket* from = index.socket(wire.from);
        const Socket* to = index.socket(wire.to);
        if (from == nullptr || to == nullptr)
            continue;
        const bool left = attachesLeft(*from);
        if (left != attachesLeft(*to)) {
            kept.insert({wire.from, wire.to});
            continue;
        }
        kept.insert(left ? wire.to : wire.from);
        facings[left ? wire.from : wire.to] = left ? Facing::Right : Facing::Left;
    }
    for (const SocketRef& socket : kept)
        facings.erase(socket);
    return facings;
}

std::vector<Facing> facingsOf(const Node& node, const std::unordered_map<SocketRef, Facing>& turned)
{
    std::vector<Facing> facings(node.sockets.size());
    for (std::size_t i = 0; i < facings.size(); ++i)
        if (const auto found = turned.find({node.id, node.sockets[i].id}); found != turned.end())
            facings[i] = found->second;
    return facings;
}

} // namespace zeroloom
