#include "core/observe/observed_wire.h"

#include <algorithm>
#include <set>

#include "core/model/runner.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

std::int64_t highWaterMark(const Socket& socket, const char* option)
{
    const auto found = socket.options.find(option);
    const auto* value = found == socket.options.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    return value ? *value : DefaultHighWaterMark;
}

// Whether a switch is on, at a socket of a type that has it.
bool isOn(const Socket& socket, const char* name)
{
    const OptionInfo* option = optionByName(name);
    const auto found = socket.options.find(name);
    const bool set =
        found != socket.options.end() && (found->second == Value(true) || found->second == Value(std::int64_t{1}));
    return set && option && option->appliesTo(socket.type);
}

ObservedEnd endFacts(const SocketRef& ref, const TopologyIndex& index)
{
    ObservedEnd facts;
    facts.socket = ref;
    const Node* node = index.node(ref.node);
    const Socket* socket = index.socket(ref);
    if (!node || !socket)
        return facts;
    facts.type = socket->type;
    facts.host = node->host;
    facts.ours = runnerOf(*node) == Runner::Zeroloom;
    facts.sendLimit = highWaterMark(*socket, "SNDHWM");
    facts.receiveLimit = highWaterMark(*socket, "RCVHWM");
    facts.conflates = isOn(*socket, "CONFLATE");
    facts.invertsMatching = isOn(*socket, "INVERT_MATCHING");
    return facts;
}

// What a receiver subscribes to. The frontend of a proxy passes the subscriptions of those behind its backend on.
// `visited`: on the way here. Another way may lead to the same receiver, who is reached while either is up.
std::vector<PassedSubscription> subscriptionsOf(const SocketRef& ref, const TopologyIndex& index,
                                                std::set<SocketRef> visited = {})
{
    const Socket* socket = index.socket(ref);
    const Node* node = index.node(ref.node);
    if (!socket || !node || !visited.insert(ref).second)
        return {};
    std::vector<PassedSubscription> all;
    if (!socket->subscriptions.empty())
        all.push_back({{socket->subscriptions.begin(), socket->subscriptions.end()}, {}});
    if (node->role != "proxy" || socket->type != SocketType::XSub)
        return all;
    for (const Socket& backend : node->sockets) {
        if (backend.type != SocketType::XPub)
            continue;
        for (const Wire* wire : index.wiresAt({ref.node, backend.id})) {
            const WireEnd own = wire->from == SocketRef{ref.node, backend.id} ? WireEnd::From : WireEnd::To;
            for (PassedSubscription& behind : subscriptionsOf(endOf(*wire, other(own)), index, visited)) {
                behind.through.push_back(wire->id);
                all.push_back(std::move(behind));
            }
        }
    }
    return all;
}

// The topics that a publisher has; none: any.
std::vector<std::string> topicsOf(const SocketRef& publisher, const TopologyIndex& index)
{
    const Node* node = index.node(publisher.node);
    if (!node || node->role != "source")
        return {};
    const auto found = node->params.find("topics");
    const auto* topics = found == node->params.end() ? nullptr : std::get_if<TextList>(&found->second);
    return topics ? *topics : std::vector<std::string>();
}

bool isEverything(const std::set<std::string>& wanted, const std::vector<std::string>& topics)
{
    if (wanted.contains(std::string()))
        return true;
    const auto matches = [&](const std::string& topic) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const auto& prefix) { return topic.starts_with(prefix); });
    };
    return !topics.empty() && std::all_of(topics.begin(), topics.end(), matches);
}

std::set<std::string> prefixesOf(const std::vector<PassedSubscription>& subscriptions,
                                 const std::function<bool(const WireId&)>& isConnected)
{
    std::set<std::string> all;
    for (const PassedSubscription& one : subscriptions) {
        if (std::all_of(one.through.begin(), one.through.end(), isConnected))
            all.insert(one.prefixes.begin(), one.prefixes.end());
    }
    return all;
}

// Whether a publisher's wire takes everything that the publisher makes, and if so, on behalf of whom.
bool takesAll(const SocketRef& publisher, const SocketRef& subscriber, const TopologyIndex& index,
              std::vector<PassedSubscription>& behalf)
{
    std::vector<PassedSubscription> wanted = subscriptionsOf(subscriber, index);
    const bool all = index.node(publisher.node) != nullptr &&
                     isEverything(prefixesOf(wanted, [](const WireId&) { return true; }), topicsOf(publisher, index));
    if (all && std::ranges::any_of(wanted, [](const PassedSubscription& one) { return !one.through.empty(); }))
        behalf = std::move(wanted);
    return all;
}

} // namespace

Spread spreadOf(SocketType type)
{
    switch (type) {
    case SocketType::Push:
    case SocketType::Dealer:
    case SocketType::Req:
    case SocketType::Pair:
        return Spread::Turns;
    case SocketType::Pub:
    case SocketType::XPub:
    case SocketType::XSub:
        return Spread::Copies;
    case SocketType::Router:
    case SocketType::Rep:
        return Spread::Chosen;
    default:
        return Spread::Nothing;
    }
}

std::uint64_t ObservedWire::limit(WireEnd sender) const
{
    const std::int64_t send = end(sender).sendLimit, receive = end(other(sender)).receiveLimit;
    if (send <= 0 || receive <= 0 || conflates() || !end(sender).ours || !end(other(sender)).ours)
        return 0;
    return static_cast<std::uint64_t>(send) + static_cast<std::uint64_t>(receive);
}

bool ObservedWire::takesAll(WireEnd receiver, const std::function<bool(const WireId&)>& isConnected) const
{
    const std::vector<PassedSubscription>& wanted = receiver == WireEnd::From ? fromSubscriptions : toSubscriptions;
    return wanted.empty() ? takesAll(receiver) : isEverything(prefixesOf(wanted, isConnected), topics);
}

bool ObservedWire::carries(WireEnd sender) const
{
    return info(end(sender).type).sends && info(end(other(sender)).type).receives;
}

std::vector<ObservedWire> observedWires(const Topology& topology)
{
    const TopologyIndex index(topology);
    std::vector<ObservedWire> all;
    all.reserve(topology.wires.size());
    for (const Wire& wire : topology.wires) {
        ObservedWire facts;
        facts.wire = wire.id;
        facts.from = endFacts(wire.from, index);
        facts.to = endFacts(wire.to, index);
        facts.bind = bindingEnd(wire, index);
        facts.endpoint = endpointOf(wire);
        facts.fromTakesAll =
            facts.to.type == SocketType::XSub || takesAll(wire.to, wire.from, index, facts.fromSubscriptions);
        facts.toTakesAll =
            facts.from.type == SocketType::XSub || takesAll(wire.from, wire.to, index, facts.toSubscriptions);
        if (!facts.fromSubscriptions.empty() || !facts.toSubscriptions.empty())
            facts.topics = topicsOf(facts.toSubscriptions.empty() ? wire.to : wire.from, index);
        facts.inproc = facts.endpoint.starts_with("inproc:");
        all.push_back(std::move(facts));
    }
    return all;
}

} // namespace zeroloom
