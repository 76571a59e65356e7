// What a host tells of its monitors and their hearts, with real sockets.
#include <gmock/gmock.h>

#include "tests/core/host/heart_fixture.h"

namespace zeroloom {
namespace {

using HeartsTest = HeartRuntimeTest;

TEST_F(HeartsTest, EachHeartIsToldWhenItComesAndWhenItIsLost)
{
    ASSERT_TRUE(apply(network(20)).errors.empty());
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 20; })) << known.size();
    EXPECT_EQ(batch.monitors.size(), 1U);
    EXPECT_GT(known[0].rttUs, 0U);
    ASSERT_TRUE(apply(network(20).without("back")).errors.empty());
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Lost) == 20; }));
    std::map<HeartChangeKind, int> kinds;
    std::uint64_t last = 0;
    for (const HeartChangeSample& change : changes) {
        EXPECT_EQ(change.number, ++last);
        EXPECT_EQ(change.monitor, NodeId("watch"));
        ++kinds[change.change.kind];
    }
    EXPECT_EQ(kinds[HeartChangeKind::New], 20);
    EXPECT_EQ(kinds[HeartChangeKind::Lost], 20);
}

TEST_F(HeartsTest, HeartsThatDidNotChangeAreNotToldAgain)
{
    ASSERT_TRUE(apply(network(5)).errors.empty());
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 5; }));
    // A batch between two beats.
    EXPECT_TRUE(waitFor([&] { return batch.hearts.empty() && batch.monitors.size() == 1; }));
}

TEST_F(HeartsTest, AMonitorThatIsStartedAnewHasAnotherLife)
{
    ASSERT_TRUE(apply(network(3)).errors.empty());
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 3; }));
    const std::uint64_t life = batch.monitors.front().life;
    ASSERT_TRUE(apply(TopologyBuilder()).errors.empty());
    collect();
    EXPECT_THAT(batch.monitors, testing::IsEmpty());
    ASSERT_TRUE(apply(network(3)).errors.empty());
    known.clear();
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 3; }));
    EXPECT_NE(batch.monitors.front().life, life);
}

} // namespace
} // namespace zeroloom
