#include <algorithm>
#include <map>
#include <set>

#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/model/socket_copies.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

std::string routingId(const Socket& socket)
{
    const Value* value = optionOf(socket, "ROUTING_ID");
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

// That of the first, where the socket stands for several.
std::string routingIdOf(const Node& node, const Socket& socket)
{
    if (optionOf(socket, "ROUTING_ID"))
        return routingId(socket);
    const SocketCopies copies = copiesOf(node, socket);
    return copies.name.empty() ? std::string() : copyRoutingId(copies.name, 0, copies.count);
}

bool connects(const WireFacts& wire, const SocketRef& socket) { return wire.binding != wire.endAt(socket); }

// The name that the ROUTER itself gives to whom it connects to.
std::string connectRoutingId(const Socket& socket)
{
    const Value* value = optionOf(socket, "CONNECT_ROUTING_ID");
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

std::optional<Edit> removeConnectRoutingId(const CheckContext& context, const Node& node, const Socket& socket)
{
    return fixSocket(context.topology(), node, socket,
                     "Remove CONNECT_ROUTING_ID of " + quoted(refOf(node, socket).text()),
                     [](Socket& after) { after.options.erase("CONNECT_ROUTING_ID"); });
}

// libzmq ends the process when a name that it is to give is one that another peer has brought along.
void checkGivenName(CheckContext& context, const Node& node, const Socket& router)
{
    const SocketRef ref = refOf(node, router);
    const std::string given = connectRoutingId(router);
    if (router.type != SocketType::Router || given.empty())
        return;
    for (const WireFacts* wire : context.wiresAt(ref)) {
        const WireEnd peer = other(wire->endAt(ref));
        if (connects(*wire, ref) || routingId(wire->socket(peer)) != given)
            continue;
        context.report("connect-routing-id", placeOf(node, router),
                       quoted(ref.text()) + " gives the name " + quoted(given) +
                           " to the peer that it connects to, and " + quoted(wire->ref(peer).text()) +
                           " has it already: libzmq ends the process when both come",
                       "give the peers different routing ids", removeConnectRoutingId(context, node, router));
    }
}

void checkDuplicates(CheckContext& context, const Node& node, const Socket& router)
{
    if (router.type != SocketType::Router)
        return;
    const bool handover = wholeOptionOf(router, "ROUTER_HANDOVER").value_or(0) != 0;
    std::map<std::string, SocketRef> known;
    for (const WireFacts* wire : context.wiresAt(refOf(node, router))) {
        const WireEnd end = other(wire->endAt(refOf(node, router)));
        const std::string id = routingIdOf(wire->node(end), wire->socket(end));
        if (id.empty())
            continue;
        const auto [first, fresh] = known.emplace(id, wire->ref(end));
        if (fresh || first->second == wire->ref(end))
            continue;
        const Node& peerNode = wire->node(end);
        const std::string newId = peerNode.id.text();
        std::optional<Edit> edit;
        if (optionOf(wire->socket(end), "ROUTING_ID") == nullptr)
            edit = fixNode(context.topology(), peerNode, "Name the hearts of " + quoted(peerNode.title()) + " after it",
                           [](Node& after) { after.params.erase("name"); });
        else if (newId != id)
            edit = fixSocket(context.topology(), peerNode, wire->socket(end),
                             "Set the routing id of " + quoted(wire->ref(end).text()) + " to " + quoted(newId),
                             [&](Socket& socket) { socket.options["ROUTING_ID"] = newId; });
        context.report(handover ? Severity::Info : Severity::Error, "duplicate-routing-id",
                       placeOf(peerNode, wire->socket(end)),
                       quoted(first->second.text()) + " and " + quoted(wire->ref(end).text()) +
                           " have the same routing id " + quoted(id) + " at " + quoted(refOf(node, router).text()) +
                           (handover ? ": whoever connects last takes the other's place"
                                     : ": the ROUTER ignores whoever comes second"),
                       "give each its own ROUTING_ID", std::move(edit));
    }
}

// libzmq ends the process when the second connection of one ROUTER claims the id again.
void checkConnectRoutingId(CheckContext& context, const Node& node, const Socket& socket)
{
    if (connectRoutingId(socket).empty())
        return;
    const SocketRef ref = refOf(node, socket);
    const auto wires = context.wiresAt(ref);
    const auto count = std::ranges::count_if(wires, [&](const WireFacts* wire) { return connects(*wire, ref); });
    if (count < 2)
        return;
    context.report("connect-routing-id", placeOf(node, socket),
                   quoted(ref.text()) + " connects " + std::to_string(count) +
                       " times, and CONNECT_ROUTING_ID names one peer: libzmq ends the process at the second",
                   "remove CONNECT_ROUTING_ID and give each peer a ROUTING_ID of its own",
                   removeConnectRoutingId(context, node, socket));
}

void checkRouterToRouter(CheckContext& context, const WireFacts& facts)
{
    if (facts.from->type != SocketType::Router || facts.to->type != SocketType::Router || facts.from == facts.to)
        return;
    for (const Socket* socket : {facts.from, facts.to}) {
        if (!routingId(*socket).empty() || optionOf(*socket, "CONNECT_ROUTING_ID"))
            return;
    }
    std::optional<Edit> edit;
    if (facts.fromNode != facts.toNode) {
        const auto name = [&](const Node& node, const Socket& socket) {
            return fixSocket(context.topology(), node, socket,
                             "Give both ROUTERs of " + wireName(*facts.wire) + " routing ids",
                             [&](Socket& after) { after.options["ROUTING_ID"] = node.id.text(); });
        };
        edit = together(name(*facts.fromNode, *facts.from), name(*facts.toNode, *facts.to));
    }
    context.report("router-without-id", placeOf(*facts.wire),
                   wireName(*facts.wire) +
                       ": a ROUTER can send only to a routing id that it knows, and here neither end "
                       "has one, so none can speak first",
                   "set ROUTING_ID on at least one end", std::move(edit));
}

} // namespace

void checkRouting(CheckContext& context)
{
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            checkDuplicates(context, node, socket);
            checkConnectRoutingId(context, node, socket);
            checkGivenName(context, node, socket);
        }
    }
    for (const WireFacts& facts : context.wires())
        checkRouterToRouter(context, facts);
}

} // namespace zeroloom
