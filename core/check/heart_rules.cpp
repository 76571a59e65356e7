#include <algorithm>
#include <set>

#include "core/base/duration.h"
#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/model/monitor_nodes.h"
#include "core/model/socket_copies.h"
#include "core/role/heart_parameters.h"

namespace zeroloom {

namespace {

constexpr std::size_t LongestRoutingId = 255; // zmq_setsockopt(3): ZMQ_ROUTING_ID
constexpr Nanoseconds ShortPeriod = std::chrono::milliseconds(50);

std::string inWords(Nanoseconds time) { return formatDuration(time); }

// Who may stand at the other end of a monitor's or heart's socket. Somebody else's program may be anything, and a
// proxy or worker passes on what comes.
struct ExpectedPeers {
    std::string_view role;
    SocketType type;
    std::vector<std::string_view> roles;
    std::string_view why; // "it ..."
    std::string_view fix;
};

const std::vector<ExpectedPeers>& expectedPeers()
{
    using enum SocketType;
    static const std::vector<ExpectedPeers> All{
        {"heartbeater",
         Router,
         {"heart"},
         "what comes is no answer to its beats and is thrown away",
         "wire it to the 'pong' of hearts"},
        {"heart",
         Sub,
         {"heartbeater"},
         "what comes is no beat, and it answers all of it",
         "wire it to the 'ping' of a heartbeater"},
        {"heart",
         Dealer,
         {"heartbeater", "sink"},
         "nobody there takes its answers for beats",
         "wire it to the 'pong' of a heartbeater"},
        {"pinger", Dealer, {"replier"}, "nobody there sends its pings back", "wire it to something that echoes"},
        {"pinger", Req, {"replier"}, "nobody there sends its pings back", "wire it to something that echoes"},
    };
    return All;
}

bool isExpected(const ExpectedPeers& expected, const Node& peer)
{
    return runnerOf(peer) != Runner::Zeroloom || peer.role == "proxy" || peer.role == "worker" ||
           std::ranges::find(expected.roles, peer.role) != expected.roles.end();
}

void checkPeersOf(CheckContext& context, const Node& node, const Socket& socket)
{
    const SocketRef ref = refOf(node, socket);
    for (const ExpectedPeers& expected : expectedPeers()) {
        if (expected.role != node.role || expected.type != socket.type)
            continue;
        for (const WireFacts* wire : context.wiresAt(ref)) {
            const Node& peer = wire->node(other(wire->endAt(ref)));
            if (isExpected(expected, peer))
                continue;
            context.report("heart-peer", placeOf(*wire->wire),
                           wireName(*wire->wire) + " joins " + quoted(ref.text()) + " of a " + node.role + " to a " +
                               peer.role + ": " + std::string(expected.why),
                           std::string(expected.fix) + ", or remove the wire",
                           removeWires(context.topology(), {wire->wire}, "Remove " + wireName(*wire->wire)));
        }
    }
}

std::set<const Node*> peersAt(const CheckContext& context, const Node& node, SocketType type)
{
    std::set<const Node*> peers;
    for (const Socket& socket : node.sockets) {
        const SocketRef ref = refOf(node, socket);
        if (socket.type != type)
            continue;
        for (const WireFacts* wire : context.wiresAt(ref))
            peers.insert(&wire->node(other(wire->endAt(ref))));
    }
    return peers;
}

// A heart hears the beats of one and answers another. Through proxies or strangers that cannot be seen from here.
void checkSamePeer(CheckContext& context, const Node& node)
{
    const auto isBeater = [](const Node* peer) { return peer->role == "heartbeater"; };
    const std::set<const Node*> heard = peersAt(context, node, SocketType::Sub);
    const std::set<const Node*> answered = peersAt(context, node, SocketType::Dealer);
    if (heard == answered || answered.empty() || heard.empty() || !std::ranges::all_of(heard, isBeater) ||
        !std::ranges::all_of(answered, isBeater))
        return;
    const auto names = [](const std::set<const Node*>& peers) {
        std::set<std::string> sorted;
        for (const Node* peer : peers)
            sorted.insert(quoted(peer->title()));
        std::string text;
        for (const std::string& name : sorted)
            text += (text.empty() ? "" : ", ") + name;
        return text;
    };
    context.report("heart-other-peer", placeOf(node),
                   quoted(node.title()) + " hears the beats of " + names(heard) + " and answers " + names(answered) +
                       ", who did not send them: it counts for neither",
                   "wire its 'ping' and its 'pong' to the same heartbeater");
}

// Of one name for several the figures would be nobody's.
void checkOnePeer(CheckContext& context, const Node& node)
{
    for (const Socket& socket : node.sockets) {
        const auto& wires = context.index().wiresAt(refOf(node, socket));
        if (wires.size() < 2)
            continue;
        const std::string what = node.role == "pinger" ? " pings " : " hears ";
        context.report("heart-many-peers", placeOf(node, socket),
                       quoted(node.title()) + what + std::to_string(wires.size()) +
                           " peers as one heart, so that who of them lives cannot be told",
                       "use one " + node.role + " for each",
                       removeWires(context.topology(), {wires.begin() + 1, wires.end()},
                                   "Keep the first wire of " + quoted(refOf(node, socket).text())));
    }
}

void checkRule(CheckContext& context, const Node& node, const RoleInfo& role)
{
    const HeartRule rule = heartRule(Parameters(role, node.params));
    if (rule.verdict == VerdictRule::Misses && rule.grace > rule.misses * rule.period)
        context.report("grace-too-long", placeOf(node),
                       quoted(node.title()) + ": an answer may take " + inWords(rule.grace) + ", longer than " +
                           std::to_string(rule.misses) + (rule.misses == 1 ? " period of " : " periods of ") +
                           inWords(rule.period) +
                           ": a death is noticed late, and answers mix with those of later beats",
                       "set 'grace' to a period or less, or raise 'misses' or 'period'",
                       fixNode(context.topology(), node, "Let answers of " + quoted(node.title()) + " take a period",
                               [](Node& after) { after.params.erase("grace"); }));
    if (rule.period < ShortPeriod)
        context.report("period-short", placeOf(node),
                       quoted(node.title()) + ": with a beat every " + inWords(rule.period) +
                           ", a moment in which a machine is busy looks like a missed beat",
                       "set 'period' to " + inWords(ShortPeriod) + " or more, or raise 'misses'",
                       fixNode(context.topology(), node,
                               "Set the period of " + quoted(node.title()) + " to " + inWords(ShortPeriod),
                               [](Node& after) { after.params["period"] = inWords(ShortPeriod); }));
}

void checkDelay(CheckContext& context, const Node& node, const RoleInfo& role)
{
    const Nanoseconds delay = Parameters(role, node.params).duration("delay");
    for (const Node* peer : peersAt(context, node, SocketType::Sub)) {
        const RoleInfo* beater = peer->role == "heartbeater" ? roleByName(peer->role) : nullptr;
        if (!beater)
            continue;
        const Nanoseconds allowed = heartRule(Parameters(*beater, peer->params)).allowedAnswer();
        if (delay < allowed)
            continue;
        context.report("heart-always-late", placeOf(node),
                       quoted(node.title()) + " answers after " + inWords(delay) + ", and " + quoted(peer->title()) +
                           " waits " + inWords(allowed) + ": each of its beats is late",
                       "lower 'delay', or raise 'grace' of " + quoted(peer->title()));
    }
}

void checkRoutingIds(CheckContext& context, const Node& node, const Socket& socket, const SocketCopies& copies)
{
    const std::string socketName = quoted(refOf(node, socket).text());
    const Value* chosen = optionOf(socket, "ROUTING_ID");
    const auto* id = chosen ? std::get_if<std::string>(chosen) : nullptr;
    if (copies.count > 1 && id && !id->empty())
        context.report("duplicate-routing-id", placeOf(node, socket),
                       socketName + ": " + std::to_string(copies.count) + " hearts have the routing id " + quoted(*id) +
                           ", and a ROUTER ignores all but the first",
                       "remove ROUTING_ID, so that each gets one of its own",
                       fixSocket(context.topology(), node, socket, "Remove ROUTING_ID of " + socketName,
                                 [](Socket& after) { after.options.erase("ROUTING_ID"); }));
    const std::string last = copyRoutingId(copies.name, copies.count - 1, copies.count);
    if (!copies.name.empty() && (last.size() > LongestRoutingId || last.front() == '\0'))
        context.report("heart-name", placeOf(node),
                       quoted(node.title()) + ": its hearts cannot have their routing ids from its name, which is " +
                           (last.front() == '\0' ? "one that begins with a zero byte, as only ROUTERs may make them"
                                                 : "too long: 255 bytes are the most, with the number behind it"),
                       "choose another 'name'",
                       fixNode(context.topology(), node, "Remove the name of " + quoted(node.title()),
                               [](Node& after) { after.params.erase("name"); }));
}

void checkCopiesConnect(CheckContext& context, const Node& node, const Socket& socket, const SocketCopies& copies)
{
    if (copies.count <= 1)
        return;
    const SocketRef ref = refOf(node, socket);
    for (const WireFacts* wire : context.wiresAt(ref)) {
        if (wire->binding != wire->endAt(ref))
            continue;
        context.report("copies-bind", placeOf(*wire->wire),
                       wireName(*wire->wire) + ": " + quoted(ref.text()) + " stands for " +
                           std::to_string(copies.count) + " sockets, which cannot all bind one endpoint",
                       "let the other end bind",
                       fixWires(context.topology(), {wire->wire}, "Let " + quoted(ref.text()) + " connect",
                                [&](Wire& after) { after.bind = other(wire->endAt(ref)); }));
    }
}

} // namespace

void checkHearts(CheckContext& context)
{
    for (const Node& node : context.topology().nodes) {
        const RoleInfo* role = roleByName(node.role);
        const bool heart = node.role == "heart";
        if (!role || (!heart && !watchesHearts(node)))
            continue;
        for (const Socket& socket : node.sockets)
            checkPeersOf(context, node, socket);
        if (!heart) {
            checkRule(context, node, *role);
            if (node.role != "heartbeater")
                checkOnePeer(context, node);
            continue;
        }
        checkSamePeer(context, node);
        checkDelay(context, node, *role);
        for (const Socket& socket : node.sockets) {
            const SocketCopies copies = copiesOf(node, socket);
            checkRoutingIds(context, node, socket, copies);
            checkCopiesConnect(context, node, socket, copies);
        }
    }
}

} // namespace zeroloom
