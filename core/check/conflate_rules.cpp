#include <set>

#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

std::optional<Edit> removeConflate(const CheckContext& context, const Node& node, const Socket& socket)
{
    return fixSocket(context.topology(), node, socket, "Remove CONFLATE of " + quoted(refOf(node, socket).text()),
                     [](Socket& after) { after.options.erase("CONFLATE"); });
}

// libzmq sets the filter of a conflating SUB on the pipes that it connects, and never on those that it accepts.
void checkDeaf(CheckContext& context, const Node& node, const Socket& socket)
{
    std::vector<const Wire*> bound;
    for (const WireFacts* facts : context.wiresAt(refOf(node, socket))) {
        if (facts->binding == facts->endAt(refOf(node, socket)))
            bound.push_back(facts->wire);
    }
    if (bound.empty())
        return;
    const std::string socketName = quoted(refOf(node, socket).text());
    context.report("conflate-deaf", placeOf(node, socket),
                   socketName + ": a SUB with CONFLATE that binds receives nothing at all",
                   "let the publisher bind, or remove CONFLATE",
                   fixWires(context.topology(), bound, "Let " + socketName + " connect", [&](Wire& wire) {
                       wire.bind = wire.from == refOf(node, socket) ? WireEnd::To : WireEnd::From;
                   }));
}

void checkEnvelope(CheckContext& context, const Node& node, const Socket& socket)
{
    for (const WireFacts* facts : context.wiresAt(refOf(node, socket))) {
        if (facts->socket(other(facts->endAt(refOf(node, socket)))).type != SocketType::Rep)
            continue;
        context.report(
            "conflate-envelope", placeOf(node, socket),
            quoted(refOf(node, socket).text()) +
                ": CONFLATE keeps only the last frame of a message, so the empty frame that REP needs is lost",
            "remove CONFLATE", removeConflate(context, node, socket));
        return;
    }
}

// Whether messages of more than one frame leave the node: a source's with topics, or what others pass on of them.
bool sendsTopics(const CheckContext& context, const Node& node, std::set<NodeId>& seen)
{
    if (!seen.insert(node.id).second)
        return false;
    if (const auto topics = node.params.find("topics"); topics != node.params.end()) {
        const auto* list = std::get_if<TextList>(&topics->second);
        return list && !list->empty();
    }
    if (node.role != "worker" && node.role != "proxy")
        return false;
    for (const Socket& socket : node.sockets) {
        for (const WireFacts* wire : context.wiresAt(refOf(node, socket))) {
            const WireEnd peer = other(wire->endAt(refOf(node, socket)));
            if (info(wire->socket(peer).type).sends && sendsTopics(context, wire->node(peer), seen))
                return true;
        }
    }
    return false;
}

void checkFrames(CheckContext& context, const Node& node, const Socket& socket)
{
    const SocketRef ref = refOf(node, socket);
    for (const WireFacts* wire : context.wiresAt(ref)) {
        const WireEnd own = wire->endAt(ref);
        const Node& sender = info(socket.type).sends && !info(socket.type).receives ? node : wire->node(other(own));
        std::set<NodeId> seen;
        if (!sendsTopics(context, sender, seen))
            continue;
        context.report("conflate-frames", placeOf(node, socket),
                       quoted(ref.text()) + ": CONFLATE keeps only the last frame of a message, so those of " +
                           quoted(sender.id.text()) + " lose their topic, and a subscription to one fits nothing",
                       "remove CONFLATE, or send without topics", removeConflate(context, node, socket));
        return;
    }
}

} // namespace

void checkConflate(CheckContext& context)
{
    const OptionInfo* conflate = optionByName("CONFLATE");
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            if (!conflate || wholeOptionOf(socket, "CONFLATE").value_or(0) == 0)
                continue;
            if (!conflate->appliesTo(socket.type))
                context.report("conflate-ignored", placeOf(node, socket),
                               quoted(refOf(node, socket).text()) + ": " + std::string(name(socket.type)) +
                                   " ignores CONFLATE; only PUB, SUB, PUSH, PULL and DEALER honour it",
                               "remove it", removeConflate(context, node, socket));
            else if (socket.type == SocketType::Sub)
                checkDeaf(context, node, socket);
            else if (socket.type == SocketType::Dealer)
                checkEnvelope(context, node, socket);
            if (conflate->appliesTo(socket.type))
                checkFrames(context, node, socket);
        }
    }
}

} // namespace zeroloom
