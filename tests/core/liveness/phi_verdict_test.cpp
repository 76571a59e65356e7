// Hearts judged by the suspicion of their silence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/liveness/phi_accrual.h"
#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

const HeartRule ByPhi{.verdict = VerdictRule::Phi};

void learn(PretendedMonitor& monitor, int beats = 20)
{
    for (int i = 0; i < beats; ++i)
        monitor.answeredPeriod("a");
}

// Beats that nobody answers, in steps, until the heart has this state; returns how long that took from its last answer.
Nanoseconds until(PretendedMonitor& monitor, HeartState state)
{
    for (int step = 0; step < 1000; ++step) {
        if (step % 100 == 0)
            monitor.beat();
        if (monitor.heart("a").state == state)
            break;
        monitor.wait(monitor.watch.rule().period / 100);
    }
    return monitor.now - Nanoseconds(monitor.heart("a").lastBeatNs);
}

TEST(PhiVerdict, ARegularHeartIsLateAndLostSoonerThanByTheFixedRule)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    const Nanoseconds late = until(monitor, HeartState::Late);
    const double deviations = deviationsFor(4);
    EXPECT_NEAR(std::chrono::duration<double>(late).count(), 1 + 0.25 * deviations, 0.05);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("suspicion 4."));
    PretendedMonitor other(ByPhi);
    learn(other);
    const Nanoseconds lost = until(other, HeartState::Lost);
    EXPECT_NEAR(std::chrono::duration<double>(lost).count(), 1 + 0.25 * deviationsFor(8), 0.05);
    EXPECT_THAT(other.heart("a").cause, HasSubstr("and 8.0 is the threshold"));
    EXPECT_LT(lost, detectionBound(ByPhi));
}

TEST(PhiVerdict, TheFixedRuleHoldsUntilTheRhythmIsLearnt)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor, 5);
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("no answer to 3 beats"));
}

TEST(PhiVerdict, AnAnswerThatStillHasTimeIsNotMissingHoweverRegularTheHeartWas)
{
    PretendedMonitor monitor({.period = 1s, .grace = 8s, .verdict = VerdictRule::Phi});
    learn(monitor);
    monitor.beat();
    for (int i = 0; i < 7; ++i) {
        monitor.wait(1s);
        monitor.beat();
        EXPECT_NE(monitor.heart("a").state, HeartState::Lost);
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    monitor.wait(1s);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
}

TEST(PhiVerdict, NorIsItWhenTheMonitorLooksOnlyLate)
{
    PretendedMonitor monitor({.period = 1s, .grace = 8s, .verdict = VerdictRule::Phi});
    learn(monitor);
    for (int i = 0; i < 5; ++i) { // its loop sends beats, and has no time for verdicts
        monitor.beat();
        monitor.now += 1s;
    }
    monitor.wait(0s);
    EXPECT_GT(monitor.heart("a").suspicion, 8);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
}

TEST(PhiVerdict, SignsOfLifeThatAreNoBeatsKeepItFromBeingLost)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    std::vector<std::string> beats;
    for (int i = 0; i < 40; ++i) { // it answers, and falls further behind
        beats.push_back(monitor.beat());
        if (i >= 2)
            monitor.answer("a", beats[static_cast<std::size_t>(i) * 2 / 3]);
        monitor.wait(1s);
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_GT(monitor.heart("a").oldBeats, 10U);
}

TEST(PhiVerdict, AnIrregularHeartIsGivenMoreTime)
{
    PretendedMonitor monitor(ByPhi);
    for (int i = 0; i < 64; ++i)
        monitor.answeredPeriod("a", i % 2 == 0 ? 10ms : 900ms);
    EXPECT_GT(until(monitor, HeartState::Lost), 1s + 800ms * 5);
}

TEST(PhiVerdict, ASlowHeartWithASteadyRhythmIsAlive)
{
    PretendedMonitor monitor(ByPhi);
    std::string previous = monitor.beat();
    for (int i = 0; i < 40; ++i) {
        monitor.wait(1s);
        const std::string next = monitor.beat();
        monitor.wait(200ms);
        monitor.answer("a", previous); // 1.2 s after its beat, each time
        monitor.now -= 200ms;
        previous = next;
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_GT(monitor.heart("a").lateBeats, 30U);
}

TEST(PhiVerdict, AMonitorThatSendsLateMakesNobodySuspicious)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    monitor.wait(3600s); // it sends nothing for an hour
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    learn(monitor);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.changes(), "new");
}

TEST(PhiVerdict, EvidenceHoldsHereToo)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    monitor.witness.evidenceOf[7] = {.process = PeerProcess::Starved, .waited = 900ms};
    monitor.silentPeriods(50);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("can't judge"));
    monitor.witness.evidenceOf.clear();
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
}

TEST(PhiVerdict, AHeartThatComesBackIsJudgedByItsOldRhythm)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    monitor.silentPeriods(60);
    ASSERT_EQ(monitor.heart("a").state, HeartState::Lost);
    learn(monitor, 10);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_LT(until(monitor, HeartState::Lost), 3s); // the outage has not taught it patience
}

TEST(PhiVerdict, AnotherPeriodIsLearntAnew)
{
    PretendedMonitor monitor(ByPhi);
    learn(monitor);
    HeartRule slower = ByPhi;
    slower.period = 20s;
    monitor.watch.setRule(slower, monitor.now);
    learn(monitor, 20);
    EXPECT_EQ(monitor.changes(), "new");
    EXPECT_GT(until(monitor, HeartState::Lost), 40s);
}

TEST(PhiVerdict, TheSuspicionIsShownUnderTheFixedRuleToo)
{
    PretendedMonitor monitor;
    learn(monitor);
    EXPECT_EQ(monitor.heart("a").suspicion, 0);
    monitor.silentPeriods(1);
    EXPECT_GT(monitor.heart("a").suspicion, 4);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    monitor.silentPeriods(1);
    EXPECT_GT(monitor.heart("a").suspicion, 8); // beyond the threshold, which is not asked
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
}

TEST(PhiVerdict, HeartsThatBeatByThemselvesAreJudgedByIt)
{
    PretendedMonitor monitor(ByPhi, BeatSide::Listens);
    for (int i = 0; i < 20; ++i) {
        monitor.hear("hub", std::to_string(i));
        monitor.wait(1s);
    }
    EXPECT_EQ(monitor.heart("hub").state, HeartState::Alive);
    monitor.wait(1s);
    EXPECT_EQ(monitor.heart("hub").state, HeartState::Late);
    monitor.wait(500ms);
    EXPECT_EQ(monitor.heart("hub").state, HeartState::Lost);
    EXPECT_EQ(monitor.changes(), "new late lost");
}

} // namespace
} // namespace zeroloom
