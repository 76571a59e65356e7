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

TEST(DivideTurns, WithoutNumbersEachGetsWhatIsLikely)
{
    const auto parts = divideTurns(6, true, {{100, 0, false, 5.0}, {100, 0, false, 0.0}, {100, 0, false, 1.0}});
    EXPECT_EQ(parts[0], Figure<std::uint64_t>::estimated(5));
    EXPECT_EQ(parts[1], Figure<std::uint64_t>::estimated(0));
    EXPECT_EQ(parts[2], Figure<std::uint64_t>::estimated(1));
    const auto unlikely = divideTurns(6, true, {{100, 0, false, 0.0}, {100, 0, false, 0.0}});
    EXPECT_EQ(unlikely[0].value, 3U);
    EXPECT_EQ(unlikely[1].value, 3U);
}

TEST(TurnsGuess, AWireWhoseReceiverStandsStillFillsInItsTurns)
{
    TurnsGuess guess;
    guess.look(20, 0, {{10, 0, true, true}, {10, 0, true, true}});
    for (std::uint64_t i = 1; i <= 8; ++i)
        guess.look(20 + 2 * i, i, {{10, 0, true, false}, {10 + i, 0, true, false}});
    EXPECT_DOUBLE_EQ(guess.likely(0), 8);
    EXPECT_DOUBLE_EQ(guess.likely(1), 0);
}

TEST(TurnsGuess, WhatIsFullOrNotConnectedGetsNoTurn)
{
    TurnsGuess guess;
    guess.look(10, 10, {{0, 5, true, false}, {0, 100, true, false}, {0, 0, false, false}});
    guess.look(30, 30, {{0, 5, true, false}, {0, 100, true, false}, {0, 0, false, false}});
    EXPECT_DOUBLE_EQ(guess.likely(0), 5);
    EXPECT_DOUBLE_EQ(guess.likely(1), 25);
    EXPECT_DOUBLE_EQ(guess.likely(2), 0);
}

TEST(TurnsGuess, AWireThatCameLaterHasNoPartInWhatWasSentBefore)
{
    TurnsGuess guess;
    guess.look(100, 0, {{100, 0, true, true}});
    guess.look(100, 0, {{100, 0, true, true}, {0, 0, true, false}});
    guess.look(104, 4, {{100, 0, true, false}, {0, 0, true, false}});
    EXPECT_DOUBLE_EQ(guess.likely(0), 2);
    EXPECT_DOUBLE_EQ(guess.likely(1), 2);
}

// Both high-water marks at 100.
WireRoom room(std::optional<std::uint64_t> kernel) { return {100, 100, true, true, kernel}; }

TEST(PlaceDepth, AWireFillsFromTheReceiverBack)
{
    EXPECT_EQ(placeDepth(80, room(std::nullopt)).in, 80U);
    EXPECT_EQ(placeDepth(150, room(std::nullopt)).in, 100U);
    EXPECT_EQ(placeDepth(150, room(std::nullopt)).out, 50U);
    EXPECT_EQ(placeDepth(150, room(0)).in, 150U); // nothing on the way: all has arrived
    WireRoom down = room(0);
    down.connected = false;
    EXPECT_EQ(placeDepth(150, down).out, 150U); // it has not left
    WireRoom open = room(std::nullopt);
    open.receiveLimit = 0;
    EXPECT_EQ(placeDepth(150, open).in, 150U); // a receiver without a limit takes all
}

TEST(PlaceDepth, WhatTheKernelHoldsIsInNeitherQueue)
{
    const DepthPlace place = placeDepth(1000, room(850));
    EXPECT_EQ(place.in, 100U);
    EXPECT_EQ(place.kernel, 850U);
    EXPECT_EQ(place.out, 50U);
    EXPECT_EQ(placeDepth(10, room(850)).kernel, 10U); // never more than waits at all
    EXPECT_EQ(placeDepth(80, room(30)).in, 50U);
}

TEST(PlaceDepth, TheSendersQueueNeverExceedsItsHighWaterMark)
{
    const DepthPlace told = placeDepth(1000, room(700)); // the buffers' bytes were counted a little too low
    EXPECT_EQ(told.out, 100U);
    EXPECT_EQ(told.kernel, 800U);
    const DepthPlace untold = placeDepth(1000, room(std::nullopt)); // as over ipc
    EXPECT_EQ(untold.out, 100U);
    EXPECT_EQ(untold.kernel, 800U);
    EXPECT_EQ(placeDepth(150, room(std::nullopt)).kernel, std::nullopt);
}

TEST(PlaceDepth, InprocHasNoKernelBetween)
{
    WireRoom inproc = room(std::nullopt);
    inproc.throughKernel = false;
    const DepthPlace place = placeDepth(150, inproc);
    EXPECT_EQ(place.kernel, 0U);
    EXPECT_EQ(place.in, 100U);
    EXPECT_EQ(place.out, 50U);
}

} // namespace
} // namespace zeroloom
