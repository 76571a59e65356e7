#include <unordered_set>

#include "core/base/near_name.h"
#include "core/check/fix.h"
#include "core/check/rules.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostSuggested = 100; // hosts among which the one that was meant is looked for

void checkUnique(CheckContext& context)
{
    const Topology& topology = context.topology();
    const auto report = [&](const Place& where, std::string_view kind, const std::string& id) {
        if (id.empty())
            context.report("empty-id", where, "a " + std::string(kind) + " has no id", "give it one");
        else
            context.report("duplicate-id", where, "two " + std::string(kind) + "s have the id " + quoted(id),
                           "give one of them another id");
    };
    std::unordered_set<HostId> hosts;
    for (const Host& host : topology.hosts) {
        if (host.id.empty() || !hosts.insert(host.id).second)
            report({}, "host", host.id.text());
    }
    std::unordered_set<NodeId> nodes;
    for (const Node& node : topology.nodes) {
        if (node.id.empty() || !nodes.insert(node.id).second)
            report(placeOf(node), "node", node.id.text());
        std::unordered_set<SocketId> sockets;
        for (const Socket& socket : node.sockets) {
            if (socket.id.empty() || !sockets.insert(socket.id).second)
                report(placeOf(node, socket), "socket", socket.id.text());
        }
    }
    std::unordered_set<WireId> wires;
    for (const Wire& wire : topology.wires) {
        if (wire.id.empty() || !wires.insert(wire.id).second)
            report(placeOf(wire), "wire", wire.id.text());
    }
}

void checkHosts(CheckContext& context)
{
    std::vector<std::string_view> known;
    std::unordered_set<HostId> hosts;
    for (const Host& host : context.topology().hosts) {
        if (known.size() < MostSuggested)
            known.emplace_back(host.id.text());
        hosts.insert(host.id);
    }
    for (const Node& node : context.topology().nodes) {
        if (hosts.contains(node.host))
            continue;
        std::string_view host = nearestName(node.host.text(), known);
        if (host.empty() && !known.empty())
            host = known.front();
        std::optional<Edit> edit;
        if (!host.empty())
            edit = fixNode(context.topology(), node, "Move " + quoted(node.title()) + " to host " + quoted(host),
                           [&](Node& after) { after.host = HostId(std::string(host)); });
        context.report("unknown-host", placeOf(node),
                       quoted(node.title()) + " is to run on host " + quoted(node.host.text()) +
                           ", which is not declared",
                       host.empty() ? "declare the host" : "declare the host, or use " + quoted(host), std::move(edit));
    }
}

void checkWireEnds(CheckContext& context)
{
    for (const Wire& wire : context.topology().wires) {
        for (const SocketRef* end : {&wire.from, &wire.to}) {
            if (context.index().socket(*end))
                continue;
            const bool nodeExists = context.index().node(end->node) != nullptr;
            context.report(
                "unknown-end", placeOf(wire),
                wireName(wire) + ": " +
                    (nodeExists ? "node " + quoted(end->node.text()) + " has no socket " + quoted(end->socket.text())
                                : "there is no node " + quoted(end->node.text())),
                "wire it to a socket that exists, or remove the wire",
                removeWires(context.topology(), {&wire}, "Remove " + wireName(wire)));
        }
    }
}

void checkLabels(CheckContext& context)
{
    std::unordered_map<std::string, const Node*> labels;
    for (const Node& node : context.topology().nodes) {
        const auto [first, fresh] = labels.emplace(node.title(), &node);
        if (fresh)
            continue;
        context.report("duplicate-label", placeOf(node),
                       quoted(first->second->id.text()) + " and " + quoted(node.id.text()) + " are both shown as " +
                           quoted(node.title()),
                       "give one of them another label");
    }
}

} // namespace

void checkNames(CheckContext& context)
{
    if (context.topology().nodes.empty())
        context.report("empty-topology", {}, "the topology has no nodes",
                       "drag a socket from the palette, or stamp a pattern");
    checkUnique(context);
    checkHosts(context);
    checkWireEnds(context);
    checkLabels(context);
}

} // namespace zeroloom
