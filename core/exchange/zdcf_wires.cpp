#include "core/exchange/zdcf_wires.h"

#include <algorithm>
#include <set>
#include <span>

#include "core/exchange/settled_endpoints.h"
#include "core/model/id_rule.h"
#include "core/model/wire_rule.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

using Served = std::set<std::pair<SocketRef, std::string>>; // a socket, and an endpoint for which it has a wire

// What stands at the other end, when all that is known of it is that it is there.
std::optional<SocketType> usualPeer(SocketType type)
{
    switch (type) {
    case SocketType::Pub:
    case SocketType::XPub:
        return SocketType::Sub;
    case SocketType::Sub:
    case SocketType::XSub:
        return SocketType::Pub;
    case SocketType::Router:
        return SocketType::Dealer;
    case SocketType::Dealer:
        return SocketType::Router;
    default: {
        const auto peers = legalPeers(type);
        return peers.empty() ? std::nullopt : std::optional(peers.front());
    }
    }
}

bool isEverywhere(const std::string& address)
{
    return address == "*" || address == "0.0.0.0" || address == "::" || address == "[::]";
}

bool isInterface(const std::string& address)
{
    return address.find_first_not_of("0123456789.") != std::string::npos && address.find(':') == std::string::npos;
}

class WireMaker {
public:
    WireMaker(Topology& topology, const std::vector<BoundSocket>& sockets, Remarks& remarks)
        : m_topology(topology), m_sockets(sockets), m_remarks(remarks)
    {
        for (const Node& node : topology.nodes) {
            m_nodeIds.insert(node.id.text());
            for (const Socket& socket : node.sockets)
                m_ends.emplace(SocketRef{node.id, socket.id}, End{socket.type, node.host});
        }
        for (const Wire& wire : topology.wires)
            m_wireIds.insert(wire.id.text());
        for (const BoundSocket& socket : sockets) {
            for (const std::string& endpoint : socket.binds) {
                m_binders[endpoint].push_back(socket.at);
                if (const auto parsed = parseEndpoint(endpoint, EndpointUse::Bind); parsed && parsed->port != 0)
                    m_ports[parsed->port].push_back({socket.at, endpoint, *parsed});
            }
        }
    }

    void run()
    {
        compareWires();
        for (const BoundSocket& socket : m_sockets) {
            for (const std::string& endpoint : socket.connects) {
                if (m_served.insert({socket.at, endpoint}).second)
                    connect(socket.at, endpoint);
            }
        }
        for (const BoundSocket& socket : m_sockets) {
            for (const std::string& endpoint : socket.binds) {
                if (m_served.insert({socket.at, endpoint}).second)
                    await(socket.at, endpoint);
            }
        }
    }

private:
    struct End {
        SocketType type;
        HostId host;
    };
    struct PortBinder {
        SocketRef at;
        std::string text;
        Endpoint endpoint;
    };

    void remark(std::string where, std::string message) { m_remarks.push_back({std::move(where), std::move(message)}); }

    // What the wires that there are already make of the endpoints.
    void compareWires()
    {
        if (m_topology.wires.empty())
            return;
        std::set<std::pair<SocketRef, std::string>> binds, connects;
        for (const BoundSocket& socket : m_sockets) {
            for (const std::string& endpoint : socket.binds)
                binds.insert({socket.at, endpoint});
            for (const std::string& endpoint : socket.connects)
                connects.insert({socket.at, endpoint});
        }
        const SettledEndpoints settled = settleEndpoints(m_topology);
        const TopologyIndex index(m_topology);
        for (const Wire& wire : m_topology.wires) {
            const SettledWire& endpoints = settled.wires.at(wire.id);
            const WireEnd binder = bindingEnd(wire, index);
            const auto bind = std::pair(endOf(wire, binder), endpoints.bind);
            const auto connect = std::pair(endOf(wire, other(binder)), endpoints.connect);
            if (!binds.contains(bind) || !connects.contains(connect))
                remark("wire '" + wire.id.text() + "'",
                       "its ends bind and connect other endpoints than it says; the wire was taken as it is");
            m_served.insert(bind);
            m_served.insert(connect);
        }
    }

    bool canReach(const SocketRef& from, const PortBinder& binder, const Endpoint& wanted) const
    {
        return binder.at != from && binder.endpoint.transport == wanted.transport &&
               binder.endpoint.path == wanted.path &&
               (isEverywhere(binder.endpoint.address) || isInterface(binder.endpoint.address));
    }

    // A hostile file must not make every socket look at every other.
    template <typename T>
    static std::span<const T> firstFew(const std::vector<T>& list)
    {
        constexpr std::size_t Few = 256;
        return std::span(list).first(std::min(list.size(), Few));
    }

    // Those who bind what `from` connects to, with the endpoint as they bind it.
    std::vector<std::pair<SocketRef, std::string>> bindersFor(const SocketRef& from, const std::string& endpoint) const
    {
        std::vector<std::pair<SocketRef, std::string>> found;
        const auto parsed = parseEndpoint(endpoint, EndpointUse::Connect);
        const bool sameProcess = parsed && parsed->transport == Transport::Inproc;
        if (const auto exact = m_binders.find(endpoint); exact != m_binders.end()) {
            for (const SocketRef& binder : firstFew(exact->second)) {
                if (binder != from && (!sameProcess || m_ends.at(binder).host == m_ends.at(from).host))
                    found.emplace_back(binder, endpoint);
            }
        }
        if (!found.empty() || !parsed)
            return found;
        if (const auto port = m_ports.find(parsed->port); port != m_ports.end()) {
            for (const PortBinder& binder : firstFew(port->second)) {
                if (canReach(from, binder, *parsed))
                    found.emplace_back(binder.at, binder.text);
            }
        }
        return found;
    }

    void connect(const SocketRef& from, const std::string& endpoint)
    {
        const auto binders = bindersFor(from, endpoint);
        if (binders.empty())
            return addOutside(from, endpoint, true);
        const SocketType type = m_ends.at(from).type;
        const auto legal = std::ranges::find_if(
            binders, [&](const auto& binder) { return canTalk(type, m_ends.at(binder.first).type); });
        const auto& [binder, bound] = legal == binders.end() ? binders.front() : *legal;
        if (binders.size() > 1)
            remark(from.text(), "several sockets bind '" + shownEndpoint(bound) + "'; it is wired to " + binder.text());
        if (bound != endpoint)
            remark(from.text(), "connects to '" + shownEndpoint(endpoint) + "', which is taken for '" +
                                    shownEndpoint(bound) + "' of " + binder.text());
        m_served.insert({binder, bound});
        addWire(from, binder, bound);
    }

    // Nobody of the file connects to what it binds.
    void await(const SocketRef& binder, const std::string& endpoint) { addOutside(binder, endpoint, false); }

    void addOutside(const SocketRef& at, const std::string& endpoint, bool outsideBinds)
    {
        const SocketType type = m_ends.at(at).type;
        const auto peer = usualPeer(type);
        const auto parsed = parseEndpoint(endpoint, outsideBinds ? EndpointUse::Connect : EndpointUse::Bind);
        const bool elsewhere = !parsed || parsed->transport != Transport::Inproc;
        const std::string does = outsideBinds ? "connects to" : "binds";
        if (!peer || !elsewhere) {
            remark(at.text(), does + " '" + shownEndpoint(endpoint) +
                                  "', for which the file has no other end; it is "
                                  "left without a wire");
            return;
        }
        // Whoever is reached at one endpoint is one program.
        const auto key = std::pair(endpoint, *peer);
        auto known = outsideBinds ? m_outside.find(key) : m_outside.end();
        if (known == m_outside.end())
            known = m_outside.insert_or_assign(key, newOutside(*peer, endpoint)).first;
        remark(at.text(), does + " '" + shownEndpoint(endpoint) + "', for which the file has no other end; '" +
                              known->second.node.text() + "' stands for it");
        if (outsideBinds)
            addWire(at, known->second, endpoint);
        else
            addWire(known->second, at, endpoint);
    }

    SocketRef newOutside(SocketType type, const std::string& endpoint)
    {
        Node node;
        node.id = NodeId(freshId(
            "outside", [&](const std::string& id) { return m_nodeIds.contains(id); }, &m_nextOutside));
        m_nodeIds.insert(node.id.text());
        node.label = endpoint;
        node.role = "outside";
        Socket socket;
        socket.id = SocketId("socket");
        socket.type = type;
        if (type == SocketType::Sub)
            socket.subscriptions.emplace_back();
        const SocketRef ref{node.id, socket.id};
        m_ends.emplace(ref, End{type, node.host});
        node.sockets.push_back(std::move(socket));
        m_topology.nodes.push_back(std::move(node));
        return ref;
    }

    void addWire(const SocketRef& connector, const SocketRef& binder, const std::string& endpoint)
    {
        Wire wire;
        wire.id = WireId(freshId(
            "w1", [&](const std::string& id) { return m_wireIds.contains(id); }, &m_nextWire));
        m_wireIds.insert(wire.id.text());
        wire.from = connector;
        wire.to = binder;
        wire.bind = WireEnd::To;
        wire.endpoint = endpoint;
        directWire(wire, m_ends.at(connector).type, m_ends.at(binder).type);
        m_topology.wires.push_back(std::move(wire));
    }

    static std::string shownEndpoint(const std::string& endpoint)
    {
        constexpr std::size_t Longest = 120;
        return endpoint.size() <= Longest ? endpoint : endpoint.substr(0, Longest) + "...";
    }

    Topology& m_topology;
    const std::vector<BoundSocket>& m_sockets;
    Remarks& m_remarks;
    std::map<SocketRef, End> m_ends;
    std::map<std::string, std::vector<SocketRef>> m_binders;
    std::map<std::uint16_t, std::vector<PortBinder>> m_ports;
    std::set<std::string> m_nodeIds, m_wireIds;
    long m_nextOutside = 1, m_nextWire = 1;
    std::map<std::pair<std::string, SocketType>, SocketRef> m_outside;
    Served m_served;
};

} // namespace

void addWiresByEndpoint(Topology& topology, const std::vector<BoundSocket>& sockets, Remarks& remarks)
{
    WireMaker(topology, sockets, remarks).run();
}

} // namespace zeroloom
