#include "core/host/descriptor_budget.h"

#include <gmock/gmock.h>

#include "tests/core/host/runtime_fixture.h"

namespace zeroloom {
namespace {

HostPlan networkOf(int hearts)
{
    return TopologyBuilder()
        .node("watch", "heartbeater", {{"ping", SocketType::Pub}, {"pong", SocketType::Router}})
        .node("h", "heart", {{"ping", SocketType::Sub}, {"pong", SocketType::Dealer}},
              {{"count", std::int64_t{hearts}}})
        .wire("out", "watch.ping", "h.ping")
        .wire("back", "h.pong", "watch.pong")
        .plan();
}

const PlannedNode& nodeOf(const HostPlan& plan, const char* id)
{
    return *std::ranges::find(plan.nodes, NodeId(id), &PlannedNode::id);
}

TEST(DescriptorBudget, CountsSocketsTheirMonitorsAndBothEndsOfConnections)
{
    const HostPlan plan = networkOf(1000);
    const DescriptorBudget budget(plan, 0, 100'000);
    EXPECT_EQ(budget.neededBy(nodeOf(plan, "h")), (1 * 2 + 2) + (1000U * 2 + 2)); // they share the SUB
    EXPECT_EQ(budget.neededBy(nodeOf(plan, "watch")), (1 + 1 + 1 + 2) + (1 + 1 + 1000U + 2));
}

TEST(DescriptorBudget, SaysHowManyAreNeededAndLeftAndWhatToDo)
{
    const HostPlan plan = networkOf(1000);
    DescriptorBudget budget(plan, 100, 3000);
    EXPECT_TRUE(budget.take(nodeOf(plan, "watch")));
    const Status refused = budget.take(nodeOf(plan, "h"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "needs about 2,006 descriptors and this process has 1,827 left of its limit of "
                                       "3,000: raise the limit (ulimit -n), or run fewer");
    EXPECT_EQ(refused.error().where, "h");
}

class DescriptorLimitTest : public RuntimeTest {};

// libzmq would end the process.
TEST_F(DescriptorLimitTest, ANodeThatNeedsMoreThanThereAreFailsAndTheOthersRun)
{
    TopologyBuilder builder;
    builder
        .node("h", "heart", {{"ping", SocketType::Sub}, {"pong", SocketType::Dealer}}, {{"count", std::int64_t{1000}}})
        .node("source", "source", {{"out", SocketType::Push}})
        .node("sink", "sink", {{"in", SocketType::Pull}})
        .wire("w", "source.out", "sink.in");
    HostPlan plan = builder.plan();
    for (PlannedSocket& socket : plan.nodes.front().sockets)
        socket.copies = 10'000'000; // more than any limit
    const ApplyResult result = runtime.apply(plan, {});
    ASSERT_EQ(result.errors.size(), 1U);
    EXPECT_EQ(result.errors.front().where, "h");
    ASSERT_TRUE(waitFor([&] { return connected("w"); }));
    EXPECT_EQ(node("h").state, NodeState::Failed);
    EXPECT_THAT(node("h").error, testing::HasSubstr("ulimit -n"));
    EXPECT_EQ(node("sink").state, NodeState::Running);
}

} // namespace
} // namespace zeroloom
