#include "core/model/pattern_stamp.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/model/layout.h"

namespace zeroloom {

namespace {

constexpr int MostOfAKind = 200;
constexpr int DefaultHearts = 10;
constexpr int MostHearts = 5000; // of one node; more of them want more descriptors than a process usually has

Socket makeSocket(const char* id, SocketType type) { return Socket{SocketId(id), type, {}, {}, PortSide::Auto, {}}; }

// Builds a topology node by node.
class Stamp {
public:
    explicit Stamp(std::string name) { m_topology.name = std::move(name); }

    Node& add(std::string id, std::string label, std::string role, std::vector<Socket> sockets)
    {
        m_topology.nodes.push_back(Node{
            NodeId(std::move(id)), std::move(label), HostId("local"), std::move(role), {}, std::move(sockets), {}});
        return m_topology.nodes.back();
    }

    // `count` alike, with ids and labels that are numbered: "worker1", "Worker 1".
    template <typename Make>
    std::vector<NodeId> addMany(int count, const std::string& id, const std::string& label, Make make)
    {
        std::vector<NodeId> ids;
        for (int i = 1; i <= count; ++i) {
            const bool only = count == 1;
            make(only ? id : id + std::to_string(i), only ? label : label + " " + std::to_string(i));
            ids.push_back(m_topology.nodes.back().id);
        }
        return ids;
    }

    void wire(const NodeId& from, const char* fromSocket, const NodeId& to, const char* toSocket)
    {
        Wire wire;
        wire.id = WireId("w" + std::to_string(m_topology.wires.size() + 1));
        wire.from = {from, SocketId(fromSocket)};
        wire.to = {to, SocketId(toSocket)};
        m_topology.wires.push_back(std::move(wire));
    }

    Topology finish()
    {
        m_topology.layout = layeredLayout(m_topology);
        return std::move(m_topology);
    }

private:
    Topology m_topology;
};

int numberAt(const std::vector<int>& numbers, std::size_t place, int fallback)
{
    return place < numbers.size() ? std::clamp(numbers[place], 1, MostOfAKind) : fallback;
}

Topology requestReply(const std::vector<int>& numbers)
{
    Stamp stamp("Request-reply behind a proxy");
    const auto clients = stamp.addMany(numberAt(numbers, 0, 3), "client", "Client", [&](auto id, auto label) {
        stamp.add(id, label, "requester", {makeSocket("req", SocketType::Req)});
    });
    const NodeId proxy =
        stamp
            .add("proxy", "Proxy", "proxy",
                 {makeSocket("frontend", SocketType::Router), makeSocket("backend", SocketType::Dealer)})
            .id;
    const auto workers = stamp.addMany(numberAt(numbers, 1, 3), "worker", "Worker", [&](auto id, auto label) {
        stamp.add(id, label, "replier", {makeSocket("rep", SocketType::Rep)}).params["work"] = std::string("1ms");
    });
    for (const NodeId& client : clients)
        stamp.wire(client, "req", proxy, "frontend");
    for (const NodeId& worker : workers)
        stamp.wire(proxy, "backend", worker, "rep");
    return stamp.finish();
}

Topology publishSubscribe(const std::vector<int>& numbers)
{
    Stamp stamp("Publish-subscribe");
    const NodeId publisher = stamp.add("publisher", "Publisher", "source", {makeSocket("out", SocketType::Pub)}).id;
    const auto subscribers =
        stamp.addMany(numberAt(numbers, 0, 3), "subscriber", "Subscriber", [&](auto id, auto label) {
            Socket socket = makeSocket("in", SocketType::Sub);
            socket.subscriptions.emplace_back(); // the empty prefix: everything
            stamp.add(id, label, "sink", {std::move(socket)});
        });
    for (const NodeId& subscriber : subscribers)
        stamp.wire(publisher, "out", subscriber, "in");
    return stamp.finish();
}

Topology pipeline(const std::vector<int>& numbers)
{
    Stamp stamp("Pipeline");
    const NodeId source = stamp.add("ventilator", "Ventilator", "source", {makeSocket("out", SocketType::Push)}).id;
    const auto workers = stamp.addMany(numberAt(numbers, 0, 3), "worker", "Worker", [&](auto id, auto label) {
        stamp.add(id, label, "worker", {makeSocket("in", SocketType::Pull), makeSocket("out", SocketType::Push)})
            .params["work"] = std::string("1ms");
    });
    const NodeId sink = stamp.add("sink", "Sink", "sink", {makeSocket("in", SocketType::Pull)}).id;
    for (const NodeId& worker : workers)
        stamp.wire(source, "out", worker, "in");
    for (const NodeId& worker : workers)
        stamp.wire(worker, "out", sink, "in");
    return stamp.finish();
}

Topology exclusivePair(const std::vector<int>&)
{
    Stamp stamp("Exclusive pair");
    const NodeId one = stamp.add("one", "One", "peer", {makeSocket("pair", SocketType::Pair)}).id;
    Socket facing = makeSocket("pair", SocketType::Pair);
    facing.side = PortSide::Left; // both ends of a pair are alike: the one on the right looks at the other
    const NodeId other = stamp.add("other", "Other", "peer", {facing}).id;
    stamp.wire(one, "pair", other, "pair");
    return stamp.finish();
}

Topology heartbeat(const std::vector<int>& numbers)
{
    Stamp stamp("Heartbeat");
    // Both wires run between the same two nodes: their sockets face each other.
    Socket answers = makeSocket("pong", SocketType::Router);
    answers.side = PortSide::Right;
    const NodeId heartbeater =
        stamp
            .add("heartbeater", "Heartbeater", "heartbeater", {makeSocket("ping", SocketType::Pub), std::move(answers)})
            .id;
    Socket pong = makeSocket("pong", SocketType::Dealer);
    pong.side = PortSide::Left;
    Socket ping = makeSocket("ping", SocketType::Sub);
    ping.subscriptions.emplace_back(); // the empty prefix: every beat
    Node& node = stamp.add("hearts", "Hearts", "heart", {std::move(ping), std::move(pong)});
    const NodeId hearts = node.id;
    // One node for all: it draws as a box what runs as thousands.
    const int count = numbers.empty() ? DefaultHearts : std::clamp(numbers.front(), 1, MostHearts);
    node.params["count"] = std::int64_t{count};
    node.params["name"] = std::string("heart");
    stamp.wire(heartbeater, "ping", hearts, "ping");
    stamp.wire(hearts, "pong", heartbeater, "pong");
    return stamp.finish();
}

} // namespace

std::span<const PatternStamp> patternStamps()
{
    static const std::array<PatternStamp, 5> Stamps{{
        {"request-reply",
         "Request-reply: clients → proxy → workers",
         "Clients (REQ) ask through a proxy (ROUTER, DEALER), which shares their requests among workers (REP).",
         Pattern::RequestReply,
         {{"clients", "Clients", 3, 1, MostOfAKind}, {"workers", "Workers", 3, 1, MostOfAKind}},
         requestReply},
        {"publish-subscribe",
         "Publish-subscribe: 1 → n",
         "One publisher (PUB) sends every message to all subscribers (SUB) that want it.",
         Pattern::PublishSubscribe,
         {{"subscribers", "Subscribers", 3, 1, MostOfAKind}},
         publishSubscribe},
        {"pipeline",
         "Pipeline: 1 → n → 1",
         "A ventilator (PUSH) shares tasks among workers (PULL, PUSH), and a sink (PULL) gathers their results.",
         Pattern::Pipeline,
         {{"workers", "Workers", 3, 1, MostOfAKind}},
         pipeline},
        {"exclusive-pair",
         "Exclusive pair: 1 ↔ 1",
         "Two peers (PAIR) that talk to each other and to nobody else.",
         Pattern::ExclusivePair,
         {},
         exclusivePair},
        {"heartbeat",
         "Heartbeat: 1 → n → 1",
         "A heartbeater (PUB, ROUTER) sends beats to hearts (SUB, DEALER) and tells by their answers who lives.",
         Pattern::PublishSubscribe,
         {{"hearts", "Hearts", DefaultHearts, 1, MostHearts}},
         heartbeat},
    }};
    return Stamps;
}

} // namespace zeroloom
