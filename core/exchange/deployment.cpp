#include "core/exchange/deployment.h"

#include <algorithm>

#include "core/check/check.h"
#include "core/exchange/settled_endpoints.h"
#include "core/exchange/stray_inproc.h"
#include "core/exchange/target_names.h"
#include "core/host/program_endpoints.h"
#include "core/model/runner.h"
#include "core/plan/plan.h"
#include "core/role/parameters.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

bool isProgramNode(const Node& node) { return runnerOf(node) == Runner::Program; }
bool isOutsideNode(const Node& node) { return runnerOf(node) == Runner::Outside; }
bool isHostNode(const Node& node) { return runnerOf(node) == Runner::Zeroloom; }

// A node that is called like a host gets another name, and all of them DNS labels.
class DeploymentNamer {
public:
    explicit DeploymentNamer(const Topology& topology) : m_topology(topology)
    {
        for (const char* loopback : {"lo", "localhost"})
            m_labels.reserve(loopback);
    }

    DeployedNames names()
    {
        DeployedNames names;
        // Every topology has a host of this name, which therefore keeps it.
        names.hosts[HostId("local")] = m_labels.map("local");
        for (const Host& host : m_topology.hosts)
            names.hosts[host.id] = m_labels.map(host.id.text());
        for (const Node& node : m_topology.nodes) {
            if (isProgramNode(node))
                names.programs[node.id] = nodeName(node, "-program");
            else if (isOutsideNode(node))
                names.outside[node.id] = nodeName(node, "-outside");
        }
        return names;
    }
    Remarks remarks() const { return m_labels.remarks(); }

private:
    std::string nodeName(const Node& node, const char* suffix)
    {
        const std::string& id = node.id.text();
        const bool isHost = id == "local" || m_topology.host(HostId(id)) != nullptr;
        return m_labels.map(isHost ? id + suffix : id);
    }

    const Topology& m_topology;
    TargetNames m_labels{NameRule::DnsLabel};
};

class DeploymentMaker {
public:
    DeploymentMaker(const Topology& topology, Plan plan, DeploymentPlace place)
        : m_original(topology), m_plan(std::move(plan)), m_place(place), m_index(topology)
    {
    }

    Result<Deployment> make();

private:
    void addHostUnits();
    void addProgramUnits();
    void addOutside();
    void rewriteNodes();
    void rewriteWires();
    void takeSecrets();
    DeployedProgram program(const Node& node);
    void addEndpoints(const PlannedNode& node, std::map<std::string, std::string>& environment) const;
    void addUserVariables(const Node& node, const TextList& list, std::map<std::string, std::string>& environment);
    const PlannedNode* planned(const NodeId& id) const;
    bool endsByItself(const HostId& host) const;
    std::set<std::string> peersOf(const HostId& host) const;
    void remark(std::string where, std::string message)
    {
        m_made.remarks.push_back({std::move(where), std::move(message)});
    }

    const Topology& m_original;
    const Plan m_plan;
    const DeploymentPlace m_place;
    TopologyIndex m_index;
    DeployedNames m_names;
    DeployedEndpoints m_endpoints;
    Deployment m_made;
};

const PlannedNode* DeploymentMaker::planned(const NodeId& id) const
{
    for (const HostPlan& host : m_plan.hosts) {
        for (const PlannedNode& node : host.nodes) {
            if (node.id == id)
                return &node;
        }
    }
    return nullptr;
}

// As `zeroloomctl run` ends: when everything that begins traffic has a count. One without such nodes runs for ever.
bool DeploymentMaker::endsByItself(const HostId& host) const
{
    bool some = false;
    for (const Node& node : m_original.nodes) {
        const RoleInfo* role = roleByName(node.role);
        if (node.host != host || !isHostNode(node) || !role || !role->parameter("rate") || !role->parameter("count"))
            continue;
        if (Parameters(*role, node.params).integer("count") <= 0)
            return false;
        some = true;
    }
    return some;
}

std::set<std::string> DeploymentMaker::peersOf(const HostId& host) const
{
    std::set<std::string> peers;
    for (const Wire& wire : m_original.wires) {
        const WireEnd end = bindingEnd(wire, m_index);
        const Node* binder = m_index.node(endOf(wire, end).node);
        const Node* connector = m_index.node(endOf(wire, other(end)).node);
        if (binder && connector && isHostNode(*binder) && isHostNode(*connector) && connector->host == host &&
            binder->host != host)
            peers.insert(m_names.hosts.at(binder->host));
    }
    return peers;
}

void DeploymentMaker::addHostUnits()
{
    for (const Host& host : m_original.hosts) {
        DeployedUnit unit;
        unit.name = m_names.hosts.at(host.id);
        unit.title = host.label.empty() ? host.id.text() : host.label;
        for (const Node& node : m_original.nodes) {
            if (node.host == host.id && isHostNode(node))
                unit.nodeIds.push_back(node.id.text());
        }
        if (unit.nodeIds.empty())
            continue;
        unit.ends = endsByItself(host.id);
        unit.ports = m_endpoints.ports[unit.name];
        unit.peers = peersOf(host.id);
        if (unit.ends)
            remark("host '" + unit.name + "'", "ends by itself when its sources have sent their counts, and is not "
                                               "started again then");
        m_made.units.push_back(std::move(unit));
    }
}

void DeploymentMaker::addUserVariables(const Node& node, const TextList& list,
                                       std::map<std::string, std::string>& environment)
{
    const auto isLetter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    for (const std::string& variable : list) {
        const std::string name = variable.substr(0, variable.find('='));
        const bool usable = name.size() < variable.size() && !name.empty() && isLetter(name.front()) &&
                            std::ranges::all_of(name, [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
        if (usable)
            environment[name] = variable.substr(name.size() + 1);
        else
            remark(node.id.text(), "an environment variable is left out whose name is not letters, digits and '_' "
                                   "followed by '='");
    }
}

void DeploymentMaker::addEndpoints(const PlannedNode& node, std::map<std::string, std::string>& environment) const
{
    ResolvedEndpoints binds, connects;
    for (const PlannedSocket& socket : node.sockets) {
        for (const PlannedWire& wire : socket.wires) {
            const DeployedWire& deployed = m_endpoints.wires.at(wire.id);
            (wire.binds ? binds : connects)[wire.bindKey] = wire.binds ? deployed.bind : deployed.connect;
        }
    }
    std::set<std::string> waiting; // nothing: all are known
    environment = programEnvironment(node, binds, connects, waiting).value_or(std::map<std::string, std::string>());
}

DeployedProgram DeploymentMaker::program(const Node& node)
{
    const Parameters parameters(*roleByName("program"), node.params);
    DeployedProgram program;
    program.command = parameters.text("command");
    program.arguments = parameters.list("arguments");
    program.folder = parameters.text("folder");
    program.restart = parameters.text("restart");
    if (const PlannedNode* plan = planned(node.id))
        addEndpoints(*plan, program.environment);
    addUserVariables(node, parameters.list("environment"), program.environment);
    return program;
}

void DeploymentMaker::addProgramUnits()
{
    for (const Node& node : m_original.nodes) {
        if (!isProgramNode(node))
            continue;
        DeployedUnit unit;
        unit.name = m_names.programs.at(node.id);
        unit.title = node.title();
        unit.nodeIds = {node.id.text()};
        unit.isProgram = true;
        unit.program = program(node);
        if (unit.program.command.empty()) {
            remark(node.id.text(), "has no command, so nothing is deployed for it");
            continue;
        }
        unit.ends = unit.program.restart != "always";
        unit.ports = m_endpoints.ports[unit.name];
        remark(node.id.text(), "is a program of your own: it is deployed as '" + unit.name +
                                   "' and runs only when you start that; README.md says how");
        m_made.units.push_back(std::move(unit));
    }
}

void DeploymentMaker::addOutside()
{
    for (const Node& node : m_original.nodes) {
        if (!isOutsideNode(node))
            continue;
        DeployedOutside outside{node.id, m_names.outside.at(node.id), m_endpoints.namedOutside.contains(node.id), {}};
        for (const Wire& wire : m_original.wires) {
            if (wire.from.node != node.id && wire.to.node != node.id)
                continue;
            const std::string& endpoint = m_endpoints.wires.at(wire.id).connect;
            if (std::ranges::find(outside.endpoints, endpoint) == outside.endpoints.end())
                outside.endpoints.push_back(endpoint);
        }
        remark(node.id.text(), outside.named
                                   ? "is run by someone else; say where '" + outside.name + "' is, as README.md tells"
                                   : "is run by someone else; README.md names its endpoints");
        m_made.outside.push_back(std::move(outside));
    }
}

void DeploymentMaker::rewriteNodes()
{
    for (Host& host : m_made.topology.hosts)
        host.id = HostId(m_names.hosts.at(host.id));
    // Nobody is wired to these, and what stands outside has sockets.
    std::erase_if(m_made.topology.nodes, [&](const Node& node) {
        const bool goes = isProgramNode(node) && node.sockets.empty();
        if (goes)
            m_made.topology.layout.erase(node.id);
        return goes;
    });
    for (Node& node : m_made.topology.nodes) {
        node.host = HostId(m_names.hosts.at(node.host));
        if (!isProgramNode(node))
            continue;
        node.role = "outside"; // for the hosts it is someone else's: its own unit runs it
        node.params.clear();
    }
}

void DeploymentMaker::rewriteWires()
{
    for (Wire& wire : m_made.topology.wires) {
        // Which end binds was perhaps chosen by what has changed now.
        wire.bind = bindingEnd(*m_index.wire(wire.id), m_index);
        if (const DeployedWire& deployed = m_endpoints.wires.at(wire.id); deployed.endpoint != endpointOf(wire))
            wire.endpoint = deployed.endpoint;
    }
}

void DeploymentMaker::takeSecrets()
{
    for (Node& node : m_made.topology.nodes) {
        for (Socket& socket : node.sockets) {
            for (const OptionInfo& option : options()) {
                const auto found = option.secret ? socket.options.find(std::string(option.name)) : socket.options.end();
                if (found == socket.options.end())
                    continue;
                const std::string ref = node.id.text() + "." + socket.id.text();
                const auto unit = std::ranges::find_if(
                    m_made.units, [&](const DeployedUnit& one) { return one.name == node.host.text(); });
                if (isHostNode(node) && unit != m_made.units.end()) {
                    unit->secrets.push_back({ref + "." + std::string(option.name), toText(found->second)});
                    remark(ref, std::string(option.name) + " is a secret of its own and not in the topology file");
                } else {
                    remark(ref, std::string(option.name) + " is left out: the node is not run by Zeroloom there");
                }
                socket.options.erase(found);
            }
        }
    }
}

Result<Deployment> DeploymentMaker::make()
{
    DeploymentNamer namer(m_original);
    m_names = namer.names();
    m_endpoints = deployEndpoints(m_original, m_names, m_place);
    if (m_endpoints.portsAreOut)
        return fail(ErrorCode::Unsupported, "cannot be deployed: it needs more ports than there are from " +
                                                std::to_string(FirstSettledPort) + " on");
    m_made.topology = m_original;
    TargetNames whole(NameRule::DnsLabel);
    m_made.name = whole.map(m_original.name.empty() ? "topology" : m_original.name);
    m_made.remarks = namer.remarks();
    std::ranges::copy(m_endpoints.remarks, std::back_inserter(m_made.remarks));
    addHostUnits();
    addProgramUnits();
    addOutside();
    rewriteNodes();
    rewriteWires();
    for (const Diagnostic& diagnostic : check(m_made.topology)) {
        if (diagnostic.severity == Severity::Error)
            return fail(ErrorCode::Unsupported, "cannot be deployed as it is: " + diagnostic.message);
    }
    takeSecrets();
    return std::move(m_made);
}

} // namespace

bool Deployment::hasPrograms() const
{
    return std::ranges::any_of(units, [](const DeployedUnit& unit) { return unit.isProgram; });
}

bool Deployment::hasSecrets() const
{
    return std::ranges::any_of(units, [](const DeployedUnit& unit) { return !unit.secrets.empty(); });
}

Result<Deployment> makeDeployment(const Topology& drawn, DeploymentPlace place)
{
    Remarks remarks;
    const Topology topology = withoutStrayInproc(drawn, remarks);
    auto plan = makePlan(topology);
    if (!plan)
        return tl::unexpected(plan.error());
    auto made = DeploymentMaker(topology, std::move(*plan), place).make();
    if (made && made->units.empty())
        return fail(ErrorCode::Unsupported, "there is nothing to deploy: every node is run outside");
    if (made)
        made->remarks.insert(made->remarks.begin(), remarks.begin(), remarks.end());
    return made;
}

} // namespace zeroloom
