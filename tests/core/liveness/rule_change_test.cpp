// The rule changes while it runs: nothing jumps.
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

TEST(RuleChange, AShorterPeriodTakesNoTimeFromBeatsThatAreOut)
{
    PretendedMonitor monitor({.period = 5s, .misses = 1});
    monitor.answeredPeriod("a");
    const std::string beat = monitor.beat();
    monitor.wait(1s);
    monitor.watch.setRule({.period = 100ms, .misses = 1}, monitor.now);
    monitor.wait(3900ms);
    EXPECT_EQ(monitor.answer("a", beat), AnswerKind::Beat);
    EXPECT_EQ(monitor.changes(), "new");
    monitor.answeredPeriod("a");
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.changes(), "lost");
}

TEST(RuleChange, MoreMissesAllowMoreFromTheNextVerdictOn)
{
    PretendedMonitor monitor({.misses = 3});
    monitor.answeredPeriod("a");
    monitor.silentPeriods(2);
    monitor.watch.setRule({.misses = 5}, monitor.now);
    monitor.silentPeriods(2);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Late);
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
}

TEST(RuleChange, VerdictsThatWereGivenStay)
{
    PretendedMonitor monitor({.misses = 2});
    monitor.answeredPeriod("a");
    monitor.silentPeriods(2);
    ASSERT_EQ(monitor.heart("a").state, HeartState::Lost);
    monitor.watch.setRule({.misses = 10}, monitor.now);
    monitor.silentPeriods(1);
    EXPECT_EQ(monitor.heart("a").state, HeartState::Lost);
}

TEST(RuleChange, AListenersBeatMayComeAsLateAsTheLongerPeriodAllows)
{
    PretendedMonitor monitor({.period = 1s}, BeatSide::Listens);
    monitor.hear("hub", "1");
    monitor.wait(500ms);
    monitor.watch.setRule({.period = 10s}, monitor.now);
    monitor.wait(19s);
    EXPECT_EQ(monitor.heart("hub").state, HeartState::Alive);
    monitor.wait(1s);
    EXPECT_EQ(monitor.heart("hub").state, HeartState::Late);
}

TEST(RuleChange, AnImpossibleRuleIsMadeOneThatCanBeKept)
{
    PretendedMonitor monitor({.period = -1s, .misses = 0, .grace = -1s, .threshold = 0});
    EXPECT_GT(monitor.watch.rule().period.count(), 0);
    EXPECT_EQ(monitor.watch.rule().misses, 1);
    EXPECT_EQ(monitor.watch.rule().grace.count(), 0);
    EXPECT_GT(monitor.watch.rule().threshold, 0);
}

} // namespace
} // namespace zeroloom
