#include "core/observe/rate_window.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

constexpr std::uint64_t Tick = 100'000'000;

TEST(RateWindow, IsTheGrowthOverTheLastSecondByTheCountersOwnTimes)
{
    RateWindow window;
    EXPECT_EQ(window.rate(), 0);
    for (std::uint64_t i = 0; i <= 30; ++i)
        window.add(i * Tick, i * 10);
    EXPECT_NEAR(window.rate(), 100, 1e-6);
    // Twice as fast for half a second: half of the window.
    for (std::uint64_t i = 1; i <= 5; ++i)
        window.add((30 + i) * Tick, 300 + i * 20);
    EXPECT_NEAR(window.rate(), 150, 1);
    for (std::uint64_t i = 6; i <= 20; ++i)
        window.add((30 + i) * Tick, 400);
    EXPECT_EQ(window.rate(), 0);
}

TEST(RateWindow, ACounterThatBeginsAnewBeginsAWindow)
{
    RateWindow window;
    window.add(0, 1'000'000);
    window.add(Tick, 5);
    EXPECT_EQ(window.rate(), 0);
    window.add(2 * Tick, 15);
    EXPECT_NEAR(window.rate(), 100, 1e-6);
}

// Ten messages a second, read about ten times a second: a second has nine of them, ten or eleven.
TEST(RateWindow, ASteadyCounterOfFewMessagesReadsSteady)
{
    RateWindow window;
    std::uint64_t time = 0;
    for (std::uint64_t i = 0; i < 300; ++i) {
        time += Tick + 300'000 + (i * 7 % 11) * 1'000'000 - 5'000'000;
        window.add(time, (time + 70'000'000) / Tick);
        if (i > 30) {
            EXPECT_GT(window.rate(), 9.95) << i;
            EXPECT_LT(window.rate(), 10.1) << i;
        }
    }
}

TEST(RateWindow, AnotherPaceShowsWithinASecond)
{
    RateWindow window;
    for (std::uint64_t i = 0; i <= 100; ++i)
        window.add(i * Tick, i);
    EXPECT_NEAR(window.rate(), 10, 0.01);
    for (std::uint64_t i = 1; i <= 11; ++i)
        window.add((100 + i) * Tick, 100 + i * 3);
    EXPECT_NEAR(window.rate(), 30, 1);
    for (std::uint64_t i = 12; i <= 22; ++i)
        window.add((100 + i) * Tick, 133);
    EXPECT_EQ(window.rate(), 0);
}

TEST(RateWindow, ReadingsInQuickSuccessionDoNotShortenIt)
{
    RateWindow window;
    for (std::uint64_t i = 0; i <= 2000; ++i) // every millisecond
        window.add(i * 1'000'000, i);
    EXPECT_NEAR(window.rate(), 1000, 30);
}

} // namespace
} // namespace zeroloom
