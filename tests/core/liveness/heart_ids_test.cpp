// Who a heart is: ids, connections, processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

AnswerKind answerFrames(PretendedMonitor& monitor, const std::vector<std::string_view>& frames, int descriptor = 7)
{
    return monitor.watch.answer(frames, descriptor, monitor.now, monitor.witness);
}

TEST(HeartIds, HeartsBehindABrokerHaveRowsOfTheirOwn)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    EXPECT_EQ(answerFrames(monitor, {"broker", "a", beat}), AnswerKind::Beat);
    EXPECT_EQ(answerFrames(monitor, {"broker", "b", beat}), AnswerKind::Beat);
    EXPECT_EQ(answerFrames(monitor, {"other", "a", beat}), AnswerKind::Beat);
    EXPECT_EQ(answerFrames(monitor, {"broker", beat}), AnswerKind::Beat);
    ASSERT_EQ(monitor.hearts().size(), 4U);
    EXPECT_EQ(monitor.hearts()[0].id, "broker/a");
    EXPECT_EQ(monitor.hearts()[2].id, "other/a");
    EXPECT_EQ(monitor.hearts()[3].id, "broker");
}

TEST(HeartIds, IdsThatReadAlikeAreNotMixedUp)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    answerFrames(monitor, {"a/b", beat});
    answerFrames(monitor, {"a", "b", beat});
    answerFrames(monitor, {"a", "", "b", beat}); // a delimiter is no id
    EXPECT_EQ(monitor.hearts().size(), 2U);
}

TEST(HeartIds, AReconnectIsTheSameRowWithAnotherAddress)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a", 1ms, 7);
    monitor.watch.setProcess(0, {7, "127.0.0.1:40007"}, 4123, "python3");
    EXPECT_EQ(monitor.heart("a").processId, 4123);
    monitor.answeredPeriod("a", 1ms, 8);
    EXPECT_EQ(monitor.hearts().size(), 1U);
    EXPECT_EQ(monitor.heart("a").address, "127.0.0.1:40008");
    EXPECT_EQ(monitor.heart("a").processId, 0); // it may be another process
    EXPECT_EQ(monitor.watch.figures(monitor.now).problem, "");
}

TEST(HeartIds, TwoConnectionsInTurnUnderOneIdAreSaid)
{
    PretendedMonitor monitor;
    for (int i = 0; i < 6; ++i)
        monitor.answeredPeriod("a", 1ms, 7 + i % 2);
    EXPECT_THAT(monitor.watch.figures(monitor.now).problem,
                HasSubstr("'a' answers over two connections in turn (127.0.0.1:40007, 127.0.0.1:40008)"));
}

TEST(HeartIds, ADescriptorThatIsGivenAgainIsSeenWhenTheHeartComesBack)
{
    PretendedMonitor monitor;
    monitor.answeredPeriod("a");
    monitor.silentPeriods(3);
    monitor.witness.addresses[7] = "10.0.0.9:50000";
    monitor.answeredPeriod("a");
    EXPECT_EQ(monitor.heart("a").address, "10.0.0.9:50000");
}

TEST(HeartIds, ProcessesAreAskedForOnceForEachConnection)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    monitor.answer("a", beat, 7);
    monitor.answer("b", beat, 8);
    const auto asked = monitor.watch.unresolved(10);
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[1].second, (HeartPeer{8, "127.0.0.1:40008"}));
    EXPECT_EQ(monitor.watch.unresolved(1).size(), 1U);
    monitor.watch.setProcess(asked[0].first, asked[0].second, 0, ""); // not to be found out
    monitor.watch.setProcess(asked[1].first, {9, "elsewhere"}, 77, "stale");
    ASSERT_EQ(monitor.watch.unresolved(10).size(), 1U);
    EXPECT_EQ(monitor.watch.unresolved(10)[0].first, 1U);
    EXPECT_EQ(monitor.heart("b").processId, 0);
    monitor.watch.setProcess(1, asked[1].second, 77, "engine");
    EXPECT_EQ(monitor.heart("b").process, "engine");
    EXPECT_TRUE(monitor.watch.unresolved(10).empty());
}

} // namespace
} // namespace zeroloom
