#include <cmath>

#include <gmock/gmock.h>

#include "core/observe/series.h"
#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using test::at;
using test::MadeRun;

TEST(Series, KeepsTenMinutes)
{
    Series series;
    series.setFine(true);
    for (int i = 0; i < 10'000; ++i)
        series.add(i * 0.1, i);
    const auto points = series.since(0);
    ASSERT_EQ(points.size(), 6000U);
    EXPECT_EQ(points.front().value, 4000);
    EXPECT_EQ(points.back().value, 9999);
    EXPECT_EQ(series.since(999.0).size(), 10U);
}

TEST(Series, ACoarseOneKeepsOnePointASecondUntilItIsAskedFor)
{
    Series series;
    for (int i = 0; i < 7000; ++i) // longer than the ring
        series.add(i * 0.1, i);
    EXPECT_EQ(series.since(0).size(), 600U);
    series.setFine(true);
    for (int i = 7000; i < 7100; ++i)
        series.add(i * 0.1, i);
    const auto points = series.since(700);
    EXPECT_EQ(points.size(), 100U);
    const auto all = series.since(0);
    for (std::size_t i = 1; i < all.size(); ++i)
        EXPECT_LT(all[i - 1].seconds, all[i].seconds);
}

TEST(Thinned, KeepsTheHighestAndTheLowest)
{
    std::vector<SeriesPoint> points;
    for (int i = 0; i < 6000; ++i)
        points.push_back({i * 0.1, 50});
    points[1234].value = 1000;
    points[4321].value = -7;
    const auto kept = thinned(points, 100);
    EXPECT_LE(kept.size(), 100U);
    EXPECT_TRUE(std::any_of(kept.begin(), kept.end(), [](const auto& point) { return point.value == 1000; }));
    EXPECT_TRUE(std::any_of(kept.begin(), kept.end(), [](const auto& point) { return point.value == -7; }));
    for (std::size_t i = 1; i < kept.size(); ++i)
        EXPECT_LT(kept[i - 1].seconds, kept[i].seconds);
    EXPECT_EQ(thinned(points, 6000).size(), 6000U);
}

TEST(Thinned, WhatIsNotKnownHidesNothing)
{
    std::vector<SeriesPoint> points(100, {0, std::nan("")});
    points[50].value = 3;
    const auto kept = thinned(points, 4);
    EXPECT_TRUE(std::any_of(kept.begin(), kept.end(), [](const auto& point) { return point.value == 3; }));
}

TEST(History, WhatIsTakenOutAndBroughtBackHasItsHistoryWithAGap)
{
    const Topology topology = test::fan(SocketType::Push, SocketType::Pull, 1);
    MadeRun run(topology);
    run.host.connect("ab");
    const auto flow = [&](int steps) {
        for (int i = 0; i < steps; ++i) {
            run.host.socket("a", "out").sent += 10;
            run.host.receive("ab", "b", 10, 0);
            run.step();
        }
    };
    flow(20);
    const double before = run.observer.current()->seconds;
    run.observer.setTopology({});
    run.clock.advance(std::chrono::seconds(5));
    run.observer.setTopology(topology);
    flow(20);
    for (const SeriesKey& key :
         {SeriesKey{Metric::ReceiveRate, at("b", "in"), {}}, SeriesKey{Metric::WireRate, {}, WireId("ab")}}) {
        const auto points = run.observer.history(key, 0, 1000);
        ASSERT_FALSE(points.empty());
        EXPECT_LT(points.front().seconds, before);
        const auto gap =
            std::find_if(points.begin(), points.end(), [](const auto& one) { return std::isnan(one.value); });
        ASSERT_NE(gap, points.end());
        EXPECT_GT(gap->seconds, before + 5);
        EXPECT_GT(points.back().seconds, gap->seconds);
        EXPECT_FALSE(std::isnan(points.back().value));
    }
}

TEST(History, RecordsWhatTheObservationsShow)
{
    MadeRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    for (int i = 1; i <= 30; ++i) {
        run.host.socket("a", "out").sent += 10;
        run.host.receive("ab", "b", 5, static_cast<std::uint64_t>(i * 5));
        run.host.end("ab", WireEnd::To).flow.latency.add(static_cast<std::uint64_t>(i < 15 ? 1'000 : 1'000'000));
        run.step();
    }
    const auto rates = run.observer.history({Metric::SendRate, at("a", "out"), {}}, 0, 1000);
    ASSERT_GE(rates.size(), 28U);
    EXPECT_NEAR(rates.back().value, 100, 1);
    const auto depths = run.observer.history({Metric::WireDepth, {}, WireId("ab")}, 0, 1000);
    EXPECT_EQ(depths.back().value, 150);
    // The median of the last second, not of the whole run.
    const auto latencies = run.observer.history({Metric::WireLatencyP50, {}, WireId("ab")}, 0, 1000);
    EXPECT_NEAR(latencies.back().value, 1000, 190);
    EXPECT_NEAR(latencies[5].value, 1, 0.19);
    EXPECT_TRUE(run.observer.history({Metric::SendRate, at("nobody", "out"), {}}, 0, 10).empty());
}

TEST(History, OfALateTimeIsThinnedAsIfNothingHadComeAfterIt)
{
    MadeRun run(test::fan(SocketType::Push, SocketType::Pull, 1));
    const SeriesKey key{Metric::SendRate, at("a", "out"), {}};
    std::vector<SeriesPoint> before;
    for (int i = 1; i <= 300; ++i) {
        run.host.socket("a", "out").sent += static_cast<std::uint64_t>(10 + i % 7);
        run.step();
        if (i == 30)
            before = run.observer.history(key, 0, 20);
    }
    ASSERT_EQ(before.size(), 20U);
    const auto after = run.observer.history(key, 0, 20, before.back().seconds);
    ASSERT_EQ(after.size(), 20U);
    for (std::size_t i = 0; i < after.size(); ++i)
        EXPECT_EQ(after[i].seconds, before[i].seconds);
}

TEST(History, MetricsHaveNamesAndUnits)
{
    for (int i = 0; i <= static_cast<int>(Metric::WireRtt); ++i) {
        EXPECT_FALSE(name(static_cast<Metric>(i)).empty());
        EXPECT_FALSE(unit(static_cast<Metric>(i)).empty());
    }
}

} // namespace
} // namespace zeroloom
