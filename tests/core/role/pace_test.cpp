// Schedules: exact in the mean, without debt for what could not be helped.
#include <gtest/gtest.h>

#include "core/role/pace.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

TEST(SendPace, SendsTheFirstAtOnceAndKeepsTheMeanHoweverLateItIsCalled)
{
    SendPace pace;
    pace.setRate(1000, 1s);
    std::size_t sent = 0;
    for (Nanoseconds now = 1s; now < 2s; now += 7ms + 130us) {
        const std::size_t due = pace.due(now);
        pace.take(due);
        sent += due;
    }
    EXPECT_NEAR(static_cast<double>(sent), 1000, 9);
}

TEST(SendPace, NextIsTheTimeOfTheNextMessage)
{
    SendPace pace;
    pace.setRate(100, 5s);
    EXPECT_EQ(pace.due(5s), 1U);
    pace.take(1);
    EXPECT_EQ(pace.next(5s), 5s + 10ms);
    EXPECT_EQ(pace.due(5s + 9ms), 0U);
    EXPECT_EQ(pace.due(5s + 10ms), 1U);
}

TEST(SendPace, WhatLiesFarBackIsForgiven)
{
    SendPace pace;
    pace.setRate(1000, 0s);
    EXPECT_LE(pace.due(60s), 102U);
    SendPace slow;
    slow.setRate(0.1, 0s);
    slow.take(slow.due(0s));
    EXPECT_EQ(slow.due(10s + 900ms), 1U);
}

TEST(SendPace, AnUnlimitedRateIsAlwaysDue)
{
    SendPace pace;
    EXPECT_TRUE(pace.unlimited());
    EXPECT_GT(pace.due(0s), 1'000'000U);
}

TEST(SendPace, ARestartLeavesNoDebt)
{
    SendPace pace;
    pace.setRate(100, 0s);
    pace.restart(50ms);
    EXPECT_EQ(pace.due(50ms), 1U);
}

TEST(SendPace, AChangedRateStretchesTheWaitForTheNext)
{
    SendPace pace;
    pace.setRate(10, 1s);
    pace.take(pace.due(1s));
    pace.setRate(1, 1s + 50ms); // half of the wait is over
    EXPECT_EQ(pace.due(1s + 50ms), 0U);
    EXPECT_EQ(pace.next(1s + 50ms), 1s + 550ms);
    pace.setRate(10, 1s + 50ms);
    EXPECT_EQ(pace.next(1s + 50ms), 1s + 100ms);
    pace.take(pace.due(1s + 100ms));
    EXPECT_EQ(pace.next(1s + 100ms), 1s + 200ms);
}

TEST(Rescaled, StretchesWhatIsLeft)
{
    EXPECT_EQ(rescaled(12s, 11s, 2s, 20s), 21s);
    EXPECT_EQ(rescaled(12s, 11s, 2s, 1s), 11s + 500ms);
    EXPECT_EQ(rescaled(12s, 13s, 2s, 20s), 12s); // over already
    EXPECT_EQ(rescaled(12s, 11s, 0s, 20s), 12s);
}

TEST(WorkPace, ChangedWorkTakesEffectOnWhatHasBegun)
{
    WorkPace pace;
    pace.setWork(100s, 0s);
    pace.begin(10s);
    pace.setWork(1s, 60s); // half of it is done
    EXPECT_EQ(pace.until(), 60s + 500ms);
    pace.begin(61s, 5s);
    EXPECT_EQ(pace.until(), 65s + 500ms);
}

TEST(WorkPace, TheNextBeginsWhenTheLastEnded)
{
    WorkPace pace;
    pace.setWork(1ms, 0s);
    pace.begin(10ms);
    EXPECT_FALSE(pace.isFree(10ms + 999us));
    EXPECT_TRUE(pace.isFree(11ms));
    pace.begin(11ms + 80us); // the timer was late
    EXPECT_EQ(pace.until(), 12ms);
}

TEST(WorkPace, AfterARestItBeginsWhenTheMessageComes)
{
    WorkPace pace;
    pace.setWork(1ms, 0s);
    pace.begin(10ms);
    pace.rest();
    pace.begin(15ms);
    EXPECT_EQ(pace.until(), 16ms);
}

TEST(WorkPace, ALongStallIsNotMadeUpFor)
{
    WorkPace pace;
    pace.setWork(1ms, 0s);
    pace.begin(10ms);
    pace.begin(2s);
    EXPECT_EQ(pace.until(), 2s + 1ms);
}

} // namespace
} // namespace zeroloom
