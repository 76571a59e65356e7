#include "core/plan/plan.h"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

#include "core/check/check.h"
#include "core/model/host_endpoint.h"
#include "core/model/runner.h"
#include "core/model/socket_copies.h"
#include "core/plan/own_thread.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

std::uint64_t socketNumber(const SocketRef& ref)
{
    // FNV-1a, 64 bit: offset basis and prime as its authors give them.
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : ref.text()) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

std::string routingIdOf(const Values& options)
{
    const auto option = options.find("ROUTING_ID");
    const auto* text = option == options.end() ? nullptr : std::get_if<std::string>(&option->second);
    return text ? *text : std::string();
}

namespace {

class Planner {
public:
    Planner(const Topology& topology, const std::set<HostId>& only)
        : m_topology(topology), m_only(only), m_index(topology), m_fast(nodesAtFullSpeed(topology, m_index))
    {
    }

    Result<Plan> plan();

private:
    std::string endpointSeenBy(const SocketRef& own, const SocketRef& binder, const std::string& written) const;
    PlannedWire plannedWire(const Wire& wire, const SocketRef& own) const;
    PlannedSocket plannedSocket(const Node& node, const Socket& socket) const;
    PlannedNode plannedNode(const Node& node) const;
    Status noteNumber(const SocketRef& ref, std::uint64_t number);

    const Topology& m_topology;
    const std::set<HostId>& m_only;
    TopologyIndex m_index;
    std::set<NodeId> m_fast;
    std::unordered_map<std::uint64_t, SocketRef> m_numbers;
};

// A name of a host is for those who are elsewhere.
std::string Planner::endpointSeenBy(const SocketRef& own, const SocketRef& binder, const std::string& written) const
{
    const Node* node = m_index.node(binder.node);
    if (!node || runnerOf(*node) != Runner::Zeroloom)
        return written;
    const bool here = own == binder || m_only.empty() || m_only.contains(node->host);
    return here ? boundEndpoint(written, node->host) : written;
}

PlannedWire Planner::plannedWire(const Wire& wire, const SocketRef& own) const
{
    PlannedWire planned;
    planned.id = wire.id;
    planned.end = wire.from == own ? WireEnd::From : WireEnd::To;
    planned.peer = endOf(wire, other(planned.end));
    if (const Socket* peer = m_index.socket(planned.peer)) {
        planned.peerType = peer->type;
        if (peer->type == SocketType::Router)
            planned.peerRoutingId = routingIdOf(peer->options);
    }
    if (const Node* peerNode = m_index.node(planned.peer.node)) {
        planned.peerHost = peerNode->host;
        planned.peerOutside = runnerOf(*peerNode) != Runner::Zeroloom;
    }
    const WireEnd binding = bindingEnd(wire, m_index);
    planned.binds = binding == planned.end;
    const std::string written = endpointOf(wire);
    planned.endpoint = endpointSeenBy(own, endOf(wire, binding), written);
    planned.bindKey = endOf(wire, binding).text() + " " + written;
    return planned;
}

PlannedSocket Planner::plannedSocket(const Node& node, const Socket& socket) const
{
    const SocketRef ref{node.id, socket.id};
    PlannedSocket planned;
    planned.id = socket.id;
    planned.type = socket.type;
    planned.number = socketNumber(ref);
    for (const auto& [option, value] : socket.options) {
        // What the type does not have is left out, as the check says: libzmq would refuse the socket.
        const OptionInfo* known = optionByName(option);
        if (known && known->appliesTo(socket.type))
            planned.options.emplace(option, value);
    }
    planned.subscriptions = socket.subscriptions;
    if (planned.subscriptions.empty() && subscribesToAll(node, socket))
        planned.subscriptions.emplace_back();
    for (const Wire* wire : m_index.wiresAt(ref))
        planned.wires.push_back(plannedWire(*wire, ref));
    SocketCopies copies = copiesOf(node, socket);
    planned.copies = copies.count;
    planned.copyName = std::move(copies.name);
    return planned;
}

PlannedNode Planner::plannedNode(const Node& node) const
{
    PlannedNode planned;
    planned.id = node.id;
    planned.role = node.role;
    planned.params = node.params;
    for (const Socket& socket : node.sockets)
        planned.sockets.push_back(plannedSocket(node, socket));
    const RoleInfo* role = roleByName(node.role);
    planned.ownThread = m_fast.contains(node.id) || (role && role->ownThread);
    return planned;
}

Status Planner::noteNumber(const SocketRef& ref, std::uint64_t number)
{
    const auto [place, fresh] = m_numbers.emplace(number, ref);
    if (!fresh && place->second != ref)
        return fail(ErrorCode::InvalidInput,
                    "the names '" + place->second.text() + "' and '" + ref.text() +
                        "' have the same number in message stamps; rename one of the two nodes",
                    ref.text());
    return {};
}

// Binders first, so that on one host most wildcard endpoints are known when the connecting node starts. Kahn's
// algorithm; among those that are free, and where nodes bind for each other in a circle, the order of the file.
std::vector<PlannedNode> inStartOrder(std::vector<PlannedNode> nodes)
{
    std::unordered_map<NodeId, std::size_t> place;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        place.emplace(nodes[i].id, i);
    std::vector<std::set<std::size_t>> connectors(nodes.size());
    std::vector<std::size_t> waitsFor(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (const PlannedSocket& socket : nodes[i].sockets) {
            for (const PlannedWire& wire : socket.wires) {
                const auto peer = place.find(wire.peer.node);
                if (wire.binds && peer != place.end() && peer->second != i && connectors[i].insert(peer->second).second)
                    ++waitsFor[peer->second];
            }
        }
    }
    std::set<std::size_t> ready, blocked;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        (waitsFor[i] == 0 ? ready : blocked).insert(i);
    std::vector<PlannedNode> ordered;
    ordered.reserve(nodes.size());
    while (!ready.empty() || !blocked.empty()) {
        std::set<std::size_t>& from = ready.empty() ? blocked : ready;
        const std::size_t next = *from.begin();
        from.erase(from.begin());
        for (const std::size_t connector : connectors[next]) {
            if (waitsFor[connector] > 0 && --waitsFor[connector] == 0 && blocked.erase(connector) > 0)
                ready.insert(connector);
        }
        ordered.push_back(std::move(nodes[next]));
    }
    return ordered;
}

Result<Plan> Planner::plan()
{
    Plan plan;
    plan.topology = m_topology.name;
    for (const Host& host : m_topology.hosts) {
        HostPlan hostPlan;
        hostPlan.host = host.id;
        for (const Node& node : m_topology.nodes) {
            if (node.host != host.id || runnerOf(node) == Runner::Outside)
                continue;
            hostPlan.nodes.push_back(plannedNode(node));
            for (const PlannedSocket& socket : hostPlan.nodes.back().sockets) {
                if (const Status noted = noteNumber({node.id, socket.id}, socket.number); !noted)
                    return tl::unexpected(noted.error());
            }
        }
        hostPlan.nodes = inStartOrder(std::move(hostPlan.nodes));
        plan.hosts.push_back(std::move(hostPlan));
    }
    return plan;
}

std::string placeText(const Place& place)
{
    if (!place.wire.empty())
        return "wire '" + place.wire.text() + "'";
    if (!place.socket.empty())
        return SocketRef{place.node, place.socket}.text();
    return place.node.text();
}

} // namespace

Result<Plan> makePlan(const Topology& topology, const std::set<HostId>& only)
{
    const std::vector<Diagnostic> diagnostics = check(topology, only);
    const auto isError = [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; };
    const auto first = std::find_if(diagnostics.begin(), diagnostics.end(), isError);
    if (first != diagnostics.end()) {
        const auto count = std::count_if(diagnostics.begin(), diagnostics.end(), isError);
        std::string message = first->message;
        if (count > 1)
            message += " (and " + std::to_string(count - 1) + (count == 2 ? " more error)" : " more errors)");
        return fail(ErrorCode::InvalidInput, std::move(message), placeText(first->where));
    }
    return Planner(topology, only).plan();
}

} // namespace zeroloom
