// alive -> late -> lost -> back, by the fixed rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

TEST(HeartStates, TheFirstAnswerMakesANewHeartAlive)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    monitor.wait(3ms);
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat);
    const Heart heart = monitor.heart("a");
    EXPECT_EQ(heart.state, HeartState::Alive);
    EXPECT_EQ(heart.beats, 1U);
    EXPECT_EQ(heart.rttUs, 3000U);
    EXPECT_EQ(heart.firstNs, static_cast<std::uint64_t>(monitor.now.count()));
    EXPECT_EQ(heart.address, "127.0.0.1:40007");
    EXPECT_EQ(monitor.changes(), "new");
}

TEST(HeartStates, AHeartIsNotHeldToBeatsBeforeItCame)
{
    PretendedMonitor monitor;
    monitor.silentPeriods(5);
    monitor.answeredPeriod("a");
    monitor.wait(1s);
    EXPECT_EQ(monitor.heart("a").missed, 0U);
    EXPECT_EQ(stripText(monitor.heart("a").strip, 3), "--i");
}

TEST(HeartStates, OneMissedBeatIsLateAndAnAnswerIsABeatAgain)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("a").missedInRow, 1U);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("no answer to the last beat"));
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.heart("a").missed, 1U);
    EXPECT_EQ(monitor.heart("a").cause, "");
    EXPECT_EQ(stripText(monitor.heart("a").strip, 3), "imi");
    EXPECT_EQ(monitor.changes(), "new late beat");
}

TEST(HeartStates, LostAfterSoManyMissesAndBackInTheSameRow)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.answeredPeriod("a");
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_THAT(monitor.heart("a").cause, HasSubstr("no answer to 3 beats"));
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").missedInRow, 5U);
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.hearts().size(), 1U);
    EXPECT_EQ(monitor.changes(), "new late lost back");
}

TEST(HeartStates, WithOneMissAllowedNoneIsLateFirst)
{
    PretendedMonitor monitor({.misses = 1});
    monitor.answeredPeriod("a");
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.changes(), "new lost");
}

TEST(HeartStates, AnAnswerJustBeforeItsVerdictIsInTime)
{
    PretendedMonitor monitor({.grace = 200ms});
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.answeredPeriod("a", 199ms), AnswerKind::Beat);
    EXPECT_EQ(monitor.answeredPeriod("a", 201ms), AnswerKind::LateBeat);
    EXPECT_EQ(monitor.heart("a").lateBeats, 1U);
    EXPECT_EQ(stripText(monitor.heart("a").strip, 3), "iil");
}

TEST(HeartStates, AnAnswerToThePreviousBeatCountsAsLateAndTheHeartStaysLate)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    for (int i = 0; i < 10; ++i) {
        const std::string previous = monitor.beat();
        monitor.wait(1s);
        monitor.beat();
        monitor.wait(200ms);
        EXPECT_EQ(monitor.answer("a", previous), AnswerKind::LateBeat);
        EXPECT_EQ(monitor.heart("a").missedInRow, 0U);
        EXPECT_THAT(monitor.heart("a").cause, HasSubstr("answers late: 1.20 s after the beat, 1.00 s is allowed"));
        monitor.wait(800ms);
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("a").beats, 11U);
    EXPECT_EQ(monitor.heart("a").lateBeats, 10U);
    EXPECT_EQ(monitor.changes(), "new late"); // no flapping
}

TEST(HeartStates, ALateBeatBringsALostHeartBack)
{
    PretendedMonitor monitor({.misses = 2});
    monitor.answeredPeriod("a");
    const std::string last = monitor.beat();
    monitor.wait(1s);
    monitor.silentPeriods(1);
    const std::string previous = monitor.beat();
    monitor.wait(1s);
    monitor.beat();
    ASSERT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_EQ(monitor.answer("a", previous), AnswerKind::LateBeat);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.changes(), "new late lost back");
}

TEST(HeartStates, AnswersToOldBeatsAreASignOfLifeButNoBeat)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.answeredPeriod("a");
    std::vector<std::string> beats;
    for (int i = 0; i < 12; ++i) {
        beats.push_back(monitor.beat());
        if (i >= 2) { // it works through what waits, two and more beats behind
            EXPECT_EQ(monitor.answer("a", beats[static_cast<std::size_t>(i / 2 - 1)]),
                      i % 2 == 0 ? AnswerKind::OldBeat : AnswerKind::Repeated);
        }
        monitor.wait(1s);
        EXPECT_NE(monitor.heart("a").state, HeartState::Lost) << i;
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("a").beats, 1U);
    EXPECT_EQ(monitor.heart("a").oldBeats, 5U);
}

TEST(HeartStates, AnOldBeatAloneBringsNobodyBack)
{
    PretendedMonitor monitor({.misses = 2});
    monitor.answeredPeriod("a");
    const std::string old = monitor.beat();
    monitor.wait(1s);
    monitor.silentPeriods(4);
    ASSERT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_EQ(monitor.answer("a", old), AnswerKind::OldBeat);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
}

TEST(HeartStates, TheSameBeatAgainIsNoSignOfLife)
{
    PretendedMonitor monitor({.misses = 2});
    const std::string beat = monitor.beat();
    monitor.answer("a", beat);
    monitor.wait(1s);
    for (int i = 0; i < 4; ++i) {
        monitor.beat();
        EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Repeated);
        monitor.wait(1s);
    }
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
    EXPECT_EQ(monitor.heart("a").beats, 1U);
    EXPECT_EQ(monitor.watch.figures(monitor.now).repeated, 4U);
    EXPECT_THAT(monitor.watch.figures(monitor.now).problem, HasSubstr("'a' sent one beat more than once"));
}

TEST(HeartStates, ABeatMissedBehindANewerAnswerMakesNobodyLate)
{
    PretendedMonitor monitor({.grace = 3s});
    monitor.answeredPeriod("a");
    monitor.beat(); // it never gets this one
    monitor.wait(1s);
    for (int i = 0; i < 4; ++i)
        monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").state, HeartState::Alive);
    EXPECT_EQ(monitor.heart("a").missed, 1U);
    EXPECT_EQ(monitor.heart("a").missedInRow, 0U);
    EXPECT_EQ(stripText(monitor.heart("a").strip, 6), "imiiii");
    EXPECT_EQ(monitor.changes(), "new");
}

TEST(HeartStates, AHeartOfAFormerMonitorIsNoHeart)
{
    PretendedMonitor former;
    const std::string beat = former.beat();
    PretendedMonitor monitor;
    monitor.now = former.now + 10s;
    monitor.beat();
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Garbage);
    EXPECT_TRUE(monitor.hearts().empty());
}

TEST(HeartStates, AHeartWhoseFirstAnswerIsOldIsNewAndLate)
{
    PretendedMonitor monitor;
    const std::string old = monitor.beat();
    monitor.wait(1s);
    monitor.silentPeriods(3);
    monitor.beat();
    EXPECT_EQ(monitor.answer("a", old), AnswerKind::OldBeat);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("a").beats, 0U);
    EXPECT_EQ(monitor.changes(), "new");
}

TEST(HeartStates, RoundTripsOfTheLast64)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 100; ++i)
        monitor.answeredPeriod("a", 900ms);
    for (int i = 1; i <= 64; ++i)
        monitor.answeredPeriod("a", i * 1ms);
    EXPECT_EQ(monitor.heart("a").rttUs, 64'000U);
    EXPECT_EQ(monitor.heart("a").rttMedianUs, 32'000U);
    EXPECT_EQ(monitor.heart("a").rttP99Us, 64'000U);
}

// --- What is expected and has not answered ---

TEST(ExpectedHearts, AreLateUntilTheyAnswerAndThenNew)
{
    PretendedMonitor monitor;
    monitor.watch.expect("kernel", "127.0.0.1:5000", monitor.now);
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Late);
    EXPECT_EQ(monitor.heart("kernel").cause, "has not answered yet");
    EXPECT_EQ(monitor.heart("kernel").address, "127.0.0.1:5000");
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("kernel").cause, "has not answered yet");
    monitor.answeredPeriod("kernel");
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Alive);
    EXPECT_EQ(monitor.changes(), "new");
}

TEST(ExpectedHearts, AreLostWhenTheyNeverAnswer)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.watch.expect("kernel", "", monitor.now);
    monitor.silentPeriods(3);
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Lost);
    EXPECT_THAT(monitor.heart("kernel").cause, HasSubstr("has never answered, and did not answer 3 beats"));
    monitor.answeredPeriod("kernel");
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Alive);
    EXPECT_EQ(monitor.changes(), "lost new");
}

TEST(ExpectedHearts, ThatAreDismissedLeaveAtOnceAndMayComeBack)
{
    PretendedMonitor monitor;
    monitor.watch.expect("kernel", "", monitor.now);
    monitor.answeredPeriod("kernel");
    monitor.watch.dismiss("kernel", monitor.now);
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Left);
    monitor.silentPeriods(5);
    EXPECT_EQ(monitor.heart("kernel").missed, 0U);
    monitor.watch.expect("kernel", "", monitor.now);
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Late);
    monitor.answeredPeriod("kernel");
    EXPECT_EQ(monitor.heart("kernel").state, HeartState::Alive);
    EXPECT_EQ(monitor.hearts().size(), 1U);
    EXPECT_EQ(monitor.changes(), "new left beat");
    monitor.watch.dismiss("nobody", monitor.now);
    EXPECT_EQ(monitor.changes(), "");
}

TEST(ExpectedHearts, MayComeBackWithoutBeingExpectedAgain)
{
    PretendedMonitor monitor;
    monitor.watch.expect("kernel", "", monitor.now);
    monitor.answeredPeriod("kernel");
    monitor.watch.dismiss("kernel", monitor.now);
    monitor.answeredPeriod("kernel");
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.changes(), "new left back late"); // and it is judged again
}

} // namespace
} // namespace zeroloom
