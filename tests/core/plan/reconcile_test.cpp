// The steps from what runs to what is wanted.
#include "core/plan/reconcile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/network.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum SocketType;

Network pipeline()
{
    Network network;
    network.node("a", "source", {{"out", Push}}).node("b", "sink", {{"in", Pull}}).node("c", "sink", {{"in", Pull}});
    network.wire("a.out", "b.in").wire("a.out", "c.in");
    return network;
}

HostPlan planOf(const Network& network)
{
    const Result<Plan> plan = makePlan(network.topology());
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().text());
    return plan && !plan->hosts.empty() ? plan->hosts[0] : HostPlan{};
}

std::string bindText(const PlannedWire& wire) { return wire.binds ? "bind" : "connect"; }

struct InWords {
    std::string operator()(const StartNode& step) const { return "start " + step.node.id.text(); }
    std::string operator()(const StopNode& step) const { return "stop " + step.node.text(); }
    std::string operator()(const RestartNode& step) const
    {
        return "restart " + step.node.id.text() + ": " + step.reason;
    }
    std::string operator()(const ChangeThread& step) const
    {
        return (step.own ? "own thread " : "shared thread ") + step.node.text();
    }
    std::string operator()(const ChangeParameters& step) const { return "parameters " + step.node.text(); }
    std::string operator()(const ChangeOption& step) const
    {
        return "option " + step.socket.text() + " " + step.name + "=" + toText(step.value);
    }
    std::string operator()(const ChangeSubscriptions& step) const
    {
        std::string text = "subscriptions " + step.socket.text();
        for (const std::string& prefix : step.added)
            text += " +" + prefix;
        for (const std::string& prefix : step.removed)
            text += " -" + prefix;
        return text;
    }
    std::string operator()(const ChangeNodeCondition& step) const
    {
        return "condition " + step.node.text() + (step.hung ? " hung" : "") + (step.frozen ? " frozen" : "") +
               (step.slow.count() > 0 ? " slow " + formatDuration(step.slow) : "");
    }
    std::string operator()(const ChangeSocketCondition& step) const
    {
        return "condition " + step.socket.text() + (step.held ? " held" : "") + " steps " + std::to_string(step.steps) +
               " tap " + std::to_string(step.tap);
    }
    std::string operator()(const ChangeWireFault& step) const
    {
        return "fault " + step.wire.text() + " at " + step.socket.text();
    }
    std::string operator()(const AddWire& step) const
    {
        return "add " + step.wire.id.text() + " at " + step.socket.text() + " " + bindText(step.wire);
    }
    std::string operator()(const RemoveWire& step) const
    {
        return "remove " + step.wire.id.text() + " at " + step.socket.text() + " " + bindText(step.wire);
    }
};

std::vector<std::string> steps(const Network& running, const Network& desired)
{
    std::vector<std::string> words;
    for (const Step& step : reconcile(planOf(running), planOf(desired)))
        words.push_back(std::visit(InWords(), step));
    return words;
}

TEST(Reconcile, NothingDiffersNothingHappens) { EXPECT_THAT(steps(pipeline(), pipeline()), IsEmpty()); }

TEST(Reconcile, StartsEverythingAndStopsEverything)
{
    const HostPlan plan = planOf(pipeline());
    EXPECT_EQ(reconcile(HostPlan{}, plan).size(), 3U);
    const auto stops = reconcile(plan, HostPlan{});
    ASSERT_EQ(stops.size(), 3U);
    EXPECT_TRUE(std::holds_alternative<StopNode>(stops[0]));
}

TEST(Reconcile, AParameterChangesInPlace)
{
    Network desired = pipeline();
    desired.topology().nodes[0].params["rate"] = 1000.0;
    EXPECT_THAT(steps(pipeline(), desired), ElementsAre("parameters a"));
}

TEST(Reconcile, FullSpeedNeedsNoRestartButThreads)
{
    Network desired = pipeline();
    desired.topology().nodes[0].params["rate"] = 0.0;
    EXPECT_THAT(steps(pipeline(), desired),
                ElementsAre("own thread a", "own thread b", "own thread c", "parameters a"));
    EXPECT_THAT(steps(desired, pipeline()),
                ElementsAre("shared thread a", "shared thread b", "shared thread c", "parameters a"));
}

TEST(Reconcile, AnotherSinkStartsBeforeItsPeerIsWired)
{
    Network desired = pipeline();
    desired.node("d", "sink", {{"in", Pull}}).wire("a.out", "d.in");
    EXPECT_THAT(steps(pipeline(), desired), ElementsAre("start d", "add w3 at a.out bind"));
}

TEST(Reconcile, ARemovedWireIsDisconnectedBeforeItIsUnbound)
{
    Network desired = pipeline();
    desired.topology().wires.pop_back();
    EXPECT_THAT(steps(pipeline(), desired), ElementsAre("remove w2 at c.in connect", "remove w2 at a.out bind"));
}

TEST(Reconcile, ARemovedNodeStopsFirst)
{
    Network desired = pipeline();
    desired.topology().wires.pop_back();
    desired.topology().nodes.pop_back();
    EXPECT_THAT(steps(pipeline(), desired), ElementsAre("stop c", "remove w2 at a.out bind"));
}

TEST(Reconcile, AnotherEndpointIsAnotherWire)
{
    Network desired = pipeline();
    desired.topology().wires[0].endpoint = "tcp://127.0.0.1:5999";
    EXPECT_THAT(steps(pipeline(), desired), ElementsAre("remove w1 at b.in connect", "remove w1 at a.out bind",
                                                        "add w1 at a.out bind", "add w1 at b.in connect"));
}

TEST(Reconcile, AnotherBindingEndIsAnotherWire)
{
    Network running = pipeline();
    running.topology().wires[0].bind = WireEnd::From;
    Network desired = running;
    desired.topology().wires[0].bind = WireEnd::To;
    EXPECT_THAT(steps(running, desired), ElementsAre("remove w1 at b.in connect", "remove w1 at a.out bind",
                                                     "add w1 at b.in bind", "add w1 at a.out connect"));
}

TEST(Reconcile, ALiveOptionChangesInPlaceAndReturnsToItsDefault)
{
    Network limited = pipeline();
    limited.topology().nodes[0].sockets[0].options["SNDHWM"] = std::int64_t{5};
    EXPECT_THAT(steps(pipeline(), limited), ElementsAre("option a.out SNDHWM=5"));
    EXPECT_THAT(steps(limited, pipeline()), ElementsAre("option a.out SNDHWM=1000"));
}

TEST(Reconcile, AnOptionThatIsNotLiveRestartsItsNodeAlone)
{
    Network desired = pipeline();
    desired.topology().nodes[1].sockets[0].options["RCVBUF"] = std::int64_t{65536};
    const auto words = steps(pipeline(), desired);
    ASSERT_EQ(words.size(), 1U);
    EXPECT_THAT(words[0], HasSubstr("restart b: RCVBUF of 'in' changes"));
}

TEST(Reconcile, ARoutingIdRestartsItsNodeAndSaysSo)
{
    Network running;
    running.node("a", "requester", {{"req", Req}}).node("b", "replier", {{"rep", Rep}}).wire("a.req", "b.rep");
    Network desired = running;
    desired.topology().nodes[0].sockets[0].options["ROUTING_ID"] = std::string("me");
    EXPECT_THAT(steps(running, desired), ElementsAre("restart a: routing id of 'req' changes"));
}

TEST(Reconcile, TypesRolesAndSocketsRestartTheirNode)
{
    Network running;
    running.node("a", "source", {{"out", Pub}})
        .node("b", "sink", {{"in", Sub}})
        .wire("a.out", "b.in", "", WireEnd::From);
    Network type = running;
    type.topology().nodes[1].sockets[0].type = XSub;
    EXPECT_THAT(steps(running, type), testing::Contains("restart b: type of 'in' changes from SUB to XSUB"));
    Network role = running;
    role.topology().nodes[0].role = "program";
    role.topology().nodes[0].params["command"] = std::string("cat");
    role.topology().wires[0].endpoint = "tcp://127.0.0.1:5999";
    EXPECT_THAT(steps(running, role), testing::Contains("restart a: role changes from source to program"));
    Network socket = running;
    socket.topology().nodes[1].sockets.push_back({SocketId("in2"), Sub, {}, {""}, PortSide::Auto, {}});
    EXPECT_THAT(steps(running, socket), ElementsAre("restart b: socket 'in2' is added"));
    EXPECT_THAT(steps(socket, running), ElementsAre("restart b: socket 'in2' is removed"));
}

TEST(Reconcile, SubscriptionsChangeInPlace)
{
    Network running;
    running.node("a", "source", {{"out", Pub}})
        .node("b", "sink", {{"in", Sub}})
        .subscriptions({"x", "y"})
        .wire("a.out", "b.in");
    Network desired = running;
    desired.topology().nodes[1].sockets[0].subscriptions = {"y", "z"};
    EXPECT_THAT(steps(running, desired), ElementsAre("subscriptions b.in +z -x"));
    desired.topology().nodes[1].sockets[0].subscriptions = {"x", "x", "y"};
    EXPECT_THAT(steps(running, desired), ElementsAre("subscriptions b.in +x"));
}

TEST(Reconcile, AProgramIsRestartedWhenWhatItWasToldChanges)
{
    Network running;
    running.node("a", "source", {{"out", Push}})
        .node("p", "program", {{"in", Pull}}, {{"command", std::string("cat")}});
    running.wire("a.out", "p.in", "", WireEnd::From);
    Network command = running;
    command.topology().nodes[1].params["command"] = std::string("tee");
    EXPECT_THAT(steps(running, command)[0], HasSubstr("restart p: parameter 'command'"));
    Network endpoint = running;
    endpoint.topology().wires[0].endpoint = "tcp://127.0.0.1:5999";
    EXPECT_THAT(steps(running, endpoint), testing::Contains(HasSubstr("restart p: endpoints of 'in' change")));
}

TEST(Reconcile, MovingABoxIsNoChange)
{
    Network desired = pipeline();
    desired.topology().layout[NodeId("a")] = {100, 200};
    desired.topology().nodes[0].label = "Ventilator";
    EXPECT_THAT(steps(pipeline(), desired), IsEmpty());
}

TEST(Reconcile, RestartsAreKnownBeforehand)
{
    Network desired = pipeline();
    desired.topology().nodes[1].sockets[0].options["RCVBUF"] = std::int64_t{65536};
    desired.topology().nodes[0].params["rate"] = 5.0;
    const auto restarts = restartsOf(planOf(pipeline()), planOf(desired));
    ASSERT_EQ(restarts.size(), 1U);
    EXPECT_EQ(restarts[0].node.id, NodeId("b"));
    EXPECT_FALSE(restarts[0].reason.empty());
}

TEST(Reconcile, WhatIsDoneToARunIsDoneInPlaceButForTheFirstFaultOfAWire)
{
    const auto wordsOf = [](const HostPlan& running, const HostPlan& desired) {
        std::vector<std::string> words;
        for (const Step& step : reconcile(running, desired))
            words.push_back(std::visit(InWords(), step));
        return words;
    };
    const HostPlan running = planOf(pipeline());
    HostPlan desired = running;
    PlannedNode& b = *std::ranges::find(desired.nodes, NodeId("b"), &PlannedNode::id);
    b.hung = true;
    b.slow = Nanoseconds(5'000'000);
    b.sockets[0].held = true;
    b.sockets[0].steps = 3;
    b.sockets[0].tap = 10;
    EXPECT_THAT(wordsOf(running, desired),
                ElementsAre("condition b.in held steps 3 tap 10", "condition b hung slow 5ms"));
    HostPlan relayed = running;
    PlannedWire& wire = std::ranges::find(relayed.nodes, NodeId("b"), &PlannedNode::id)->sockets[0].wires[0];
    wire.fault = {.relayed = true, .cut = false, .delay = Nanoseconds(1), .drop = 0};
    EXPECT_THAT(wordsOf(running, relayed), ElementsAre("remove w1 at b.in connect", "add w1 at b.in connect"));
    HostPlan cut = relayed;
    std::ranges::find(cut.nodes, NodeId("b"), &PlannedNode::id)->sockets[0].wires[0].fault.cut = true;
    EXPECT_THAT(wordsOf(relayed, cut), ElementsAre("fault w1 at b.in"));
}

TEST(Reconcile, AKilledNodeIsStoppedAsSuch)
{
    const HostPlan running = planOf(pipeline());
    HostPlan desired = running;
    std::erase_if(desired.nodes, [](const PlannedNode& node) { return node.id.text() == "b"; });
    const auto killedOf = [&] { return std::get<StopNode>(reconcile(running, desired).at(0)).killed; };
    EXPECT_FALSE(killedOf());
    desired.killed = {NodeId("b")};
    EXPECT_TRUE(killedOf());
}

} // namespace
} // namespace zeroloom
