#include "core/liveness/beat_clock.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

TEST(BeatClockTest, RunsWithTheMonitorsBeats)
{
    BeatClock clock;
    EXPECT_EQ(clock.read(100s), 0s); // no beat, no time
    clock.beatLeft(100s, 1s);
    EXPECT_EQ(clock.read(100500ms), 500ms);
    clock.beatLeft(101s, 1s);
    EXPECT_EQ(clock.read(101200ms), 1200ms);
}

TEST(BeatClockTest, StandsWhileTheNextBeatIsLate)
{
    BeatClock clock;
    clock.beatLeft(100s, 1s);
    EXPECT_EQ(clock.read(160s), 1s);
    clock.beatLeft(160s, 1s);
    EXPECT_EQ(clock.read(160s), 1s);
    EXPECT_EQ(clock.read(160500ms), 1500ms);
}

TEST(BeatClockTest, NeverGoesBack)
{
    BeatClock clock;
    clock.beatLeft(100s, 1s);
    const Nanoseconds before = clock.read(100900ms);
    clock.beatLeft(100400ms, 1s); // an earlier time than was read
    EXPECT_GE(clock.read(100900ms), before);
    clock.beatLeft(50s, 1s);
    EXPECT_GE(clock.read(100900ms), before);
}

TEST(BeatClockTest, SaysWhenItWillReadSomething)
{
    BeatClock clock;
    clock.beatLeft(100s, 1s);
    EXPECT_EQ(clock.when(700ms), 100700ms);
    EXPECT_EQ(clock.when(1100ms), std::nullopt); // not before the next beat
}

} // namespace
} // namespace zeroloom
