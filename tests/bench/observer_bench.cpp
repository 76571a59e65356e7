// What the observer takes for one batch of a monitor whose every heart changed, and for one in which none did.
#include <benchmark/benchmark.h>

#include "core/observe/observer.h"

namespace zeroloom {
namespace {

class StoppedClock final : public Clock {
public:
    Nanoseconds now() const override { return std::chrono::seconds(1); }
};

HostBatch batchOf(std::uint32_t hearts)
{
    HostBatch batch;
    batch.host = HostId("local");
    batch.startedNs = 1;
    batch.monitors.push_back({NodeId("monitor"), 1, {}});
    for (std::uint32_t i = 0; i < hearts; ++i) {
        Heart heart;
        heart.number = i;
        heart.id = "heart-" + std::to_string(i);
        heart.address = "127.0.0.1:" + std::to_string(20'000 + i);
        heart.process = "python3";
        heart.firstNs = 1;
        batch.hearts.push_back({NodeId("monitor"), heart});
    }
    return batch;
}

Topology monitored()
{
    Topology topology;
    Node node;
    node.id = NodeId("monitor");
    node.role = "heartbeater";
    topology.nodes.push_back(node);
    return topology;
}

void everyHeartBeat(benchmark::State& state)
{
    const StoppedClock clock;
    Observer observer(monitored(), clock);
    HostBatch batch = batchOf(static_cast<std::uint32_t>(state.range(0)));
    for (auto _ : state) {
        batch.timeNs += 100'000'000;
        for (HeartSample& sample : batch.hearts)
            sample.heart.lastBeatNs = batch.timeNs;
        observer.addBatch(batch);
        benchmark::DoNotOptimize(observer.current());
    }
}
BENCHMARK(everyHeartBeat)->Arg(1000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void everyHeartChanged(benchmark::State& state)
{
    const StoppedClock clock;
    Observer observer(monitored(), clock);
    HostBatch batch = batchOf(static_cast<std::uint32_t>(state.range(0)));
    for (const HeartSample& sample : batch.hearts)
        batch.heartChanges.push_back(
            {0,
             NodeId("monitor"),
             {1, sample.heart.number, HeartChangeKind::Lost, sample.heart.id, 0, 3, "no answer"}});
    std::uint64_t last = 0;
    for (auto _ : state) {
        batch.timeNs += 100'000'000;
        observer.addBatch(batch);
        benchmark::DoNotOptimize(observer.heartEvents(last, batch.heartChanges.size()));
        last = observer.lastHeartEventNumber();
    }
}
BENCHMARK(everyHeartChanged)->Arg(10'000)->Unit(benchmark::kMillisecond);

void noHeartChanged(benchmark::State& state)
{
    const StoppedClock clock;
    Observer observer(monitored(), clock);
    HostBatch batch = batchOf(static_cast<std::uint32_t>(state.range(0)));
    observer.addBatch(batch);
    batch.hearts.clear();
    for (auto _ : state) {
        batch.timeNs += 100'000'000;
        observer.addBatch(batch);
        benchmark::DoNotOptimize(observer.current());
    }
}
BENCHMARK(noHeartChanged)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace zeroloom

BENCHMARK_MAIN();
