// Topologies in a few words, for tests: Network().node("a", "source", {{"out", SocketType::Push}}).wire("a.out",
// "b.in").
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

inline SocketRef socketRef(const std::string& text)
{
    const std::size_t dot = text.find('.');
    return {NodeId(text.substr(0, dot)), SocketId(text.substr(dot + 1))};
}

// Builds one topology, call by call. Options and parameters are those of the node or socket that was added last.
class Network {
public:
    using Sockets = std::vector<std::pair<std::string, SocketType>>;

    Network& node(const std::string& id, const std::string& role, const Sockets& sockets, Values params = {})
    {
        Node node;
        node.id = NodeId(id);
        node.role = role;
        node.params = std::move(params);
        for (const auto& [socketId, type] : sockets) {
            Socket socket;
            socket.id = SocketId(socketId);
            socket.type = type;
            if (type == SocketType::Sub || type == SocketType::XSub)
                socket.subscriptions.emplace_back();
            node.sockets.push_back(std::move(socket));
        }
        m_topology.nodes.push_back(std::move(node));
        return *this;
    }
    Network& host(const std::string& id)
    {
        if (!m_topology.host(HostId(id)))
            m_topology.hosts.push_back({HostId(id), {}, {}});
        m_topology.nodes.back().host = HostId(id);
        return *this;
    }
    // Of the last node's last socket.
    Network& option(const std::string& name, Value value)
    {
        m_topology.nodes.back().sockets.back().options[name] = std::move(value);
        return *this;
    }
    Network& subscriptions(std::vector<std::string> prefixes)
    {
        m_topology.nodes.back().sockets.back().subscriptions = std::move(prefixes);
        return *this;
    }
    Network& wire(const std::string& from, const std::string& to, const std::string& endpoint = {},
                  std::optional<WireEnd> bind = {})
    {
        Wire wire;
        wire.id = WireId("w" + std::to_string(m_topology.wires.size() + 1));
        wire.from = socketRef(from);
        wire.to = socketRef(to);
        wire.endpoint = endpoint;
        wire.bind = bind;
        m_topology.wires.push_back(std::move(wire));
        return *this;
    }

    const Topology& topology() const { return m_topology; }
    Topology& topology() { return m_topology; }

private:
    Topology m_topology;
};

} // namespace zeroloom
