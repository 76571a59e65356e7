// Hearts that beat by themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

struct Listener : PretendedMonitor {
    explicit Listener(HeartRule rule = {}) : PretendedMonitor(rule, BeatSide::Listens) {}
    void beats(int count, Nanoseconds every = 1s)
    {
        for (int i = 0; i < count; ++i) {
            hear("hub", std::to_string(++payload));
            wait(every);
        }
    }
    int payload = 0;
};

TEST(OneWayHearts, AreNewThenAliveWhileTheyBeat)
{
    Listener listener;
    listener.beats(10);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Alive);
    EXPECT_EQ(listener.heart("hub").beats, 10U);
    EXPECT_EQ(listener.heart("hub").rttUs, 0U);
    EXPECT_EQ(stripText(listener.heart("hub").strip, 10), "iiiiiiiiii");
    EXPECT_EQ(listener.changes(), "new");
    EXPECT_FALSE(listener.watch.figures(listener.now).sendsBeats);
}

TEST(OneWayHearts, AreLateAndLostAndBack)
{
    Listener listener;
    listener.beats(5);
    listener.wait(950ms);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Alive); // due after 1 s, and allowed another
    listener.wait(100ms);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Late);
    listener.wait(2s);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Lost);
    EXPECT_EQ(listener.heart("hub").missedInRow, 3U);
    EXPECT_THAT(listener.heart("hub").cause, HasSubstr("no beat for 4.00 s"));
    listener.beats(1);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Alive);
    EXPECT_EQ(stripText(listener.heart("hub").strip, 4), "imml");
    EXPECT_EQ(listener.changes(), "new late lost back");
}

TEST(OneWayHearts, TheSamePayloadAgainIsNoProgress)
{
    Listener listener;
    listener.beats(2);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(listener.hear("hub", "2"), AnswerKind::Repeated);
        listener.wait(1s);
    }
    EXPECT_EQ(listener.heart("hub").state, HeartState::Lost);
    EXPECT_EQ(listener.watch.figures(listener.now).repeated, 4U);
}

TEST(OneWayHearts, ExpectedOnesThatAreSilentAreLost)
{
    Listener listener({.misses = 3});
    listener.watch.expect("hub", "", listener.now);
    listener.wait(3900ms);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Late);
    listener.wait(200ms);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Lost);
}

TEST(OneWayHearts, ALongSilenceIsCountedInOneGo)
{
    Listener listener({.period = 1ms});
    listener.beats(1, 1ms);
    listener.now += 3600s;
    listener.watch.judge(listener.now, listener.now, listener.witness);
    EXPECT_EQ(listener.heart("hub").missed, 3'600'000U);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Lost);
}

TEST(OneWayHearts, WhatWaitedWhileThisProcessStoodIsNoSilence)
{
    Listener listener;
    listener.beats(5);
    listener.now += 60s; // stopped, for a minute; 60 beats lie in the kernel
    listener.beats(60, 0s);
    listener.watch.judge(listener.now, listener.now, listener.witness);
    EXPECT_EQ(listener.heart("hub").state, HeartState::Alive);
    EXPECT_EQ(listener.heart("hub").missed, 0U);
    EXPECT_EQ(listener.changes(), "new");
}

TEST(OneWayHearts, TooLongAndEmptyIdsAreRefused)
{
    Listener listener;
    EXPECT_EQ(listener.hear("hub", std::string(2000, 'x')), AnswerKind::TooLong);
    EXPECT_EQ(listener.hear(std::string(256, 'x'), "1"), AnswerKind::TooLong);
    EXPECT_EQ(listener.hear("", "1"), AnswerKind::WrongFrames);
    EXPECT_TRUE(listener.hearts().empty());
}

} // namespace
} // namespace zeroloom
