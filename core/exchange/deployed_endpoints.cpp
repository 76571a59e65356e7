#include "core/exchange/deployed_endpoints.h"

#include <algorithm>
#include <optional>

#include "core/exchange/settled_endpoints.h"
#include "core/model/host_endpoint.h"
#include "core/model/runner.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

constexpr std::uint16_t FirstPortForAll = 1024; // those below belong to root
constexpr int LastPort = 65535;

// The wires that share one bind.
struct SharedBind {
    SocketRef binder;
    const Node* node = nullptr;
    std::string text;                 // as written
    std::optional<Endpoint> endpoint; // as the binder reads it, else as a connect
    std::vector<const Wire*> wires;
    std::vector<const Node*> connectors;
};

bool isNetwork(const Endpoint& endpoint)
{
    return endpoint.transport == Transport::Tcp || endpoint.transport == Transport::Ws;
}

bool isEveryInterface(const Endpoint& endpoint)
{
    return endpoint.address == "*" || endpoint.address == "0.0.0.0" || endpoint.address == "::" ||
           endpoint.address == "[::]";
}

class EndpointDeployer {
public:
    EndpointDeployer(const Topology& topology, const DeployedNames& names, DeploymentPlace place)
        : m_names(names), m_place(place), m_index(topology)
    {
        for (const Wire& wire : topology.wires)
            add(wire);
    }

    DeployedEndpoints deploy();

private:
    void add(const Wire& wire);
    const std::string& unitOf(const Node& node) const;
    std::string machineOf(const Node& node) const;
    bool inOneProcess(const SharedBind& bind) const;
    bool crosses(const SharedBind& bind) const;
    bool hasOutside(const SharedBind& bind) const;
    std::uint16_t freshPort();
    std::uint16_t portFor(const SharedBind& bind);
    std::string freshIpc(const SharedBind& bind);
    DeployedWire within(const SharedBind& bind);
    DeployedWire onMachine(const SharedBind& bind);
    DeployedWire across(const SharedBind& bind);
    DeployedWire fromOutside(const SharedBind& bind);
    void note(const SharedBind& bind, const DeployedWire& wire);

    const DeployedNames& m_names;
    const DeploymentPlace m_place;
    TopologyIndex m_index;
    std::vector<SharedBind> m_binds;
    std::map<std::pair<SocketRef, std::string>, std::size_t> m_placeOfBind;
    int m_nextPort = FirstSettledPort;
    std::set<std::uint16_t> m_ports;                     // that some endpoint names
    std::map<std::string, std::set<std::uint16_t>> m_at; // taken, by machine
    std::set<std::string> m_paths;
    DeployedEndpoints m_deployed;
};

void EndpointDeployer::add(const Wire& wire)
{
    const WireEnd end = bindingEnd(wire, m_index);
    const SocketRef& binder = endOf(wire, end);
    const Node* node = m_index.node(binder.node);
    const Node* connector = m_index.node(endOf(wire, other(end)).node);
    if (!node || !connector)
        return;
    const std::string text = endpointOf(wire);
    const auto [place, fresh] = m_placeOfBind.emplace(std::pair(binder, text), m_binds.size());
    if (fresh) {
        SharedBind bind{binder, node, text, std::nullopt, {}, {}};
        const std::string bound = runnerOf(*node) == Runner::Zeroloom ? boundEndpoint(text, node->host) : text;
        if (const auto parsed = readEndpoint(bound)) {
            bind.endpoint = *parsed;
            m_ports.insert(parsed->port);
        }
        m_binds.push_back(std::move(bind));
    }
    m_binds[place->second].wires.push_back(&wire);
    m_binds[place->second].connectors.push_back(connector);
}

const std::string& EndpointDeployer::unitOf(const Node& node) const
{
    switch (runnerOf(node)) {
    case Runner::Program:
        return m_names.programs.at(node.id);
    case Runner::Outside:
        return m_names.outside.at(node.id);
    case Runner::Zeroloom:
        break;
    }
    return m_names.hosts.at(node.host);
}

std::string EndpointDeployer::machineOf(const Node& node) const
{
    const bool onItsHost = m_place == DeploymentPlace::Machines && runnerOf(node) == Runner::Program;
    return onItsHost ? m_names.hosts.at(node.host) : unitOf(node);
}

bool EndpointDeployer::inOneProcess(const SharedBind& bind) const
{
    const auto isThere = [&](const Node* node) {
        return runnerOf(*node) == Runner::Zeroloom && node->host == bind.node->host;
    };
    return isThere(bind.node) && std::ranges::all_of(bind.connectors, isThere);
}

bool EndpointDeployer::hasOutside(const SharedBind& bind) const
{
    return std::ranges::any_of(bind.connectors, [](const Node* node) { return runnerOf(*node) == Runner::Outside; });
}

// Someone connects from another machine. An outside program does when the endpoint says that it can.
bool EndpointDeployer::crosses(const SharedBind& bind) const
{
    const bool local = !bind.endpoint || bind.endpoint->isLocal();
    return std::ranges::any_of(bind.connectors, [&](const Node* node) {
        if (runnerOf(*node) == Runner::Outside)
            return m_place == DeploymentPlace::Containers || !local;
        return machineOf(*node) != machineOf(*bind.node);
    });
}

std::uint16_t EndpointDeployer::freshPort()
{
    while (m_nextPort <= LastPort) {
        const auto port = static_cast<std::uint16_t>(m_nextPort++);
        if (m_ports.insert(port).second)
            return port;
    }
    m_deployed.portsAreOut = true;
    return 0;
}

// The port that is written, where it can be had.
std::uint16_t EndpointDeployer::portFor(const SharedBind& bind)
{
    std::set<std::uint16_t>& taken = m_at[machineOf(*bind.node)];
    std::uint16_t port = isNetwork(*bind.endpoint) && !bind.endpoint->wildcard ? bind.endpoint->port : 0;
    if (port < FirstPortForAll || taken.contains(port))
        port = freshPort();
    taken.insert(port);
    return port;
}

std::string EndpointDeployer::freshIpc(const SharedBind& bind)
{
    const std::string stem =
        "/tmp/" + bind.binder.node.text().substr(0, 40) + "-" + bind.binder.socket.text().substr(0, 40);
    std::string path = stem;
    for (int number = 2; !m_paths.insert(path).second; ++number)
        path = stem + "-" + std::to_string(number);
    return "ipc://" + path + ".ipc";
}

// All ends are in one process, which keeps its own ways.
DeployedWire EndpointDeployer::within(const SharedBind& bind)
{
    Endpoint endpoint = *bind.endpoint;
    std::string text = endpoint.text();
    if (endpoint.transport == Transport::Ipc && !endpoint.address.starts_with('@')) {
        text = freshIpc(bind); // the one folder that it can write to
    } else if (isNetwork(endpoint) && !endpoint.isLocal() && !isEveryInterface(endpoint) &&
               m_place == DeploymentPlace::Containers) {
        endpoint.address = "127.0.0.1"; // it has no other address for sure
        text = endpoint.text();
    }
    if (isNetwork(endpoint) && !endpoint.wildcard)
        m_at[machineOf(*bind.node)].insert(endpoint.port);
    return {text, text, text};
}

// The ends are programs of one machine, started apart from each other.
DeployedWire EndpointDeployer::onMachine(const SharedBind& bind)
{
    Endpoint endpoint = *bind.endpoint;
    if (!isNetwork(endpoint))
        endpoint = {.transport = Transport::Tcp, .address = "127.0.0.1", .wildcard = true, .path = {}};
    endpoint.port = portFor(bind);
    endpoint.wildcard = false;
    const std::string text = endpoint.text();
    if (isEveryInterface(endpoint))
        endpoint.address = "127.0.0.1";
    return {text, text, endpoint.text()};
}

DeployedWire EndpointDeployer::across(const SharedBind& bind)
{
    Endpoint endpoint = *bind.endpoint;
    const bool chosen = isNetwork(endpoint) && !endpoint.isLocal() && !isEveryInterface(endpoint);
    if (chosen && !endpoint.wildcard && m_place == DeploymentPlace::Machines)
        return {bind.text, bind.text, bind.text}; // the person knows the machine's address
    if (!isNetwork(endpoint))
        endpoint = {.transport = Transport::Tcp, .address = {}, .path = {}};
    endpoint.port = portFor(bind);
    endpoint.wildcard = false;
    endpoint.address = "*";
    const std::string bound = endpoint.text();
    endpoint.address = machineOf(*bind.node);
    DeployedPort port{endpoint.port, std::string(name(endpoint.transport)), hasOutside(bind), false};
    port.onlyLocally = port.forOutside && bind.endpoint->isLocal();
    m_deployed.ports[unitOf(*bind.node)].insert(port);
    return {endpoint.text(), bound, endpoint.text()};
}

// Somebody else binds. What is reached over this machine alone has another name where we run in containers.
DeployedWire EndpointDeployer::fromOutside(const SharedBind& bind)
{
    if (m_place == DeploymentPlace::Machines || !bind.endpoint || !bind.endpoint->isLocal())
        return {bind.text, bind.text, bind.text};
    Endpoint endpoint = *bind.endpoint;
    if (!isNetwork(endpoint))
        endpoint = {.transport = Transport::Tcp, .address = {}, .port = freshPort(), .path = {}};
    endpoint.address = m_names.outside.at(bind.node->id);
    m_deployed.namedOutside.insert(bind.node->id);
    return {endpoint.text(), endpoint.text(), endpoint.text()};
}

void EndpointDeployer::note(const SharedBind& bind, const DeployedWire& wire)
{
    for (const Wire* one : bind.wires)
        m_deployed.wires.emplace(one->id, wire);
    if (wire.endpoint != bind.text && wire.bind != bind.text)
        m_deployed.remarks.push_back(
            {"wire '" + bind.wires.front()->id.text() + "'", "'" + bind.text + "' is '" + wire.endpoint + "' there"});
}

DeployedEndpoints EndpointDeployer::deploy()
{
    // What stays inside a process keeps its port, so that comes first.
    for (const bool inside : {true, false}) {
        for (const SharedBind& bind : m_binds) {
            if (inOneProcess(bind) != inside)
                continue;
            if (!bind.endpoint)
                note(bind, {bind.text, bind.text, bind.text}); // the check says what is wrong with it
            else if (inside)
                note(bind, within(bind));
            else if (runnerOf(*bind.node) == Runner::Outside)
                note(bind, fromOutside(bind));
            else
                note(bind, crosses(bind) ? across(bind) : onMachine(bind));
        }
    }
    return std::move(m_deployed);
}

} // namespace

DeployedEndpoints deployEndpoints(const Topology& topology, const DeployedNames& names, DeploymentPlace place)
{
    return EndpointDeployer(topology, names, place).deploy();
}

} // namespace zeroloom
