// The accounts of wires in an observed run: what was sent, received, is queued and was lost.
#include <gmock/gmock.h>

#include "core/observe/observed_wire.h"
#include "core/observe/observer.h"
#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using test::at;
using test::fan;
using test::MadeRun;

const WireObservation& wire(const ObservationPtr& now, const char* id) { return now->wires.at(WireId(id)); }

TEST(FlowAccounts, ASingleWireIsExact)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    for (int i = 1; i <= 20; ++i) {
        run.host.socket("a", "out").sent = static_cast<std::uint64_t>(i * 10);
        run.host.receive("ab", "b", 8, static_cast<std::uint64_t>(i * 8));
        run.step();
    }
    const ObservationPtr now = run.observer.current();
    EXPECT_EQ(wire(now, "ab").forward.sent, Figure<std::uint64_t>::exact(200));
    EXPECT_EQ(wire(now, "ab").forward.received, Figure<std::uint64_t>::exact(160));
    EXPECT_EQ(wire(now, "ab").forward.depth, Figure<std::uint64_t>::exact(40));
    EXPECT_NEAR(wire(now, "ab").forward.rate.value, 80, 1);
    EXPECT_NEAR(now->sockets.at(at("a", "out")).sendRate.value, 100, 1);
    EXPECT_EQ(wire(now, "ab").depthLimit, 2000U);
    EXPECT_NEAR(wire(now, "ab").fill, 0.02, 1e-9);
    EXPECT_EQ(wire(now, "ab").backward.sent, Figure<std::uint64_t>::exact(0));
    test::expectClosed(wire(now, "ab").forward);
}

TEST(FlowAccounts, WhatARoundRobinSocketSentIsKnownInTotalAndLiesInTheWireThatLags)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 2));
    run.host.connect("ab");
    run.host.connect("ac");
    run.host.socket("b", "in").idle = true;
    for (int i = 1; i <= 5; ++i) {
        run.host.socket("a", "out").sent = static_cast<std::uint64_t>(i * 20);
        run.host.receive("ab", "b", 10, static_cast<std::uint64_t>(i * 20));
        run.host.receive("ac", "c", 4, static_cast<std::uint64_t>(i * 8));
        run.step();
    }
    const ObservationPtr now = run.observer.current();
    EXPECT_EQ(wire(now, "ab").forward.depth, Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(wire(now, "ac").forward.depth, Figure<std::uint64_t>::exact(30));
    EXPECT_EQ(wire(now, "ac").forward.sent.value, 50U);
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.value.total(), 0U);
}

// A REP drops, but never for want of room: a REQ that has gone, with the request that it gave up, gets no reply.
TEST(FlowAccounts, RepliesThatARequesterDoesNotGetAreNotLostAtTheHighWaterMark)
{
    MadeRun run(fan(SocketType::Rep, SocketType::Req, 1));
    run.host.connect("ab");
    run.host.end("ab", WireEnd::From).sent = 10;
    run.host.socket("a", "out").sent = 10;
    run.host.receive("ab", "b", 4, 10);
    run.host.end("ab", WireEnd::To).flow.gapsReconnect = 1;
    run.host.end("ab", WireEnd::To).flow.gaps = 5;
    run.host.end("ab", WireEnd::To).disconnects = 2;
    const ObservationPtr now = run.step();
    LossCounts lost;
    lost.reconnect = 6;
    EXPECT_EQ(wire(now, "ab").forward.lost.value, lost);
}

// Texts bear no numbers, so that no lag tells which receiver stands still.
TEST(FlowAccounts, WhatWaitsOfARoundRobinSocketsTextsLiesInTheWireThatGivesNone)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 2));
    run.host.connect("ab");
    run.host.connect("ac");
    const auto receive = [&](const char* wireId, const char* node) {
        run.host.receive(wireId, node, 1, 0);
        run.host.end(wireId, WireEnd::To).flow.stamped = 0;
    };
    for (int i = 0; i < 20; ++i) {
        run.host.socket("a", "out").sent += 2;
        if (i < 10)
            receive("ab", "b");
        receive("ac", "c");
        run.step();
    }
    const ObservationPtr now = run.observer.current();
    EXPECT_EQ(wire(now, "ab").forward.depth, Figure<std::uint64_t>::estimated(10));
    EXPECT_EQ(wire(now, "ac").forward.depth, Figure<std::uint64_t>::estimated(0));
    EXPECT_EQ(wire(now, "ab").forward.lost, (Figure<LossCounts>::exact({})));
}

TEST(FlowAccounts, OneOutsidePeerMakesTheDepthsOfARoundRobinSocketUnknown)
{
    Topology topology = fan(SocketType::Push, SocketType::Pull, 2);
    topology.nodes[2].role = "outside";
    MadeRun run(topology);
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 100;
    run.host.receive("ab", "b", 40, 99);
    const ObservationPtr now = run.step();
    EXPECT_FALSE(wire(now, "ab").forward.depth.known());
    EXPECT_FALSE(wire(now, "ac").forward.received.known());
    EXPECT_EQ(wire(now, "ac").to.state, ConnectionState::Unknown);
    EXPECT_FALSE(now->sockets.at(at("a", "out")).queueOut.known());
    EXPECT_EQ(wire(now, "ab").forward.received, Figure<std::uint64_t>::exact(40));
}

TEST(FlowAccounts, EachSubscriberHasAnAccountOfItsOwn)
{
    MadeRun run(fan(SocketType::Pub, SocketType::Sub, 2));
    run.host.connect("ab");
    run.host.connect("ac");
    run.host.socket("a", "out").sent = 100;
    run.host.end("ab", WireEnd::From).sent = 100;
    run.host.end("ac", WireEnd::From).sent = 100;
    run.host.receive("ab", "b", 95, 100);
    run.host.end("ab", WireEnd::To).flow.beforeFirst = 5;
    run.host.receive("ac", "c", 60, 90);
    run.host.end("ac", WireEnd::To).flow.gaps = 30;
    const ObservationPtr now = run.step();
    EXPECT_EQ(wire(now, "ab").forward.lost.value.noSubscriber, 5U);
    EXPECT_EQ(wire(now, "ac").forward.lost.value.highWaterMark, 30U);
    EXPECT_EQ(wire(now, "ac").forward.depth.value, 10U);
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.value.total(), 35U);
    test::expectClosed(wire(now, "ab").forward);
    test::expectClosed(wire(now, "ac").forward);
}

TEST(FlowAccounts, ASubscriberThatIsAddedLaterDidNotLoseWhatWasSentBefore)
{
    MadeRun run(fan(SocketType::Pub, SocketType::Sub, 1));
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 1000;
    run.step();
    run.observer.setTopology(fan(SocketType::Pub, SocketType::Sub, 2));
    run.host.connect("ac");
    run.host.end("ac", WireEnd::From).sent = 0;
    run.step();
    run.host.socket("a", "out").sent = 1010;
    run.host.end("ac", WireEnd::From).sent = 10;
    run.host.receive("ac", "c", 8, 1010);
    run.host.end("ac", WireEnd::To).flow.beforeFirst = 1002;
    const ObservationPtr now = run.step();
    EXPECT_EQ(wire(now, "ac").forward.lost.value.noSubscriber, 2U);
    EXPECT_EQ(wire(now, "ac").forward.depth.value, 0U);
}

TEST(FlowAccounts, WhatAPublisherSentIntoAProxyIsKnownByWhatThoseBehindItWant)
{
    Topology topology;
    topology.nodes.push_back(
        test::madeNode("a", "source", "out", SocketType::Pub, {{"topics", TextList{"x.1", "y.1"}}}));
    topology.nodes.push_back(test::madeNode("p", "proxy", "frontend", SocketType::XSub));
    topology.nodes.back().sockets.push_back(test::madeNode("p", "proxy", "backend", SocketType::XPub).sockets[0]);
    topology.nodes.push_back(test::madeNode("b", "sink", "in", SocketType::Sub));
    topology.nodes.back().sockets[0].subscriptions = {"x."};
    topology.wires.push_back(test::madeWire("in", at("a", "out"), at("p", "frontend")));
    topology.wires.push_back(test::madeWire("out", at("p", "backend"), at("b", "in")));
    const auto sentInto = [&] {
        MadeRun run(topology);
        run.host.connect("in");
        run.host.socket("a", "out").sent = 10;
        run.host.end("in", WireEnd::To).flow.received = 4;
        return wire(run.step(), "in").forward.sent;
    };
    EXPECT_FALSE(sentInto().known()); // nobody wants 'y.'
    topology.nodes[2].sockets[0].subscriptions.push_back("y");
    EXPECT_EQ(sentInto(), Figure<std::uint64_t>::exact(10));
}

// The proxy takes its subscription back with the last of those behind it, so that nothing goes into its wire.
TEST(FlowAccounts, WhatAPublisherSentWhileNobodyBehindTheProxyAskedForItHadNoSubscriber)
{
    Topology topology;
    topology.nodes.push_back(test::madeNode("a", "source", "out", SocketType::Pub));
    topology.nodes.push_back(test::madeNode("p", "proxy", "frontend", SocketType::XSub));
    topology.nodes.back().sockets.push_back(test::madeNode("p", "proxy", "backend", SocketType::XPub).sockets[0]);
    topology.nodes.push_back(test::madeNode("b", "sink", "in", SocketType::Sub));
    topology.nodes.back().sockets[0].subscriptions = {""};
    topology.wires.push_back(test::madeWire("in", at("a", "out"), at("p", "frontend")));
    topology.wires.push_back(test::madeWire("out", at("p", "backend"), at("b", "in")));
    MadeRun run(topology);
    run.host.connect("in");
    run.host.connect("out");
    run.host.socket("b", "in");
    run.host.socket("p", "frontend").idle = true;
    FlowSample& flow = run.host.end("in", WireEnd::To).flow;
    run.host.socket("a", "out").sent = 100;
    flow.received = flow.stamped = flow.lastSequence = 100;
    ObservationPtr now = run.step();
    EXPECT_EQ(wire(now, "in").forward.depth, Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(wire(now, "in").forward.lost, Figure<LossCounts>::exact({}));
    for (const WireEnd end : {WireEnd::From, WireEnd::To})
        run.host.end("out", end).state = ConnectionState::Disconnected;
    LossCounts lost;
    for (int i = 1; i <= 5; ++i) {
        run.host.socket("a", "out").sent += 20;
        lost.noSubscriber += 20;
        const FlowObservation& shown = wire(run.step(), "in").forward;
        EXPECT_EQ(shown.depth.value, 0U);
        EXPECT_EQ(shown.lost.value, lost);
    }
    for (const WireEnd end : {WireEnd::From, WireEnd::To})
        run.host.end("out", end).state = ConnectionState::Connected;
    run.host.socket("a", "out").sent += 20;
    flow.received = flow.stamped = 115;
    flow.lastSequence = 220;
    flow.gaps = 105;
    lost.noSubscriber += 5;
    now = run.step();
    EXPECT_EQ(wire(now, "in").forward.lost, (Figure<LossCounts>{lost, Quality::Estimated}));
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.quality, Quality::Estimated);
    // From now on a gap is a full queue's doing again, but for no more than was sent between two looks.
    run.host.socket("a", "out").sent += 500;
    flow.received = flow.stamped = 215;
    flow.lastSequence = 720;
    flow.gaps = 505;
    const FlowObservation shown = wire(run.step(), "in").forward;
    EXPECT_EQ(shown.depth, Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(shown.lost.value.highWaterMark + shown.lost.value.noSubscriber, 505U);
    EXPECT_GE(shown.lost.value.highWaterMark, 400U - 20U);
    EXPECT_EQ(shown.lost.quality, Quality::Estimated); // which of them was which, no number tells
    test::expectClosed(shown);
}

// Two ways lead to the only subscriber: each is enough.
TEST(FlowAccounts, APublisherIsStillAskedWhileOneOfTwoWaysToASubscriberIsUp)
{
    Topology topology;
    topology.nodes.push_back(test::madeNode("a", "source", "out", SocketType::Pub));
    for (const char* proxy : {"p", "q", "r"}) {
        topology.nodes.push_back(test::madeNode(proxy, "proxy", "frontend", SocketType::XSub));
        topology.nodes.back().sockets.push_back(test::madeNode(proxy, "proxy", "backend", SocketType::XPub).sockets[0]);
    }
    topology.nodes.push_back(test::madeNode("b", "sink", "in", SocketType::Sub));
    topology.nodes.back().sockets[0].subscriptions = {""};
    topology.wires.push_back(test::madeWire("ap", at("a", "out"), at("p", "frontend")));
    for (const char* proxy : {"q", "r"}) {
        topology.wires.push_back(test::madeWire(std::string("p") + proxy, at("p", "backend"), at(proxy, "frontend")));
        topology.wires.push_back(test::madeWire(proxy + std::string("b"), at(proxy, "backend"), at("b", "in")));
    }
    const std::vector<ObservedWire> wires = observedWires(topology);
    const auto takesAllWithout = [&](std::set<std::string> down) {
        return wires.front().takesAll(WireEnd::To, [&](const WireId& id) { return !down.contains(id.text()); });
    };
    EXPECT_TRUE(takesAllWithout({}));
    EXPECT_TRUE(takesAllWithout({"pq"}));
    EXPECT_TRUE(takesAllWithout({"rb"}));
    EXPECT_FALSE(takesAllWithout({"qb", "pr"}));
}

TEST(FlowAccounts, ARemovedWireLeavesWhatWentThroughItInTheAccount)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 2));
    run.host.connect("ab");
    run.host.connect("ac");
    run.host.socket("a", "out").sent = 100;
    run.host.receive("ab", "b", 50, 99);
    run.host.receive("ac", "c", 50, 100);
    run.step();
    run.observer.setTopology(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.socket("a", "out").sent = 110;
    run.host.receive("ab", "b", 10, 110);
    const ObservationPtr now = run.step();
    EXPECT_FALSE(now->wires.contains(WireId("ac")));
    EXPECT_EQ(wire(now, "ab").forward.depth.value, 0U);
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.value.total(), 0U);
}

TEST(FlowAccounts, WhichOfSeveralWiresLostAMessageIsNotKnown)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 2));
    for (const char* id : {"ab", "ac"})
        run.host.connect(id);
    run.host.socket("a", "out").sent = 20;
    run.host.receive("ab", "b", 10, 19);
    run.host.receive("ac", "c", 10, 20);
    ObservationPtr now = run.steps(5);
    EXPECT_EQ(wire(now, "ab").forward.lost, Figure<LossCounts>::exact({})); // none at all was lost
    run.host.socket("a", "out").sent = 25;
    for (const char* node : {"b", "c"})
        run.host.socket(node, "in").idle = true;
    now = run.steps(10);
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.value.total(), 5U);
    EXPECT_FALSE(wire(now, "ab").forward.lost.known());
    EXPECT_EQ(now->lost, (LossTotal{5, true}));
}

TEST(FlowAccounts, AQueueOverTcpIsSplitIntoSenderKernelAndReceiver)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    run.host.receive("ab", "b", 100, 100); // of 64 bytes
    WireEndSample& from = run.host.end("ab", WireEnd::From);
    WireEndSample& to = run.host.end("ab", WireEnd::To);
    from.hasTcp = to.hasTcp = true;
    from.unsentBytes = 66 * 1000;
    from.unackedBytes = 66 * 500;
    to.unreadBytes = 66 * 700;
    from.tcpBytesSent = 12'345;
    run.host.socket("a", "out").sent = 100 + 1000 + 2200 + 300;
    const ObservationPtr now = run.step();
    const FlowObservation& flow = wire(now, "ab").forward;
    EXPECT_EQ(flow.depth, Figure<std::uint64_t>::exact(3500));
    EXPECT_EQ(flow.inKernel, Figure<std::uint64_t>::estimated(2200));
    EXPECT_EQ(flow.queueIn, Figure<std::uint64_t>::estimated(1000));
    EXPECT_EQ(flow.queueOut, Figure<std::uint64_t>::estimated(300));
    EXPECT_EQ(now->sockets.at(at("a", "out")).queueOut.value, 300U);
    EXPECT_EQ(flow.tcpBytes, Figure<std::uint64_t>::exact(12'345));
    EXPECT_EQ(wire(now, "ab").backward.tcpBytes, Figure<std::uint64_t>::exact(0));
}

TEST(FlowAccounts, WhatAnInprocRelayHoldsIsNotLostAtTheHighWaterMark)
{
    Topology topology = fan(SocketType::Pub, SocketType::Sub, 1);
    topology.wires.front().endpoint = "inproc://held";
    MadeRun run(topology);
    run.host.connect("ab");
    run.host.receive("ab", "b", 1000, 1000);
    run.host.socket("a", "out").sent = 5000;
    run.host.end("ab", WireEnd::From).sent = 5000; // both queues take 2000 of them
    RelaySample& relay = run.host.end("ab", WireEnd::To).relay;
    relay.heldIn = std::uint64_t{64} * 2000;
    const FlowObservation held = wire(run.step(), "ab").forward;
    EXPECT_EQ(held.lost.value.total(), 0U);
    EXPECT_EQ(held.depth.value, 4000U);
    relay.heldIn = 0;
    const FlowObservation full = wire(run.step(), "ab").forward;
    EXPECT_EQ(full.depth.value, 2002U); // the relay's own queues take two
    EXPECT_EQ(full.lost.value.highWaterMark, 1998U);
    test::expectClosed(full);
}

TEST(FlowAccounts, WhatAnInprocRelayHoldsIsNotKnownBeforeAMessageHasCome)
{
    Topology topology = fan(SocketType::Pub, SocketType::Sub, 1);
    topology.wires.front().endpoint = "inproc://held";
    MadeRun run(topology);
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 5000;
    run.host.end("ab", WireEnd::From).sent = 5000;
    run.host.socket("b", "in").received = 0;
    run.host.end("ab", WireEnd::To).relay.heldIn = 1;
    EXPECT_EQ(wire(run.step(), "ab").forward.lost.value.total(), 0U);
}

} // namespace
} // namespace zeroloom
