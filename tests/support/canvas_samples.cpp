#include "tests/support/canvas_samples.h"

#include <algorithm>
#include <random>

namespace zeroloom::samples {
namespace {

Node makeNode(const std::string& id, const std::string& label, const std::string& role, Values params,
              std::vector<std::pair<std::string, SocketType>> sockets)
{
    Node node;
    node.id = NodeId(id);
    node.label = label;
    node.role = role;
    node.params = std::move(params);
    for (auto& [name, type] : sockets) {
        Socket socket;
        socket.id = SocketId(name);
        socket.type = type;
        node.sockets.push_back(std::move(socket));
    }
    return node;
}

Wire makeWire(const std::string& id, SocketRef from, SocketRef to, std::optional<WireEnd> bind)
{
    Wire wire;
    wire.id = WireId(id);
    wire.from = std::move(from);
    wire.to = std::move(to);
    wire.bind = bind;
    return wire;
}

SocketRef ref(const std::string& node, const std::string& socket) { return {NodeId(node), SocketId(socket)}; }

WireObservation flowing(const std::string& id, double rate, std::uint64_t depth, std::uint64_t limit)
{
    WireObservation wire;
    wire.wire = WireId(id);
    wire.endpoint = "tcp://127.0.0.1:5557";
    wire.from.state = wire.to.state = ConnectionState::Connected;
    wire.forward.rate = Figure<double>::exact(rate);
    wire.forward.byteRate = Figure<double>::exact(rate * 64);
    wire.forward.depth = Figure<std::uint64_t>::exact(depth);
    wire.forward.lost = Figure<LossCounts>::exact({});
    wire.forward.latency = {1000, 86, 120, 210, 400, Quality::Exact};
    wire.depthLimit = limit;
    wire.fill = limit == 0 ? 0 : static_cast<double>(depth) / static_cast<double>(limit);
    wire.rttUs = Figure<double>::exact(86);
    return wire;
}

std::shared_ptr<Observation> pipelineUp()
{
    auto seen = std::make_shared<Observation>();
    seen->seconds = 12;
    for (const char* id : {"vent", "w1", "w2", "w3", "sink"}) {
        NodeObservation node;
        node.node = NodeId(id);
        node.state = NodeState::Running;
        seen->nodes[node.node] = node;
    }
    const auto socket = [&](const char* node, const char* id, double sends, double receives) {
        SocketObservation each;
        each.socket = ref(node, id);
        each.sendRate = Figure<double>::exact(sends);
        each.receiveRate = Figure<double>::exact(receives);
        each.sent = static_cast<std::uint64_t>(sends * 12);
        each.received = static_cast<std::uint64_t>(receives * 12);
        seen->sockets[each.socket] = each;
    };
    socket("vent", "out", 1000, 0);
    socket("sink", "in", 0, 1000);
    for (const char* worker : {"w1", "w2", "w3"}) {
        socket(worker, "in", 0, 333);
        socket(worker, "out", 333, 0);
    }
    for (const char* id : {"a1", "a2", "a3"})
        seen->wires[WireId(id)] = flowing(id, 333, 12, 2000);
    for (const char* id : {"b1", "b2", "b3"})
        seen->wires[WireId(id)] = flowing(id, 333, 0, 0);
    return seen;
}

} // namespace

Topology pipeline()
{
    Topology topology;
    topology.name = "Task pipeline";
    topology.nodes.push_back(makeNode("vent", "Ventilator", "source",
                                      {{"rate", std::int64_t{1000}}, {"size", std::int64_t{64}}},
                                      {{"out", SocketType::Push}}));
    const char* workTimes[] = {"1ms", "1ms", "10ms"};
    for (int i = 1; i <= 3; ++i)
        topology.nodes.push_back(makeNode("w" + std::to_string(i), "Worker " + std::to_string(i), "worker",
                                          {{"work", std::string(workTimes[i - 1])}},
                                          {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    topology.nodes.push_back(makeNode("sink", "Sink", "sink", {}, {{"in", SocketType::Pull}}));
    for (int i = 1; i <= 3; ++i) {
        const std::string n = std::to_string(i);
        topology.wires.push_back(makeWire("a" + n, ref("vent", "out"), ref("w" + n, "in"), WireEnd::From));
        topology.wires.push_back(makeWire("b" + n, ref("w" + n, "out"), ref("sink", "in"), WireEnd::To));
    }
    topology.layout = {{NodeId("vent"), {40, 128}},
                       {NodeId("w1"), {344, 0}},
                       {NodeId("w2"), {344, 144}},
                       {NodeId("w3"), {344, 288}},
                       {NodeId("sink"), {664, 144}}};
    return topology;
}

ObservationPtr pipelineRunning() { return pipelineUp(); }

ObservationPtr pipelineJammed()
{
    auto seen = pipelineUp();
    seen->nodes[NodeId("w3")].jam = "jams at 100 of 333/s";
    seen->wires[WireId("a3")] = flowing("a3", 100, 1960, 2000);
    seen->wires[WireId("a3")].fill = 0.98;
    seen->wires[WireId("b3")] = flowing("b3", 100, 0, 0);
    seen->sockets[ref("vent", "out")].muted = true;
    seen->sockets[ref("sink", "in")].receiveRate = Figure<double>::exact(767);
    return seen;
}

Topology grid(int nodes)
{
    Topology topology;
    std::mt19937 random(7);
    const int rows = std::max(4, static_cast<int>(std::sqrt(nodes * 0.6)));
    for (int i = 0; i < nodes; ++i) {
        const std::string id = "n" + std::to_string(i);
        topology.nodes.push_back(makeNode(id, "Worker " + std::to_string(i), "worker", {{"work", std::string("1ms")}},
                                          {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
        topology.layout[NodeId(id)] = {(i / rows) * 320.0, (i % rows) * 136.0};
    }
    for (int i = 0; i < 2 * nodes; ++i) {
        const int from = i / 2;
        // One in twenty reaches anywhere, the rest to a neighbour in the next two columns.
        const int step = rows * (1 + static_cast<int>(random() % 2)) + static_cast<int>(random() % 7) - 3;
        const int to =
            random() % 20 == 0 ? static_cast<int>(random() % static_cast<unsigned>(nodes)) : (from + step) % nodes;
        topology.wires.push_back(makeWire("e" + std::to_string(i), ref("n" + std::to_string(from), "out"),
                                          ref("n" + std::to_string(to), "in"), WireEnd::From));
    }
    return topology;
}

ObservationPtr gridTick(const Topology& topology, int tick)
{
    auto seen = std::make_shared<Observation>();
    seen->seconds = tick * 0.1;
    std::mt19937 random(static_cast<unsigned>(tick) * 977U + 5U);
    for (const Node& node : topology.nodes) {
        NodeObservation each;
        each.node = node.id;
        each.state = NodeState::Running;
        seen->nodes[node.id] = each;
        for (const Socket& socket : node.sockets) {
            SocketObservation counted;
            counted.socket = {node.id, socket.id};
            counted.sendRate = counted.receiveRate = Figure<double>::exact(300 + random() % 100);
            seen->sockets[counted.socket] = counted;
        }
    }
    int number = 0;
    for (const Wire& wire : topology.wires) {
        // Each wire has a rate of its own, from a few to a hundred thousand a second, that wavers by a tenth.
        const double base = std::pow(10.0, 1 + number % 5);
        const double rate = base * (4 + (random() % 1000) / 1000.0 * 0.4);
        const std::uint64_t depth = number % 3 == 0 ? random() % 900 : random() % 60;
        WireObservation each = flowing(wire.id.text(), rate, depth, 2000);
        seen->wires[wire.id] = each;
        ++number;
    }
    return seen;
}

} // namespace zeroloom::samples
