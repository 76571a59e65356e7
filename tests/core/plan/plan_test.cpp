// A topology made runnable.
#include "core/plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/network.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using enum SocketType;

// source vent → workers w1, w2 → sink; the workers connect at both sides.
Network workers()
{
    Network network;
    network.node("w1", "worker", {{"in", Pull}, {"out", Push}}).node("w2", "worker", {{"in", Pull}, {"out", Push}});
    network.node("vent", "source", {{"out", Push}}).node("sink", "sink", {{"in", Pull}});
    network.wire("vent.out", "w1.in").wire("vent.out", "w2.in").wire("w1.out", "sink.in").wire("w2.out", "sink.in");
    return network;
}

const PlannedNode& planned(const Plan& plan, const std::string& id)
{
    static const PlannedNode None;
    for (const HostPlan& host : plan.hosts) {
        for (const PlannedNode& node : host.nodes) {
            if (node.id.text() == id)
                return node;
        }
    }
    ADD_FAILURE() << "no node " << id;
    return None;
}

std::vector<std::string> ownThreads(const Topology& topology)
{
    std::vector<std::string> names;
    const Result<Plan> plan = makePlan(topology);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().text());
    for (const HostPlan& host : plan->hosts) {
        for (const PlannedNode& node : host.nodes) {
            if (node.ownThread)
                names.push_back(node.id.text());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

TEST(SocketNumber, IsTheSameEverywhere)
{
    // FNV-1a, 64 bit, of "foo.bar".
    EXPECT_EQ(socketNumber({NodeId("foo"), SocketId("bar")}), 0xa93287ddf7050214ULL);
}

TEST(Plan, WiresOfOneBinderShareItsBind)
{
    const Result<Plan> plan = makePlan(workers().topology());
    ASSERT_TRUE(plan) << plan.error().text();
    const PlannedSocket& out = planned(*plan, "vent").sockets[0];
    ASSERT_EQ(out.wires.size(), 2U);
    EXPECT_TRUE(out.wires[0].binds);
    EXPECT_EQ(out.wires[0].bindKey, "vent.out tcp://127.0.0.1:*");
    EXPECT_EQ(out.wires[0].bindKey, out.wires[1].bindKey);
    const PlannedWire& in = planned(*plan, "w1").sockets[0].wires[0];
    EXPECT_FALSE(in.binds);
    EXPECT_EQ(in.bindKey, out.wires[0].bindKey);
    EXPECT_EQ(in.end, WireEnd::To);
    EXPECT_EQ(in.peer, (SocketRef{NodeId("vent"), SocketId("out")}));
    EXPECT_EQ(in.peerType, Push);
    EXPECT_EQ(in.peerHost, HostId("local"));
}

TEST(Plan, OtherEndpointsAreOtherBinds)
{
    Network network = workers();
    network.topology().wires[1].endpoint = "tcp://127.0.0.1:5999";
    network.topology().wires[1].bind = WireEnd::From;
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    const PlannedSocket& out = planned(*plan, "vent").sockets[0];
    EXPECT_NE(out.wires[0].bindKey, out.wires[1].bindKey);
    EXPECT_EQ(out.wires[1].endpoint, "tcp://127.0.0.1:5999");
}

TEST(Plan, ThoseThatBindStartFirst)
{
    const Result<Plan> plan = makePlan(workers().topology());
    ASSERT_TRUE(plan) << plan.error().text();
    std::vector<std::string> order;
    for (const PlannedNode& node : plan->hosts.at(0).nodes)
        order.push_back(node.id.text());
    EXPECT_THAT(order, testing::ElementsAre("vent", "sink", "w1", "w2"));
}

TEST(Plan, NodesThatBindForEachOtherStillStart)
{
    Network network;
    network.node("a", "worker", {{"in", Pull}, {"out", Push}}).node("b", "worker", {{"in", Pull}, {"out", Push}});
    network.wire("a.out", "b.in", "", WireEnd::From).wire("b.out", "a.in", "", WireEnd::From);
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_EQ(plan->hosts.at(0).nodes.size(), 2U);
}

TEST(Plan, EachHostGetsItsNodesAndAnEmptyHostNone)
{
    Network network = workers();
    network.topology().hosts.push_back({HostId("far"), {}, {}});
    network.topology().hosts.push_back({HostId("idle"), {}, {}});
    network.topology().nodes[3].host = HostId("far");
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    ASSERT_EQ(plan->hosts.size(), 3U);
    EXPECT_EQ(plan->hosts[0].nodes.size(), 3U);
    EXPECT_EQ(plan->hosts[1].host, HostId("far"));
    EXPECT_EQ(plan->hosts[2].host, HostId("idle"));
    EXPECT_TRUE(plan->hosts[2].nodes.empty());
    EXPECT_EQ(planned(*plan, "w1").sockets[1].wires[0].peerHost, HostId("far"));
}

TEST(Plan, OutsideNodesAreNotRunAndTheirPeersKnowIt)
{
    Network network;
    network.node("a", "source", {{"out", Push}}).node("b", "outside", {{"in", Pull}});
    network.wire("a.out", "b.in", "tcp://127.0.0.1:5555", WireEnd::To);
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    ASSERT_EQ(plan->hosts.at(0).nodes.size(), 1U);
    const PlannedWire& wire = planned(*plan, "a").sockets[0].wires[0];
    EXPECT_TRUE(wire.peerOutside);
    EXPECT_FALSE(wire.binds);
}

TEST(Plan, ARouterTellsTheOtherEndTheNameThatItBringsAlong)
{
    Network network;
    network.node("a", "peer", {{"s", Router}}).option("ROUTING_ID", std::string("A"));
    network.node("b", "peer", {{"s", Router}});
    network.node("c", "requester", {{"s", Dealer}}).option("ROUTING_ID", std::string("C"));
    network.wire("b.s", "a.s").wire("c.s", "a.s");
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_EQ(planned(*plan, "b").sockets[0].wires[0].peerRoutingId, "A");
    for (const PlannedWire& wire : planned(*plan, "a").sockets[0].wires)
        EXPECT_EQ(wire.peerRoutingId, "") << "b has none, and no ROUTER needs that of a DEALER before it comes";
}

TEST(Plan, AProgramIsInThePlanWithItsSockets)
{
    Network network;
    network.node("a", "source", {{"out", Push}})
        .node("b", "program", {{"in", Pull}}, {{"command", std::string("cat")}});
    network.wire("a.out", "b.in", "", WireEnd::From);
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_TRUE(planned(*plan, "a").sockets[0].wires[0].peerOutside);
    const PlannedWire& wire = planned(*plan, "b").sockets[0].wires.at(0);
    EXPECT_FALSE(wire.peerOutside);
    EXPECT_EQ(wire.bindKey, "a.out tcp://127.0.0.1:*");
}

TEST(Plan, RefusesErrorsNamingTheFirstAndCountingTheRest)
{
    Network network = workers();
    network.topology().wires[0].endpoint = "tcp://127.0.0.1:70000";
    network.topology().nodes[3].role = "nonsense";
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(plan.error().where, "sink");
    EXPECT_THAT(plan.error().message, HasSubstr("'nonsense'"));
    EXPECT_THAT(plan.error().message, HasSubstr("(and 1 more error)"));
}

TEST(Plan, LeavesOutOptionsThatTheTypeDoesNotHave)
{
    Network network = workers();
    network.topology().nodes[2].sockets[0].options = {{"SNDHWM", std::int64_t{5}}, {"ROUTER_MANDATORY", true}};
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    EXPECT_EQ(planned(*plan, "vent").sockets[0].options, (Values{{"SNDHWM", std::int64_t{5}}}));
}

TEST(OwnThread, NobodyAtAnEasyRateHasOne) { EXPECT_THAT(ownThreads(workers().topology()), testing::IsEmpty()); }

TEST(OwnThread, AHeartbeaterIsNotHeldUpByOtherNodes)
{
    Network network;
    network.node("m", "heartbeater", {{"ping", Pub}, {"pong", Router}})
        .node("h", "heart", {{"ping", Sub}, {"pong", Dealer}});
    network.wire("m.ping", "h.ping").wire("h.pong", "m.pong");
    EXPECT_THAT(ownThreads(network.topology()), testing::ElementsAre("m"));
}

TEST(OwnThread, GoesDownTheChainOfThoseThatTakeNoTime)
{
    Network network = workers();
    network.topology().nodes[2].params["rate"] = 0.0;
    EXPECT_THAT(ownThreads(network.topology()), testing::ElementsAre("sink", "vent", "w1", "w2"));
    network.topology().nodes[0].params["work"] = std::string("1ms");
    network.topology().nodes[1].params["work"] = std::string("1ms");
    EXPECT_THAT(ownThreads(network.topology()), testing::ElementsAre("vent", "w1", "w2"));
}

TEST(OwnThread, ARequesterAtFullSpeedTakesItsRepliersAlong)
{
    Network network;
    network.node("q", "requester", {{"req", Req}}, {{"rate", std::int64_t{0}}});
    network.node("slow", "requester", {{"req", Req}});
    network.node("p", "proxy", {{"frontend", Router}, {"backend", Dealer}}).node("r", "replier", {{"rep", Rep}});
    network.wire("q.req", "p.frontend").wire("slow.req", "p.frontend").wire("p.backend", "r.rep");
    EXPECT_THAT(ownThreads(network.topology()), testing::ElementsAre("p", "q", "r"));
}

TEST(MakePlan, AHeartsSocketStandsForAllOfItsHeartsAndSubscribesByItself)
{
    Network network;
    network.node("m", "heartbeater", {{"ping", Pub}, {"pong", Router}});
    network.node("h", "heart", {{"ping", Sub}, {"pong", Dealer}}, {{"count", std::int64_t{40}}});
    network.topology().nodes[1].sockets[0].subscriptions.clear();
    network.wire("m.ping", "h.ping").wire("h.pong", "m.pong");
    const Result<Plan> plan = makePlan(network.topology());
    ASSERT_TRUE(plan) << plan.error().text();
    const PlannedNode* heart = nullptr;
    for (const PlannedNode& node : plan->hosts.at(0).nodes)
        heart = node.id == NodeId("h") ? &node : heart;
    ASSERT_NE(heart, nullptr);
    EXPECT_EQ(heart->sockets.at(0).copies, 1);
    EXPECT_EQ(heart->sockets.at(0).subscriptions, std::vector<std::string>{""});
    EXPECT_EQ(heart->sockets.at(1).copies, 40);
    EXPECT_EQ(heart->sockets.at(1).copyName, "h");
}

TEST(MakePlan, ANameOfAHostIsForThoseWhoAreElsewhere)
{
    Network network;
    network.node("src", "source", {{"out", Push}}).node("snk", "sink", {{"in", Pull}}).host("hub");
    network.wire("src.out", "snk.in", "tcp://hub:5557", WireEnd::To);
    const auto endpoints = [&](const std::set<HostId>& only) {
        const Result<Plan> plan = makePlan(network.topology(), only);
        EXPECT_TRUE(plan) << (plan ? "" : plan.error().text());
        std::vector<std::string> ends;
        for (const char* node : {"src", "snk"})
            ends.push_back(planned(*plan, node).sockets.at(0).wires.at(0).endpoint);
        EXPECT_EQ(planned(*plan, "src").sockets.at(0).wires.at(0).bindKey, "snk.in tcp://hub:5557");
        return ends;
    };
    using testing::ElementsAre;
    EXPECT_THAT(endpoints({}), ElementsAre("tcp://*:5557", "tcp://*:5557")) << "all on this machine";
    EXPECT_THAT(endpoints({HostId("local")}), ElementsAre("tcp://hub:5557", "tcp://*:5557"));
    EXPECT_THAT(endpoints({HostId("hub")}), ElementsAre("tcp://*:5557", "tcp://*:5557"));
}

} // namespace
} // namespace zeroloom
