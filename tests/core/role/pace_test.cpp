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

TEST(WorkPace, TheNextBeginsWhenTheLastEnded)
{
    WorkPace pace;
    pace.setWork(1ms);
    pace.begin(10ms);
    EXPECT_FALSE(pace.isFree(10ms + 999us));
    EXPECT_TRUE(pace.isFree(11ms));
    pace.begin(11ms + 80us); // the timer was late
    EXPECT_EQ(pace.until(), 12ms);
}

TEST(WorkPace, AfterARestItBeginsWhenTheMessageComes)
{
    WorkPace pace;
    pace.setWork(1ms);
    pace.begin(10ms);
    pace.rest();
    pace.begin(15ms);
    EXPECT_EQ(pace.until(), 16ms);
}

TEST(WorkPace, ALongStallIsNotMadeUpFor)
{
    WorkPace pace;
    pace.setWork(1ms);
    pace.begin(10ms);
    pace.begin(2s);
    EXPECT_EQ(pace.until(), 2s + 1ms);
}

} // namespace
} // namespace zeroloom
