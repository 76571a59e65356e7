// Beats at fixed intervals, however late the loop is.
#include <gtest/gtest.h>

#include "core/role/beat_schedule.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

TEST(BeatSchedule, TheFirstIsDueAtOnceAndLatenessDoesNotAddUp)
{
    BeatSchedule schedule;
    EXPECT_FALSE(schedule.isDue(5s));
    schedule.setPeriod(1s, 5s);
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(schedule.isDue(5s + i * 1s));
        schedule.sent(5s + i * 1s + 7ms);
        ASSERT_EQ(schedule.next(), 6s + i * 1s);
    }
}

TEST(BeatSchedule, WhatCameTooLateIsNotMadeUpForInABurst)
{
    BeatSchedule schedule;
    schedule.setPeriod(1s, 0s);
    schedule.sent(4s + 300ms);
    EXPECT_EQ(schedule.next(), 5s);
    schedule.sent(5s + 800ms); // the one at 6 s would follow within a fifth of a period
    EXPECT_EQ(schedule.next(), 7s);
}

TEST(BeatSchedule, AnotherPeriodCountsFromTheLastBeat)
{
    BeatSchedule schedule;
    schedule.setPeriod(10s, 0s);
    schedule.sent(0s);
    schedule.setPeriod(2s, 1s);
    EXPECT_EQ(schedule.next(), 2s);
    schedule.sent(2s);
    schedule.setPeriod(1s, 3s + 500ms);
    EXPECT_EQ(schedule.next(), 3s + 500ms);
}

TEST(BeatSchedule, HeldItOwesNothing)
{
    BeatSchedule schedule;
    schedule.setPeriod(1s, 0s);
    schedule.sent(0s);
    schedule.hold();
    EXPECT_FALSE(schedule.isDue(60s));
    EXPECT_FALSE(schedule.next());
    schedule.setPeriod(2s, 60s);
    EXPECT_FALSE(schedule.isDue(60s));
    schedule.resume(61s);
    EXPECT_TRUE(schedule.isDue(61s));
    schedule.sent(61s);
    EXPECT_EQ(schedule.next(), 63s);
    schedule.resume(62s);
    EXPECT_EQ(schedule.next(), 63s);
}

} // namespace
} // namespace zeroloom
