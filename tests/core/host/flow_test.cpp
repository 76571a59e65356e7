// Messages flow from role to role, and every one of them is accounted for.
#include "runtime_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;

class Flow : public RuntimeTest, public ::testing::WithParamInterface<const char*> {
protected:
    std::string endpoint() const
    {
        const std::string transport = GetParam();
        if (transport == "inproc")
            return "inproc://flow";
        return transport == "ipc" ? "ipc://*" : "tcp://127.0.0.1:*";
    }
};

INSTANTIATE_TEST_SUITE_P(Transports, Flow, ::testing::Values("tcp", "ipc", "inproc"));

TEST_P(Flow, PushToPullArrivesWholeAndIsAttributed)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 0.0}, {"count", std::int64_t{20000}}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", endpoint());
    const ApplyResult applied = apply(builder);
    EXPECT_TRUE(applied.errors.empty());
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == 20000; }));
    EXPECT_TRUE(connected("a"));
    EXPECT_EQ(socket("vent.out").sent, 20000U);
    const WireEndSample from = end("a", WireEnd::From), to = end("a", WireEnd::To);
    EXPECT_EQ(from.sent, 20000);
    EXPECT_EQ(to.flow.received, 20000U);
    EXPECT_EQ(to.flow.stamped, 20000U);
    EXPECT_TRUE(to.flow.attributed);
    EXPECT_EQ(to.flow.gaps + to.flow.gapsReconnect + to.flow.beforeFirst, 0U);
    EXPECT_EQ(to.flow.lastSequence, 20000U);
    EXPECT_GT(to.flow.latency.count, 0U);
    EXPECT_TRUE(waitFor([&] { return node("vent").state == NodeState::Exited; }));
}

} // namespace
} // namespace zeroloom
