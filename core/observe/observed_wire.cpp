#include "core/observe/observed_wire.h"

#include <algorithm>

#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::int64_t DefaultHighWaterMark = 1000; // zmq_setsockopt(3): ZMQ_SNDHWM, ZMQ_RCVHWM

std::int64_t highWaterMark(const Socket& socket, const char* option)
{
    const auto found = socket.options.find(option);
    const auto* value = found == socket.options.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    return value ? *value : DefaultHighWaterMark;
}

ObservedEnd endFacts(const SocketRef& ref, const TopologyIndex& index)
{
    ObservedEnd facts;
    facts.socket = ref;
    const Node* node = index.node(ref.node);
    const Socket* socket = index.socket(ref);
    if (!node || !socket)
        return facts;
    const RoleInfo* role = roleByName(node->role);
    facts.type = socket->type;
    facts.host = node->host;
    facts.ours = role && role->runsHere && node->role != "program";
    facts.sendLimit = highWaterMark(*socket, "SNDHWM");
    facts.receiveLimit = highWaterMark(*socket, "RCVHWM");
    return facts;
}

// Whether the subscribing end, if there is one, takes every message.
bool takesAll(const SocketRef& ref, const TopologyIndex& index)
{
    const Socket* socket = index.socket(ref);
    if (!socket || (socket->type != SocketType::Sub && socket->type != SocketType::XSub))
        return false;
    return std::find(socket->subscriptions.begin(), socket->subscriptions.end(), std::string()) !=
           socket->subscriptions.end();
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
    if (send <= 0 || receive <= 0 || !end(sender).ours || !end(other(sender)).ours)
        return 0;
    return static_cast<std::uint64_t>(send) + static_cast<std::uint64_t>(receive);
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
        facts.allTopics = takesAll(wire.from, index) || takesAll(wire.to, index);
        facts.inproc = facts.endpoint.starts_with("inproc:");
        all.push_back(std::move(facts));
    }
    return all;
}

} // namespace zeroloom
