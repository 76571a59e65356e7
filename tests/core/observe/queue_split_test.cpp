#include "core/observe/queue_split.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

std::uint64_t sum(const std::vector<Figure<std::uint64_t>>& parts)
{
    std::uint64_t total = 0;
    for (const auto& part : parts)
        total += part.value;
    return total;
}

TEST(DivideTurns, TheWireThatLagsHasWhatNobodyReceived)
{
    // A slow worker has last seen number 100, two fast ones are up to date and found nothing waiting.
    const auto parts = divideTurns(300, true, {{900, 2000, false}, {0, 2000, true}, {1, 2000, true}});
    EXPECT_EQ(parts[0], Figure<std::uint64_t>::exact(300));
    EXPECT_EQ(parts[1], Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(parts[2], Figure<std::uint64_t>::exact(0));
}

TEST(DivideTurns, SeveralLaggingWiresShareByTheirLagAndSaySo)
{
    const auto parts = divideTurns(300, true, {{200, 2000, false}, {400, 2000, false}, {0, 2000, false}});
    EXPECT_EQ(sum(parts), 300U);
    EXPECT_EQ(parts[0], Figure<std::uint64_t>::estimated(100));
    EXPECT_EQ(parts[1], Figure<std::uint64_t>::estimated(200));
    EXPECT_EQ(parts[2], Figure<std::uint64_t>::exact(0));
}

TEST(DivideTurns, NoWireGetsMoreThanItCanHold)
{
    const auto parts = divideTurns(1000, true, {{100, 0, false}, {5000, 0, false}});
    EXPECT_EQ(sum(parts), 1000U);
    EXPECT_LE(parts[0].value, 100U);
}

TEST(DivideTurns, TheTotalIsNeverLostWhateverTheShares)
{
    for (const std::uint64_t total : {1U, 7U, 100'000U}) {
        EXPECT_EQ(sum(divideTurns(total, true, {{0, 10, true}, {0, 10, true}})), total);
        EXPECT_EQ(sum(divideTurns(total, true, {{3, 2, false}, {1, 2, false}, {0, 0, false}})), total);
    }
    EXPECT_TRUE(divideTurns(0, true, {}).empty());
}

TEST(PlaceDepth, AWireFillsFromTheReceiverBack)
{
    EXPECT_EQ(placeDepth(80, 100, true, false, false).in, 80U);
    EXPECT_EQ(placeDepth(150, 100, true, false, false).in, 100U);
    EXPECT_EQ(placeDepth(150, 100, true, false, false).out, 50U);
    EXPECT_EQ(placeDepth(150, 100, false, false, false).out, 150U); // not connected: it has not left
    EXPECT_EQ(placeDepth(150, 100, true, true, true).in, 150U);     // nothing on the way: all has arrived
    EXPECT_EQ(placeDepth(150, 0, true, true, false).in, 150U);      // a receiver without a limit takes all
}

} // namespace
} // namespace zeroloom
