// The monitor's own condition: its delay, what it can't judge, and what came in wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(MonitorFigures, OwnDelayIsTakenOffWhatHeartsAreAllowed)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    const std::string beat = monitor.watch.beat(monitor.now);
    monitor.now += 700ms;
    monitor.watch.beatsLeft(monitor.watch.lastBeat(), monitor.now); // it took that long to leave
    monitor.wait(990ms);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat);
    EXPECT_EQ(monitor.watch.figures(monitor.now).ownDelayNs, 700'000'000U);
    monitor.beat();
    EXPECT_EQ(monitor.watch.figures(monitor.now).ownDelayNs, 0U);
    EXPECT_EQ(monitor.watch.figures(monitor.now).worstDelayNs, 700'000'000U);
}

TEST(MonitorFigures, VerdictsWaitForWhatIsNotReadYet)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    const std::string beat = monitor.beat();
    const Nanoseconds readUpTo = monitor.now + 500ms;
    monitor.now += 10s;
    monitor.watch.judge(readUpTo, monitor.now, monitor.witness);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.watch.figures(monitor.now).cannotJudge,
              "verdicts wait: this monitor is 9.00 s behind with its own work");
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat); // it was there all the time
    monitor.watch.judge(monitor.now, monitor.now, monitor.witness);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.watch.figures(monitor.now).cannotJudge, "");
}

TEST(MonitorFigures, VerdictsWaitForBeatsThatHaveNotLeft)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    for (int i = 0; i < 10; ++i) {
        monitor.watch.beat(monitor.now);
        monitor.now += 1s;
        monitor.watch.judge(monitor.now, monitor.now, monitor.witness);
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_THAT(monitor.watch.figures(monitor.now).cannotJudge, StartsWith("verdicts wait"));
}

TEST(MonitorFigures, AMonitorThatIsUpToDateSaysNothing)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 5; ++i) {
        monitor.answeredPeriod("a");
        EXPECT_EQ(monitor.watch.figures(monitor.now).cannotJudge, "");
    }
    EXPECT_EQ(monitor.watch.figures(monitor.now).beatsSent, 5U);
    EXPECT_EQ(monitor.watch.figures(monitor.now).alive, 1U);
}

TEST(MonitorFigures, NextVerdictIsWhenTheOldestBeatHasHadItsTime)
{
    PretendedMonitor monitor({.grace = 300ms});
    EXPECT_EQ(monitor.watch.nextVerdict(), Nanoseconds::max());
    monitor.beat();
    EXPECT_EQ(monitor.watch.nextVerdict(), monitor.now + 300ms);
    monitor.wait(300ms);
    EXPECT_EQ(monitor.watch.nextVerdict(), Nanoseconds::max());
}

TEST(MonitorFigures, PeersThatNeverAnswerAreCounted)
{
    PretendedMonitor monitor;
    const auto connected = [&monitor](std::size_t count) { monitor.watch.setConnectedPeers(count, monitor.now); };
    connected(3);
    monitor.answeredPeriod("a");
    connected(3);
    monitor.answeredPeriod("a");
    connected(3);
    EXPECT_EQ(monitor.watch.figures(monitor.now).silentPeers, 0U); // they have only just come
    monitor.answeredPeriod("a");
    connected(3);
    EXPECT_EQ(monitor.watch.figures(monitor.now).silentPeers, 2U);
    EXPECT_EQ(monitor.watch.figures(monitor.now).problem,
              "2 peers are connected and never answer: is their routing id unique, and do they echo?");
    connected(2);
    EXPECT_THAT(monitor.watch.figures(monitor.now).problem, StartsWith("1 peer is connected and never answers"));
    connected(1);
    EXPECT_EQ(monitor.watch.figures(monitor.now).problem, "");
}

TEST(MonitorFigures, AFrozenHeartIsNoPeerThatNeverAnswered)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    for (int i = 0; i < 10; ++i) {
        monitor.silentPeriods(1);
        monitor.watch.setConnectedPeers(1, monitor.now);
    }
    ASSERT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_EQ(monitor.watch.figures(monitor.now).silentPeers, 0U);
}

TEST(MonitorFigures, HeartsThatShareAConnectionAreOnePeer)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 6; ++i) {
        const std::string beat = monitor.beat();
        for (const char* inner : {"a", "b", "c"})
            monitor.watch.answer(std::array<std::string_view, 3>{"broker", inner, beat}, 7, monitor.now,
                                 monitor.witness);
        monitor.wait(1s);
        monitor.watch.setConnectedPeers(2, monitor.now);
    }
    EXPECT_EQ(monitor.watch.figures(monitor.now).silentPeers, 1U);
}

TEST(MonitorFigures, WhatComesInWrongIsCountedAndSaid)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    const auto answer = [&monitor](const std::vector<std::string_view>& frames) {
        return monitor.watch.answer(frames, 7, monitor.now, monitor.witness);
    };
    const auto problem = [&monitor] { return monitor.watch.figures(monitor.now).problem; };
    EXPECT_EQ(answer({"a", "rubbish"}), AnswerKind::Garbage);
    EXPECT_THAT(problem(), StartsWith("from 'a' came 'rubbish', which is no beat of this monitor"));
    EXPECT_EQ(answer({"a", std::string_view("\xff\x01", 2)}), AnswerKind::Garbage);
    EXPECT_THAT(problem(), HasSubstr("'0xff01'"));
    EXPECT_EQ(answer({"a", beat, "more"}), AnswerKind::WrongFrames);
    EXPECT_THAT(problem(), StartsWith("from 'a' came 2 frames that are no answer"));
    EXPECT_EQ(answer({"a"}), AnswerKind::WrongFrames);
    EXPECT_EQ(answer({}), AnswerKind::WrongFrames);
    EXPECT_EQ(answer({"", beat}), AnswerKind::WrongFrames);
    EXPECT_EQ(answer(std::vector<std::string_view>(9, beat)), AnswerKind::WrongFrames);
    const std::string huge(5000, 'x');
    EXPECT_EQ(answer({"a", huge}), AnswerKind::TooLong);
    EXPECT_THAT(problem(), HasSubstr("5,000 bytes"));
    EXPECT_EQ(answer({huge, beat}), AnswerKind::TooLong);
    const HeartMonitorFigures figures = monitor.watch.figures(monitor.now);
    EXPECT_EQ(figures.garbage, 2U);
    EXPECT_EQ(figures.wrongFrames, 5U);
    EXPECT_EQ(figures.tooLong, 2U);
    EXPECT_TRUE(monitor.hearts().empty());
}

TEST(MonitorFigures, ClocksThatGoBackKillNobody)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 5; ++i)
        monitor.answeredPeriod("a");
    const Nanoseconds right = monitor.now;
    monitor.now = 5s;
    const std::string beat = monitor.beat();
    monitor.watch.judge(monitor.now, monitor.now, monitor.witness);
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat);
    monitor.now = right;
    monitor.answeredPeriod("a");
    monitor.now = -5s;
    monitor.answer("a", monitor.beat());
    monitor.watch.judge(monitor.now, monitor.now, monitor.witness);
    monitor.now = right + 2s;
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").missed, 0U);
    EXPECT_EQ(monitor.changes(), "new");
}

} // namespace
} // namespace zeroloom
