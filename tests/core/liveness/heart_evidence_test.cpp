// Nobody is declared dead when it can't be judged, and a cause says what is known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// The cause of a loss with this evidence, of a heart whose process is known.
std::string causeWith(const HeartEvidence& evidence)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.watch.setProcess(0, {7, "127.0.0.1:40007"}, 4123, "python3");
    monitor.witness.evidenceOf[7] = evidence;
    monitor.silentPeriods(3);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    return monitor.heart("a").cause;
}

TEST(HeartEvidenceRules, TheCauseSaysWhatIsKnown)
{
    EXPECT_EQ(causeWith({}), "no answer to 3 beats; its connection is open: it hangs, or the network between is cut");
    EXPECT_EQ(causeWith({.connectionClosed = true}),
              "no answer to 3 beats; its connection is closed: it has ended or was killed");
    EXPECT_EQ(causeWith({.process = PeerProcess::Stopped}), "no answer to 3 beats; its process 4123 is stopped");
    EXPECT_EQ(causeWith({.connectionClosed = true, .process = PeerProcess::Gone}),
              "no answer to 3 beats; its process 4123 is gone: it has ended or was killed");
    EXPECT_THAT(causeWith({.process = PeerProcess::Idle}), HasSubstr("its process 4123 sleeps"));
}

TEST(HeartEvidenceRules, AnAnswerThatLiesUnreadIsNoMiss)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.witness.evidenceOf[7] = {.answerWaits = true};
    monitor.silentPeriods(20);
    Heart heart = monitor.heart("a");
    EXPECT_EQ(heart.state, HeartState::Alive);
    EXPECT_EQ(heart.missed, 0U);
    EXPECT_EQ(heart.unjudged, 20U);
    EXPECT_EQ(heart.cause, "can't judge: its answer lies unread in this machine");
    EXPECT_EQ(monitor.watch.figures(monitor.now).unjudgedBeats, 20U);
    monitor.witness.evidenceOf.clear();
    monitor.silentPeriods(3);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
}

TEST(HeartEvidenceRules, AnAnswerThatLayUnreadIsInTimeWhenItIsRead)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.witness.evidenceOf[7] = {.answerWaits = true};
    const std::string beat = monitor.beat();
    monitor.wait(1s);
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat);
    EXPECT_EQ(monitor.heart("a").lateBeats, 0U);
    EXPECT_EQ(monitor.heart("a").cause, "");
}

TEST(HeartEvidenceRules, AStarvedHeartIsLateAtMost)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.watch.setProcess(0, {7, "127.0.0.1:40007"}, 4123, "python3");
    monitor.witness.evidenceOf[7] = {.process = PeerProcess::Starved, .waited = 820ms};
    monitor.silentPeriods(100);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("a").missedInRow, 0U);
    EXPECT_EQ(monitor.heart("a").cause,
              "can't judge: its process 4123 waited 0.82 s of the last second for a processor");
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.changes(), "new late beat");
}

TEST(HeartEvidenceRules, AHeartThatComputesIsGivenTenTimesTheBound)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.witness.evidenceOf[7] = {.process = PeerProcess::Busy};
    const Nanoseconds bound = detectionBound(monitor.watch.rule());
    EXPECT_EQ(bound, 4s);
    monitor.silentPeriods(39); // 39.999 s
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_THAT(monitor.heart("a").cause, StartsWith("can't judge: its process computes without pause"));
    monitor.silentPeriods(4);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("computes without pause: it hangs"));
}

TEST(HeartEvidenceRules, AClosedConnectionAloneIsNoVerdict)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.witness.evidenceOf[7] = {.connectionClosed = true, .process = PeerProcess::Gone};
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
}

TEST(HeartEvidenceRules, NobodyIsAskedAboutHeartsThatAnswer)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 10; ++i)
        monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.witness.evidenceAsked, 0);
    EXPECT_EQ(monitor.witness.addressesAsked, 1);
}

// --- Who has left ---

TEST(LeftHearts, AMadeIdWhoseConnectionIsClosedLeaves)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.answeredPeriod(madeId('g'));
    EXPECT_TRUE(monitor.heart("0x006b8b4567").madeId);
    monitor.witness.evidenceOf[7] = {.connectionClosed = true};
    monitor.silentPeriods(5);
    EXPECT_EQ(monitor.heart("0x006b8b4567").state, HeartState::Lost);
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("0x006b8b4567").state, HeartState::Left);
    EXPECT_EQ(monitor.heart("0x006b8b4567").missed, 6U);
    monitor.silentPeriods(5);
    EXPECT_EQ(monitor.heart("0x006b8b4567").missed, 6U); // not judged any more
    EXPECT_EQ(monitor.changes(), "new late lost left");
}

TEST(LeftHearts, AMadeIdIsNeverBack)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod(madeId('g'));
    monitor.witness.evidenceOf[7] = {.connectionClosed = true};
    monitor.silentPeriods(6);
    monitor.answeredPeriod(madeId('g'), 1ms, 8);
    ASSERT_EQ(monitor.hearts().size(), 2U);
    EXPECT_EQ(monitor.hearts()[0].state, HeartState::Left);
    EXPECT_EQ(monitor.hearts()[1].state, HeartState::Alive);
    EXPECT_EQ(monitor.hearts()[1].number, 1U);
    EXPECT_EQ(monitor.changes(), "new late lost left new");
}

TEST(LeftHearts, WithAnOpenConnectionItMayComeBack)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod(madeId('g'));
    monitor.silentPeriods(20);
    EXPECT_EQ(monitor.heart("0x006b8b4567").state, HeartState::Lost);
    monitor.answeredPeriod(madeId('g'));
    EXPECT_EQ(monitor.changes(), "new late lost back");
}

TEST(LeftHearts, AnOpenConnectionThatIsClosedLaterLeavesThen)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.answeredPeriod(madeId('g'));
    monitor.silentPeriods(20);
    monitor.witness.evidenceOf[7] = {.connectionClosed = true};
    monitor.silentPeriods(4);
    EXPECT_EQ(monitor.heart("0x006b8b4567").state, HeartState::Left);
}

TEST(LeftHearts, ASetIdStaysLost)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("engine");
    monitor.witness.evidenceOf[7] = {.connectionClosed = true};
    monitor.silentPeriods(20);
    EXPECT_EQ(monitor.heart("engine").state, HeartState::Lost);
    monitor.answeredPeriod("engine", 1ms, 9);
    EXPECT_EQ(monitor.hearts().size(), 1U);
    EXPECT_EQ(monitor.heart("engine").address, "127.0.0.1:40009");
}

} // namespace
} // namespace zeroloom
