#include "core/liveness/round_trip_window.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(CompactCountTest, IsExactWhenSmallAndCloseWhenLarge)
{
    for (std::uint32_t value = 0; value < 2048; ++value)
        EXPECT_EQ(CompactCount(value).value(), value);
    CompactCount last;
    for (std::uint64_t value = 2048; value <= 0xFFFFFFFFU; value += 1 + value / 5000) {
        const CompactCount count{static_cast<std::uint32_t>(value)};
        EXPECT_LE(count.value(), value);
        EXPECT_GT(count.value(), value - value / 2047.0);
        EXPECT_LE(last, count);
        last = count;
    }
    EXPECT_EQ(CompactCount(0xFFFFFFFFU).value(), 0xFFF00000U);
}

TEST(RoundTripWindowTest, QuantilesAreOfTheNearestRank)
{
    RoundTripWindow window;
    EXPECT_EQ(window.quantile(0.5), 0U);
    window.add(0); // which would read as "none"
    EXPECT_EQ(window.quantile(0.5), 1U);
    for (std::uint32_t i = 1; i <= 200; ++i)
        window.add(i);
    EXPECT_EQ(window.size(), RoundTripWindow::Size);
    EXPECT_EQ(window.quantile(0), 137U);
    EXPECT_EQ(window.quantile(0.5), 168U);
    EXPECT_EQ(window.quantile(0.99), 200U);
    EXPECT_EQ(window.quantile(1), 200U);
}

} // namespace
} // namespace zeroloom
