// How long the model takes with a large topology: a drag of everything, reading, writing, laying out, drawing step by
// step. Each of them is done while a person waits.
#include <random>
#include <string>

#include <benchmark/benchmark.h>

#include "core/format/topology_file.h"
#include "core/model/editor.h"
#include "core/model/layout.h"

namespace zeroloom {
namespace {

SocketRef in(std::size_t node) { return {NodeId("n" + std::to_string(node)), SocketId("in")}; }
SocketRef out(std::size_t node) { return {NodeId("n" + std::to_string(node)), SocketId("out")}; }

// Workers, wired at random: twice as many wires as nodes. With `forward`, wires run towards the end of the list only.
Topology workers(std::size_t count, bool forward)
{
    std::mt19937 random(1);
    Topology topology;
    for (std::size_t i = 0; i < count; ++i) {
        Node node;
        node.id = NodeId("n" + std::to_string(i));
        node.role = "worker";
        node.sockets = {Socket{SocketId("in"), SocketType::Pull, {}, {}, PortSide::Auto, {}},
                        Socket{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}};
        topology.layout[node.id] = {static_cast<double>(i % 32) * 240, static_cast<double>(i / 32) * 120};
        topology.nodes.push_back(std::move(node));
    }
    for (std::size_t i = 0; i < 2 * count; ++i) {
        const std::size_t one = random() % count;
        const std::size_t other = forward ? std::min(count - 1, one + 1 + random() % 40) : random() % count;
        topology.wires.push_back(Wire{WireId("w" + std::to_string(i)), out(one), in(other), {}, {}, {}});
    }
    return topology;
}

void layout(benchmark::State& state, bool forward)
{
    const Topology topology = workers(static_cast<std::size_t>(state.range(0)), forward);
    for (auto _ : state)
        benchmark::DoNotOptimize(layeredLayout(topology));
}

void layoutOfRandomWires(benchmark::State& state) { layout(state, false); }
BENCHMARK(layoutOfRandomWires)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void layoutOfForwardWires(benchmark::State& state) { layout(state, true); }
BENCHMARK(layoutOfForwardWires)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void moveAll(benchmark::State& state)
{
    Editor editor(workers(static_cast<std::size_t>(state.range(0)), false));
    std::size_t reported = 0;
    editor.subscribe([&reported](const ChangeSet& changes) { reported += changes.nodesMoved.size(); });
    std::map<NodeId, Point> positions = editor.topology().layout;
    for (auto _ : state) {
        for (auto& [id, position] : positions)
            position.x += 1e-3;
        if (!editor.move(positions, {}, "drag"))
            state.SkipWithError("the move was refused");
    }
    benchmark::DoNotOptimize(reported);
}
BENCHMARK(moveAll)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);

void drawStepByStep(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        Editor editor;
        for (std::size_t i = 0; i < count; ++i) {
            const NodeId node = *editor.addNodeForSocket(SocketType::Pull, {0, 0});
            benchmark::DoNotOptimize(editor.addSocket(node, SocketType::Push));
            if (i > 0)
                benchmark::DoNotOptimize(
                    editor.connect({editor.topology().nodes[i - 1].id, SocketId("out")}, {node, SocketId("in")}));
        }
    }
}
BENCHMARK(drawStepByStep)->Arg(1000)->Unit(benchmark::kMillisecond);

void deleteAndUndoAll(benchmark::State& state)
{
    Editor editor(workers(static_cast<std::size_t>(state.range(0)), false));
    Selection all;
    for (const Node& node : editor.topology().nodes)
        all.nodes.insert(node.id);
    for (auto _ : state) {
        benchmark::DoNotOptimize(editor.remove(all));
        editor.undo();
    }
}
BENCHMARK(deleteAndUndoAll)->Arg(1000)->Unit(benchmark::kMillisecond);

void writeFile(benchmark::State& state)
{
    const Topology topology = workers(static_cast<std::size_t>(state.range(0)), false);
    for (auto _ : state)
        benchmark::DoNotOptimize(writeTopology(topology));
}
BENCHMARK(writeFile)->Arg(1000)->Unit(benchmark::kMillisecond);

void readFile(benchmark::State& state)
{
    const std::string text = writeTopology(workers(static_cast<std::size_t>(state.range(0)), false));
    for (auto _ : state)
        benchmark::DoNotOptimize(readTopology(text));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(readFile)->Arg(1000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace zeroloom

BENCHMARK_MAIN();
