#include <algorithm>
#include <set>

#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/model/socket_copies.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/legal_peers.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

bool roleTakes(const Node& node, SocketType type)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role)
        return false;
    return std::any_of(role->slots.begin(), role->slots.end(), [&](const SocketSlot& slot) {
        return std::find(slot.types.begin(), slot.types.end(), type) != slot.types.end();
    });
}

// The one change of type that makes an illegal wire legal: the receiving end becomes what the sender's pattern wants,
// if its role takes that type and none of its other wires is hurt.
std::optional<Edit> changeReceiver(const CheckContext& context, const WireFacts& facts)
{
    const std::vector<SocketType> wanted = legalPeers(facts.from->type);
    if (wanted.empty() || facts.node(WireEnd::To).sockets.empty())
        return std::nullopt;
    const SocketType type = wanted.front();
    const SocketRef& ref = facts.wire->to;
    if (!roleTakes(*facts.toNode, type))
        return std::nullopt;
    for (const WireFacts* wire : context.wiresAt(ref)) {
        if (!canTalk(type, wire->socket(other(wire->endAt(ref))).type))
            return std::nullopt;
    }
    return fixSocket(context.topology(), *facts.toNode, *facts.to,
                     "Change " + quoted(ref.text()) + " to " + std::string(name(type)), [&](Socket& socket) {
                         socket.type = type;
                         if (type == SocketType::Sub && socket.subscriptions.empty())
                             socket.subscriptions.emplace_back();
                     });
}

void checkLegal(CheckContext& context, const WireFacts& facts)
{
    const Wire& wire = *facts.wire;
    if (wire.from == wire.to) {
        context.report("self-wire", placeOf(wire), wireName(wire) + ": a socket cannot be wired to itself",
                       "remove the wire", removeWires(context.topology(), {&wire}, "Remove " + wireName(wire)));
        return;
    }
    const std::string why = whyNot(facts.from->type, facts.to->type);
    if (why.empty())
        return;
    const std::size_t colon = why.find(": ");
    context.report("illegal-peers", placeOf(wire), wireName(wire) + ": " + why.substr(0, colon),
                   colon == std::string::npos ? "change the type of one end, or remove the wire"
                                              : why.substr(colon + 2),
                   changeReceiver(context, facts));
}

void checkDuplicateWires(CheckContext& context)
{
    std::set<std::pair<SocketRef, SocketRef>> wired;
    for (const WireFacts& facts : context.wires()) {
        const Wire& wire = *facts.wire;
        if (wire.from == wire.to || wired.insert(std::minmax(wire.from, wire.to)).second)
            continue;
        context.report(
            "duplicate-wire", placeOf(wire),
            wireName(wire) + " joins two sockets that are wired already: what passes through which of the two "
                             "wires cannot be told",
            "remove one of them", removeWires(context.topology(), {&wire}, "Remove the second " + wireName(wire)));
    }
}

void checkUnwired(CheckContext& context, const Node& node, const Socket& socket)
{
    if (!context.index().wiresAt(refOf(node, socket)).empty())
        return;
    const RoleInfo* role = roleByName(node.role);
    const bool optional = role && std::any_of(role->slots.begin(), role->slots.end(), [&](const SocketSlot& slot) {
                              return slot.name == socket.id.text() && slot.minimum == 0;
                          });
    context.report(optional ? Severity::Info : Severity::Warning, "socket-no-wire", placeOf(node, socket),
                   quoted(refOf(node, socket).text()) + " has no wire, so nothing passes through it",
                   "drag a wire from it to a socket that it can talk to, or remove it");
}

void checkPair(CheckContext& context, const Node& node, const Socket& socket)
{
    if (info(socket.type).manyPeers)
        return;
    const auto& wires = context.index().wiresAt(refOf(node, socket));
    if (wires.size() < 2)
        return;
    const std::string socketName = quoted(refOf(node, socket).text());
    context.report(
        "pair-two-peers", placeOf(node, socket),
        socketName + " has " + std::to_string(wires.size()) + " wires: " + std::string(name(socket.type)) +
            " talks to one peer, and every other one is ignored in silence",
        "keep one wire, or use DEALER",
        removeWires(context.topology(), {wires.begin() + 1, wires.end()}, "Keep the first wire of " + socketName));
}

// What subscribers behind the node ask for reaches the publishers before it: an XPUB tells of it, and an XSUB passes it
// on. A heart subscribes by itself, as its role says.
bool subscribesForOthers(const Node& node, const Socket& socket)
{
    const bool asks = socket.type == SocketType::XSub;
    const bool hears =
        std::ranges::any_of(node.sockets, [](const Socket& other) { return other.type == SocketType::XPub; });
    return subscribesToAll(node, socket) || (asks && (node.role == "worker" || (node.role == "proxy" && hears)));
}

void checkSubscriptions(CheckContext& context, const Node& node, const Socket& socket)
{
    const bool receives = socket.type == SocketType::Sub || socket.type == SocketType::XSub;
    if (runnerOf(node) != Runner::Zeroloom || !receives || !socket.subscriptions.empty() ||
        subscribesForOthers(node, socket))
        return;
    const std::string socketName = quoted(refOf(node, socket).text());
    context.report("sub-without-subscription", placeOf(node, socket),
                   socketName + " has no subscription, so nothing arrives",
                   "subscribe to a prefix, or to the empty one for everything",
                   fixSocket(context.topology(), node, socket, "Subscribe " + socketName + " to everything",
                             [](Socket& after) { after.subscriptions.emplace_back(); }));
}

void checkRequestReply(CheckContext& context, const Node& node, const Socket& socket)
{
    const bool dealer = socket.type == SocketType::Dealer;
    if (!dealer && socket.type != SocketType::Req)
        return;
    std::size_t repliers = 0;
    for (const WireFacts* wire : context.wiresAt(refOf(node, socket)))
        repliers += wire->socket(other(wire->endAt(refOf(node, socket)))).type == SocketType::Rep ? 1 : 0;
    const std::string socketName = quoted(refOf(node, socket).text());
    if (dealer && repliers > 0 && node.role != "requester" && node.role != "proxy" && node.role != "pinger")
        context.report("dealer-to-rep", placeOf(node, socket),
                       socketName + ": REP discards a message from a DEALER that does not begin with an empty frame",
                       "send an empty frame first, as the role 'requester' does");
    if (!dealer && repliers > 1)
        context.report("req-many-rep", placeOf(node, socket),
                       socketName + " sends its requests to " + std::to_string(repliers) +
                           " repliers in turn: one that is gone swallows every request that falls to it",
                       "set RECONNECT_IVL and a timeout with retries, or put a proxy between");
}

} // namespace

void checkPeers(CheckContext& context)
{
    for (const WireFacts& facts : context.wires())
        checkLegal(context, facts);
    checkDuplicateWires(context);
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            checkUnwired(context, node, socket);
            checkPair(context, node, socket);
            checkSubscriptions(context, node, socket);
            checkRequestReply(context, node, socket);
        }
    }
}

} // namespace zeroloom
