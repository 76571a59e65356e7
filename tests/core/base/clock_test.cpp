#include "core/base/clock.h"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace zeroloom {
namespace {

TEST(SteadyClock, IsTheMachinesMonotonicClock)
{
    const SteadyClock clock;
    const auto before = std::chrono::steady_clock::now().time_since_epoch();
    const Nanoseconds now = clock.now();
    const auto after = std::chrono::steady_clock::now().time_since_epoch();
    EXPECT_GE(now, before);
    EXPECT_LE(now, after);
}

TEST(FakeClock, MovesOnlyWhenTold)
{
    test::FakeClock clock(std::chrono::seconds(5));
    EXPECT_EQ(clock.now(), clock.now());
    clock.advance(std::chrono::milliseconds(250));
    EXPECT_EQ(clock.now(), std::chrono::milliseconds(5250));
    clock.set(std::chrono::hours(1));
    EXPECT_EQ(clock.now(), std::chrono::hours(1));
}

} // namespace
} // namespace zeroloom
