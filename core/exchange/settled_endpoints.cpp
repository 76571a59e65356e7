#include "core/exchange/settled_endpoints.h"

#include <optional>
#include <set>

#include "core/model/host_endpoint.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

constexpr int LastPort = 65535;

class Settler {
public:
    explicit Settler(const Topology& topology) : m_topology(topology), m_index(topology) {}

    SettledEndpoints settle();

private:
    void notePort(const Wire& wire);
    std::string settledBind(const Wire& wire, const SocketRef& binder);
    std::string freshIpc(const SocketRef& binder);
    std::optional<std::uint16_t> freshPort();
    void remark(const Wire& wire, std::string message)
    {
        m_settled.remarks.push_back({"wire '" + wire.id.text() + "'", std::move(message)});
    }

    const Topology& m_topology;
    TopologyIndex m_index;
    std::set<std::uint16_t> m_ports;
    int m_nextPort = FirstSettledPort;
    std::set<std::string> m_paths;
    std::map<std::string, std::string> m_binds; // by "node.socket endpoint"
    SettledEndpoints m_settled;
};

void Settler::notePort(const Wire& wire)
{
    if (const auto endpoint = readEndpoint(endpointOf(wire)))
        m_ports.insert(endpoint->port);
}

std::optional<std::uint16_t> Settler::freshPort()
{
    while (m_nextPort <= LastPort) {
        const auto port = static_cast<std::uint16_t>(m_nextPort++);
        if (m_ports.insert(port).second)
            return port;
    }
    return std::nullopt;
}

std::string Settler::freshIpc(const SocketRef& binder)
{
    const std::string stem = binder.node.text() + "-" + binder.socket.text();
    std::string name = stem;
    for (int number = 2; !m_paths.insert(name).second; ++number)
        name = stem + "-" + std::to_string(number);
    return "ipc://" + name + ".ipc";
}

std::string Settler::settledBind(const Wire& wire, const SocketRef& binder)
{
    const Node* node = m_index.node(binder.node);
    const std::string text = node ? boundEndpoint(endpointOf(wire), node->host) : endpointOf(wire);
    const auto endpoint = readEndpoint(text);
    if (!endpoint) // the check says what is wrong with it
        return text;
    std::string settled = text;
    if (endpoint->transport == Transport::Inproc || (endpoint->transport == Transport::Ipc && endpoint->wildcard)) {
        settled = freshIpc(binder);
    } else if (endpoint->wildcard) {
        const auto port = freshPort();
        if (!port) {
            remark(wire, "there is no port left that no wire names; choose its endpoint yourself");
            return text;
        }
        Endpoint fixed = *endpoint;
        fixed.wildcard = false;
        fixed.port = *port;
        settled = fixed.text();
    }
    if (settled != text)
        remark(wire, endpoint->transport == Transport::Inproc
                         ? "inproc joins threads of one process; the programs use '" + settled + "' instead"
                         : "'" + text + "' is '" + settled + "' there, which both ends know");
    return settled;
}

SettledEndpoints Settler::settle()
{
    for (const Wire& wire : m_topology.wires)
        notePort(wire);
    for (const Wire& wire : m_topology.wires) {
        const SocketRef& binder = endOf(wire, bindingEnd(wire, m_index));
        const std::string key = binder.text() + " " + endpointOf(wire);
        auto bound = m_binds.find(key);
        if (bound == m_binds.end())
            bound = m_binds.emplace(key, settledBind(wire, binder)).first;
        m_settled.wires.emplace(wire.id, SettledWire{bound->second, reachableEndpoint(bound->second)});
    }
    return std::move(m_settled);
}

} // namespace

SettledEndpoints settleEndpoints(const Topology& topology) { return Settler(topology).settle(); }

} // namespace zeroloom
