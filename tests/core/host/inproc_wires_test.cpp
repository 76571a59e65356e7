// inproc wires, whose connections libzmq neither makes anew nor tells of.
#include "runtime_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;

class InprocWires : public RuntimeTest {
protected:
    // What runs without these nodes, as after a kill.
    void applyWithout(const TopologyBuilder& builder, const std::set<std::string>& killed)
    {
        HostPlan plan = builder.plan();
        for (const std::string& id : killed)
            plan.killed.insert(NodeId(id));
        std::erase_if(plan.nodes, [&](const PlannedNode& node) { return plan.killed.contains(node.id); });
        EXPECT_TRUE(runtime.apply(plan, {}).errors.empty());
    }
};

TEST_F(InprocWires, APairThatBindsAfterItsPeerConnectedHearsIt)
{
    TopologyBuilder builder;
    builder.node("first", "source", {{"out", Pair}}, {{"rate", 100.0}})
        .node("second", "sink", {{"in", Pair}})
        .wire("a", "first.out", "second.in", "inproc://pair", WireEnd::To);
    applyWithout(builder, {"second"});
    ASSERT_TRUE(waitFor([&] { return socket("first.out").sent > 5; })); // they wait for the bind
    for (int life = 0; life < 3; ++life) {
        SCOPED_TRACE(life);
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return connected("a") && socket("second.in").received > 20; }));
        EXPECT_EQ(life == 0 ? end("a", WireEnd::To).flow.beforeFirst : 0, 0U); // what waited has come
        applyWithout(builder, {"second"});
        ASSERT_TRUE(waitFor([&] { return !connected("a"); }));
    }
}

} // namespace
} // namespace zeroloom
