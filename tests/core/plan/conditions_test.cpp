// What was done to a run is laid over its plan.
#include "core/plan/conditions.h"

#include <gmock/gmock.h>

#include "tests/support/network.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using enum SocketType;

Topology network()
{
    return Network()
        .node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}}, {{"work", "10ms"}})
        .node("sink", "sink", {{"in", Pull}})
        .host("far")
        .wire("vent.out", "worker.in")
        .wire("worker.out", "sink.in")
        .topology();
}

class Conditions : public ::testing::Test {
protected:
    void act(const std::string& text)
    {
        const auto read = parseAct(text, topology);
        ASSERT_TRUE(read) << read.error().text();
        auto after = afterAct(conditions, *read, topology);
        ASSERT_TRUE(after) << after.error().text();
        conditions = std::move(*after);
    }
    Plan plan() const
    {
        Plan made = *makePlan(topology);
        applyConditions(made, conditions);
        return made;
    }
    PlannedNode node(const std::string& id) const
    {
        for (const HostPlan& host : plan().hosts) {
            for (const PlannedNode& one : host.nodes) {
                if (one.id.text() == id)
                    return one;
            }
        }
        return {};
    }

    Topology topology = network();
    RunConditions conditions;
};

TEST_F(Conditions, RelaysArePutBeforeTheFaultsToCome)
{
    const std::vector<Act> acts{*parseAct("kill sink", topology), *parseAct("delay w2 1s", topology)};
    conditions = withRelays({}, acts);
    EXPECT_EQ(conditions.wires.size(), 1U);
    const WireFault& fault = conditions.wires.at(WireId("w2"));
    EXPECT_TRUE(fault.relayed);
    EXPECT_EQ(inWords(fault), "");
}

TEST_F(Conditions, NothingDoneChangesNoPlan) { EXPECT_EQ(plan(), *makePlan(topology)); }

TEST_F(Conditions, AKilledNodeIsNotInThePlanAndKnownAsKilled)
{
    act("hang worker");
    act("kill worker");
    EXPECT_TRUE(node("worker").id.empty());
    EXPECT_THAT(plan().hosts.front().killed, ElementsAre(NodeId("worker")));
    EXPECT_EQ(inWords(conditions.nodes.at(NodeId("worker"))), "killed");
    EXPECT_EQ(node("vent").sockets.front().wires.size(), 1U); // its peers keep their wires
    act("restart worker");
    EXPECT_THAT(plan().hosts.front().killed, IsEmpty());
    EXPECT_FALSE(node("worker").hung); // cleared with the rest
    EXPECT_EQ(node("worker").restarts, 1U);
}

TEST_F(Conditions, HindrancesAreTheNodesOwn)
{
    act("hang worker");
    act("slow vent 50ms");
    EXPECT_TRUE(node("worker").hung);
    EXPECT_EQ(node("vent").slow, 50ms);
    EXPECT_EQ(inWords(conditions.nodes.at(NodeId("vent"))), "slowed by 50ms");
    act("release worker");
    act("slow vent 0");
    EXPECT_EQ(plan(), *makePlan(topology));
}

TEST_F(Conditions, AFrozenNodeIsItsHostsProcess)
{
    act("freeze sink");
    EXPECT_THAT(frozenHosts(conditions, topology), ElementsAre(HostId("far")));
    EXPECT_FALSE(node("sink").frozen);
    act("kill sink"); // a process that stands cannot be told so
    EXPECT_THAT(frozenHosts(conditions, topology), IsEmpty());
    act("restart sink");
    EXPECT_THAT(frozenHosts(conditions, topology), IsEmpty());
}

TEST_F(Conditions, AHeldSocketCountsItsSteps)
{
    act("step sink.in");
    act("step sink.in");
    EXPECT_TRUE(node("sink").sockets.front().held);
    EXPECT_EQ(node("sink").sockets.front().steps, 2U);
    act("open sink.in");
    EXPECT_FALSE(node("sink").sockets.front().held);
}

TEST_F(Conditions, AFaultIsAtTheConnectingEndAndItsRelayStays)
{
    act("drop w2 10%");
    act("delay w2 20ms");
    const auto faultOf = [&](const std::string& id, std::size_t socket) {
        return node(id).sockets.at(socket).wires.front();
    };
    const PlannedWire from = faultOf("worker", 1), to = faultOf("sink", 0);
    const PlannedWire& connecting = from.binds ? to : from;
    const PlannedWire& binding = from.binds ? from : to;
    EXPECT_EQ(connecting.fault, (WireFault{true, false, 20ms, 0.1}));
    EXPECT_EQ(binding.fault, WireFault());
    EXPECT_EQ(inWords(connecting.fault), "delayed by 20ms, drops 10%");
    act("cut w2");
    EXPECT_EQ(inWords(conditions.wires.at(WireId("w2"))), "cut");
    act("mend w2");
    EXPECT_EQ(conditions.wires.at(WireId("w2")), (WireFault{true, false, 0ns, 0}));
}

TEST_F(Conditions, SpeedScalesRatesAndTimes)
{
    act("speed 0.1");
    EXPECT_EQ(std::get<double>(node("vent").params.at("rate")), 10.0);
    EXPECT_EQ(std::get<std::string>(node("worker").params.at("work")), "100ms");
    act("set vent.rate=50");
    EXPECT_EQ(std::get<double>(node("vent").params.at("rate")), 5.0);
    act("speed 1");
    EXPECT_EQ(toText(node("vent").params.at("rate")), "50");
}

} // namespace
} // namespace zeroloom
