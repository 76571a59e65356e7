// What the judge of hearts costs a monitor: an answer, a verdict over all hearts, what a sampler reads, and a heart's
// memory.
#include <malloc.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/liveness/heart_watch.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

class SilentWitness final : public HeartWitness {
public:
    std::string address(int descriptor) override { return "127.0.0.1:" + std::to_string(descriptor); }
    HeartEvidence evidence(const HeartPeer&) override { return {}; }
};

struct Network {
    explicit Network(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            ids.push_back(std::string("\0\x6b", 2) + static_cast<char>(i >> 16) + static_cast<char>(i >> 8) +
                          static_cast<char>(i));
        for (int period = 0; period < 70; ++period) // so that every window is full
            answerAll();
    }
    void answerAll()
    {
        const std::string beat = sendBeat();
        now += 1ms;
        for (std::size_t i = 0; i < ids.size(); ++i)
            watch.answer(std::array<std::string_view, 2>{ids[i], beat}, static_cast<int>(10'000 + i), now, witness);
        now += 999ms;
        watch.judge(now, now, witness);
    }
    std::string sendBeat()
    {
        std::string beat = watch.beat(now);
        watch.beatsLeft(watch.lastBeat(), now);
        return beat;
    }

    HeartWatch watch;
    SilentWitness witness;
    std::vector<std::string> ids;
    Nanoseconds now = 1000s;
};

void answers(benchmark::State& state)
{
    Network network(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        network.answerAll();
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(answers)->Arg(1000)->Arg(10'000)->Arg(20'000)->Unit(benchmark::kMillisecond);

void verdictWhenAllIsWell(benchmark::State& state)
{
    Network network(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        const std::string beat = network.sendBeat();
        for (std::size_t i = 0; i < network.ids.size(); ++i)
            network.watch.answer(std::array<std::string_view, 2>{network.ids[i], beat}, static_cast<int>(10'000 + i),
                                 network.now, network.witness);
        network.now += 1s;
        state.ResumeTiming();
        network.watch.judge(network.now, network.now, network.witness);
    }
}
BENCHMARK(verdictWhenAllIsWell)->Arg(20'000)->Unit(benchmark::kMicrosecond);

// A whole network is gone at once, with the changes that this makes.
void verdictWhenAllAreLost(benchmark::State& state)
{
    Network network(static_cast<std::size_t>(state.range(0)));
    std::vector<HeartChange> changes;
    for (auto _ : state) {
        state.PauseTiming();
        network.answerAll();
        for (int beat = 0; beat < 2; ++beat) {
            network.sendBeat();
            network.now += 1s;
            network.watch.judge(network.now, network.now, network.witness);
        }
        network.sendBeat();
        network.now += 1s;
        network.watch.takeChanges(changes);
        changes.clear();
        state.ResumeTiming();
        network.watch.judge(network.now, network.now, network.witness);
    }
}
BENCHMARK(verdictWhenAllAreLost)->Arg(20'000)->Unit(benchmark::kMicrosecond);

void sampleWhenNothingChanged(benchmark::State& state)
{
    Network network(20'000);
    std::uint64_t stamp = 0;
    network.watch.heartsSince(stamp);
    for (auto _ : state)
        benchmark::DoNotOptimize(network.watch.heartsSince(stamp));
}
BENCHMARK(sampleWhenNothingChanged)->Unit(benchmark::kMicrosecond);

void sampleWhenAllChanged(benchmark::State& state)
{
    Network network(20'000);
    for (auto _ : state) {
        std::uint64_t stamp = 0;
        benchmark::DoNotOptimize(network.watch.heartsSince(stamp));
    }
}
BENCHMARK(sampleWhenAllChanged)->Unit(benchmark::kMillisecond);

void memory(benchmark::State& state)
{
    for (auto _ : state) {
        const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
        const auto network = std::make_unique<Network>(20'000);
        std::vector<HeartChange> changes;
        network->watch.takeChanges(changes);
        changes = {};
        const std::size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
        state.counters["bytes_per_heart"] =
            static_cast<double>(after - before - network->ids.capacity() * sizeof(std::string)) / 20'000;
    }
}
BENCHMARK(memory)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace zeroloom

BENCHMARK_MAIN();
