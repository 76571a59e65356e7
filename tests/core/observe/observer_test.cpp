#include "core/observe/observer.h"

#include <atomic>
#include <cmath>
#include <thread>

#include <gmock/gmock.h>

#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using test::at;
using test::fan;
using test::MadeHost;
using test::MadeRun;

const WireObservation& wire(const ObservationPtr& now, const char* id) { return now->wires.at(WireId(id)); }

TEST(Observer, KnowsNothingBeforeTheFirstBatch)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    const ObservationPtr now = run.observer.current();
    ASSERT_TRUE(now);
    EXPECT_EQ(now->nodes.at(NodeId("a")).state, NodeState::Starting);
    EXPECT_FALSE(wire(now, "ab").forward.depth.known());
    EXPECT_FALSE(wire(now, "ab").forward.sent.known());
}

TEST(Observer, ASingleWireIsExact)
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

TEST(Observer, RowsThatABatchLeavesOutStandStill)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 100;
    run.step();
    HostBatch partial;
    partial.host = HostId("local");
    partial.startedNs = 1;
    for (int i = 0; i < 15; ++i) {
        run.clock.advance(std::chrono::milliseconds(100));
        partial.timeNs = static_cast<std::uint64_t>(run.clock.now().count());
        run.observer.addBatch(partial);
    }
    const ObservationPtr now = run.observer.current();
    EXPECT_EQ(now->sockets.at(at("a", "out")).sent, 100U);
    EXPECT_EQ(now->sockets.at(at("a", "out")).sendRate, Figure<double>::exact(0));
}

TEST(Observer, WhatARoundRobinSocketSentIsKnownInTotalAndLiesInTheWireThatLags)
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
TEST(Observer, RepliesThatARequesterDoesNotGetAreNotLostAtTheHighWaterMark)
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
TEST(Observer, WhatWaitsOfARoundRobinSocketsTextsLiesInTheWireThatGivesNone)
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

TEST(Observer, OneOutsidePeerMakesTheDepthsOfARoundRobinSocketUnknown)
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

TEST(Observer, EachSubscriberHasAnAccountOfItsOwn)
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

TEST(Observer, ASubscriberThatIsAddedLaterDidNotLoseWhatWasSentBefore)
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

TEST(Observer, WhatAPublisherSentIntoAProxyIsKnownByWhatThoseBehindItWant)
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
TEST(Observer, WhatAPublisherSentWhileNobodyBehindTheProxyAskedForItHadNoSubscriber)
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
    EXPECT_EQ(wire(run.step(), "in").forward.depth, Figure<std::uint64_t>::exact(0));
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
    EXPECT_EQ(wire(run.step(), "in").forward.lost.value, lost);
    // From now on a gap is a full queue's doing again, but for no more than was sent between two looks.
    run.host.socket("a", "out").sent += 500;
    flow.received = flow.stamped = 215;
    flow.lastSequence = 720;
    flow.gaps = 505;
    const FlowObservation shown = wire(run.step(), "in").forward;
    EXPECT_EQ(shown.depth, Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(shown.lost.value.highWaterMark + shown.lost.value.noSubscriber, 505U);
    EXPECT_GE(shown.lost.value.highWaterMark, 400U - 20U);
    test::expectClosed(shown);
}

TEST(Observer, WhatAnInprocRelayHoldsIsNotLostAtTheHighWaterMark)
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

TEST(Observer, WhatAnInprocRelayHoldsIsNotKnownBeforeAMessageHasCome)
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

TEST(Observer, TotalsGoOnWhenANodeIsStartedAnew)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 100;
    run.host.receive("ab", "b", 100, 100);
    run.step();
    run.host.end("ab", WireEnd::To).flow = {};
    run.host.end("ab", WireEnd::To).flow.attributed = true;
    run.host.socket("b", "in").received = 0;
    run.step();
    run.host.socket("a", "out").sent = 120;
    run.host.receive("ab", "b", 20, 120);
    run.host.end("ab", WireEnd::To).flow.beforeFirst = 100;
    const ObservationPtr now = run.step();
    EXPECT_EQ(now->sockets.at(at("b", "in")).received, 120U);
    EXPECT_EQ(wire(now, "ab").forward.received.value, 120U);
    EXPECT_EQ(wire(now, "ab").forward.depth.value, 0U);
    EXPECT_EQ(wire(now, "ab").forward.lost.value.total(), 0U);
}

TEST(Observer, ALostHostKeepsItsFiguresAndComesBackWithTotalsThatGoOn)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    run.host.node("a");
    run.host.socket("a", "out").sent = 500;
    run.host.receive("ab", "b", 450, 450);
    run.step();
    run.observer.addHostReport({HostId("local"), HostState::Lost, 1, "killed by signal 9 (SIGKILL)"});
    ObservationPtr now = run.observer.current();
    EXPECT_EQ(now->nodes.at(NodeId("a")).state, NodeState::Lost);
    EXPECT_EQ(now->hosts.at(HostId("local")).state, HostState::Lost);
    EXPECT_EQ(now->sockets.at(at("a", "out")).sent, 500U);
    EXPECT_EQ(wire(now, "ab").from.state, ConnectionState::Disconnected);
    run.host.startAnew();
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 600; // more than before, and yet a new life
    run.host.receive("ab", "b", 600, 600);
    now = run.step();
    EXPECT_EQ(now->nodes.at(NodeId("a")).state, NodeState::Running);
    EXPECT_EQ(now->sockets.at(at("a", "out")).sent, 1100U);
    EXPECT_EQ(wire(now, "ab").forward.received.value, 1050U);
    EXPECT_EQ(wire(now, "ab").forward.lost.value.reconnect, 50U);
    test::expectClosed(wire(now, "ab").forward);
}

TEST(Observer, ARemovedWireLeavesWhatWentThroughItInTheAccount)
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

TEST(Observer, TheWireThatHoldsAMutedSenderUpIsMarked)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 2000;
    run.host.socket("a", "out").muted = true;
    ObservationPtr now = run.step();
    EXPECT_TRUE(wire(now, "ab").muted);
    EXPECT_DOUBLE_EQ(wire(now, "ab").fill, 1.0);
    run.host.socket("a", "out").muted = false;
    now = run.step();
    EXPECT_FALSE(wire(now, "ab").muted);
}

TEST(Observer, WhatSomebodyElsesProgramReceivesOrLosesIsNotKnownAndWhatWeSendIs)
{
    Topology topology = fan(SocketType::Push, SocketType::Pull, 1);
    topology.nodes[1].role = "outside";
    MadeRun run(topology);
    run.host.end("ab", WireEnd::From).state = ConnectionState::Connected;
    for (std::uint64_t i = 1; i <= 15; ++i) {
        run.host.socket("a", "out").sent = i * 50;
        run.step();
    }
    const ObservationPtr now = run.observer.current();
    const FlowObservation& flow = wire(now, "ab").forward;
    EXPECT_FALSE(flow.rate.known());
    EXPECT_FALSE(flow.byteRate.known());
    EXPECT_FALSE(flow.lost.known());
    EXPECT_EQ(flow.sentRate.quality, Quality::Exact);
    EXPECT_NEAR(flow.sentRate.value, 500, 1);
    EXPECT_FALSE(now->sockets.at(at("a", "out")).lost.known());
    EXPECT_FALSE(now->lost.whole);
    EXPECT_NEAR(now->messagesOutPerSecond.value, 500, 1);
    EXPECT_EQ(wire(now, "ab").backward.rate, Figure<double>::exact(0)); // a PULL sends nothing
}

TEST(Observer, WhichOfSeveralWiresLostAMessageIsNotKnown)
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

// A source on one host, its sinks on another.
Topology acrossHosts()
{
    Topology topology = fan(SocketType::Push, SocketType::Pull, 1);
    topology.hosts.emplace_back().id = HostId("other");
    topology.nodes[1].host = HostId("other");
    return topology;
}

TEST(Observer, NothingIsKnownOfTheRatesOfALostHostUntilItRunsAgain)
{
    MadeRun run(acrossHosts());
    MadeHost other("other");
    const auto flow = [&](std::uint64_t i) {
        run.host.socket("a", "out").sent = i * 20;
        WireEndSample& to = other.end("ab", WireEnd::To);
        to.flow.received = other.socket("b", "in").received = i * 20;
        to.state = ConnectionState::Connected;
        to.hasTcp = true;
        to.rttUs = 5000;
        run.step();
        return run.step(other);
    };
    for (std::uint64_t i = 1; i <= 20; ++i)
        flow(i);
    const SeriesKey key{Metric::ReceiveRate, at("b", "in"), {}};
    EXPECT_NEAR(run.observer.current()->sockets.at(at("b", "in")).receiveRate.value, 100, 5);
    EXPECT_TRUE(wire(run.observer.current(), "ab").rttUs.known());
    const double before = run.observer.current()->seconds;
    run.clock.advance(std::chrono::milliseconds(50));
    run.observer.addHostReport({HostId("other"), HostState::Lost, 2, "killed"});
    ObservationPtr now = run.steps(5);
    EXPECT_FALSE(now->sockets.at(at("b", "in")).receiveRate.known());
    EXPECT_EQ(now->sockets.at(at("b", "in")).received, 400U);
    EXPECT_FALSE(wire(now, "ab").forward.rate.known());
    EXPECT_FALSE(wire(now, "ab").rttUs.known());
    EXPECT_TRUE(now->sockets.at(at("a", "out")).sendRate.known());
    EXPECT_EQ(now->messagesInPerSecond.value, now->sockets.at(at("a", "out")).receiveRate.value);
    const auto points = run.observer.history(key, 0, 1000);
    ASSERT_FALSE(points.empty());
    EXPECT_NEAR(points.front().value, 100, 60); // what was stays
    for (const SeriesPoint& point : points)
        EXPECT_EQ(std::isnan(point.value), point.seconds > before + 0.01) << point.seconds;
    other.startAnew();
    for (std::uint64_t i = 1; i <= 5; ++i)
        now = flow(i);
    EXPECT_NEAR(now->sockets.at(at("b", "in")).receiveRate.value, 100, 5); // and not what it counted while away
}

TEST(Observer, AHistoryShowsTheGapOfALossThoughNoBatchComesAnyMore)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    for (std::uint64_t i = 1; i <= 10; ++i) {
        run.host.socket("a", "out").sent = i * 10;
        run.step();
    }
    run.observer.addHostReport({HostId("local"), HostState::Lost, 1, "killed"});
    const auto points = run.observer.history({Metric::SendRate, at("a", "out"), {}}, 0, 1000);
    ASSERT_GT(points.size(), 2U);
    EXPECT_TRUE(std::isnan(points.back().value));
    EXPECT_FALSE(std::isnan(points[points.size() - 2].value));
    EXPECT_FALSE(run.observer.current()->messagesOutPerSecond.known());
}

TEST(Observer, LatencyIsKnownOnlyWhereBothEndsGoByThisMachinesClock)
{
    MadeRun run(acrossHosts());
    MadeHost other("other");
    other.connect("ab");
    other.receive("ab", "b", 10, 10);
    other.end("ab", WireEnd::To).flow.latency.add(50'000'000);
    // The sender's host is not of this run: it may be on any machine.
    ObservationPtr now = run.step(other);
    EXPECT_EQ(wire(now, "ab").forward.latency.quality, Quality::Unknown);
    EXPECT_EQ(wire(now, "ab").forward.latency.count, 0U);
    EXPECT_EQ(now->sockets.at(at("b", "in")).latency.quality, Quality::Unknown);
    run.host.socket("a", "out").sent = 10;
    run.step();
    now = run.step(other);
    EXPECT_EQ(wire(now, "ab").forward.latency.quality, Quality::Exact);
    EXPECT_EQ(wire(now, "ab").forward.latency.count, 1U);
    EXPECT_EQ(now->sockets.at(at("b", "in")).latency.count, 1U);
}

TEST(Observer, AQueueOverTcpIsSplitIntoSenderKernelAndReceiver)
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

TEST(Observer, BytesOfAWireGoOnOverItsConnections)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    run.host.connect("ab");
    WireEndSample& from = run.host.end("ab", WireEnd::From);
    from.hasTcp = true;
    from.tcpBytesSent = 1000;
    run.step();
    from.hasTcp = false;
    from.tcpBytesSent = 0;
    from.disconnects = 1;
    EXPECT_EQ(wire(run.step(), "ab").forward.tcpBytes, Figure<std::uint64_t>::estimated(1000));
    from.hasTcp = true;
    from.tcpBytesSent = 50;
    EXPECT_EQ(wire(run.step(), "ab").forward.tcpBytes, Figure<std::uint64_t>::estimated(1050));
}

TEST(Observer, EventsAreNumberedAnewAndBounded)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    for (int i = 0; i < 30; ++i) {
        run.host.events.resize(1000);
        for (HostEvent& event : run.host.events)
            event.timeNs = static_cast<std::uint64_t>(run.clock.now().count());
        run.step();
    }
    const auto first = run.observer.events(0, 100);
    ASSERT_EQ(first.size(), 100U);
    EXPECT_EQ(first.front().number, 10'001U);
    EXPECT_EQ(run.observer.lastEventNumber(), 30'000U);
    const auto rest = run.observer.events(29'995, 100);
    EXPECT_EQ(rest.size(), 5U);
    EXPECT_NEAR(rest.back().seconds, 2.9, 0.11);
}

TEST(Observer, AWireThatWasTakenAwayEndsWithoutAWarning)
{
    Topology topology = fan(SocketType::Push, SocketType::Pull, 2);
    MadeRun run(topology);
    topology.wires.pop_back();
    run.observer.setTopology(topology);
    for (const char* wire : {"ab", "ac"}) {
        HostEvent event;
        event.severity = EventSeverity::Warning;
        event.kind = "DISCONNECTED";
        event.wire = WireId(wire);
        run.host.events.push_back(event);
    }
    run.step();
    const auto events = run.observer.events(0, 10);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].event.severity, EventSeverity::Warning);
    EXPECT_EQ(events[1].event.severity, EventSeverity::Info);
}

TEST(Observer, TheEventsTellWhatBecameOfAHost)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    const auto tell = [&](HostState state, std::int64_t process, std::string detail = {}) {
        run.clock.advance(std::chrono::seconds(1));
        run.observer.addHostReport({HostId("local"), state, process, std::move(detail)});
    };
    tell(HostState::Starting, 41);
    tell(HostState::Running, 41);
    tell(HostState::Running, 41, "has not answered for 3 s");
    tell(HostState::Running, 41);
    tell(HostState::Lost, 41, "killed by signal 9 (SIGKILL)");
    tell(HostState::Starting, 42);
    tell(HostState::Running, 42);
    tell(HostState::Draining, 42);
    tell(HostState::Stopped, 42);
    std::vector<std::string> told;
    for (const Observer::Event& event : run.observer.events(0, 100)) {
        EXPECT_EQ(event.host, HostId("local"));
        told.push_back(event.event.kind + ": " + event.event.text);
    }
    EXPECT_THAT(told, testing::ElementsAre("host-started: process 41", "host-silent: has not answered for 3 s",
                                           "host-answers: answers again", "host-lost: killed by signal 9 (SIGKILL)",
                                           "host-started-again: process 42", "host-stopped: "));
    const Observer::Event lost = run.observer.events(3, 1).front();
    EXPECT_EQ(lost.event.severity, EventSeverity::Error);
    EXPECT_DOUBLE_EQ(lost.seconds, 5);
}

TEST(Observer, EventsThatAHostHadNoRoomForAreAGapInTheNumbers)
{
    const test::FakeClock clock;
    Observer observer(fan(SocketType::Push, SocketType::Pull, 1), clock);
    HostBatch batch;
    batch.events.resize(2);
    observer.addBatch(batch);
    batch.eventsLeftOut = 5;
    observer.addBatch(batch);
    const auto events = observer.events(1, 10);
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].number, 2U);
    EXPECT_EQ(events[1].number, 8U);
    EXPECT_EQ(observer.lastEventNumber(), 9U);
    EXPECT_EQ(observer.events(5, 10).size(), 2U);
    EXPECT_TRUE(observer.events(9, 10).empty());
}

TEST(Observer, TwoThreadsMayUseItAtOnce)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 3));
    std::atomic<bool> done{false};
    std::thread reader([&] {
        while (!done) {
            const ObservationPtr now = run.observer.current();
            EXPECT_EQ(now->wires.size(), 3U);
            (void)run.observer.history({Metric::SendRate, at("a", "out"), {}}, 0, 100);
            (void)run.observer.events(0, 10);
        }
    });
    for (int i = 0; i < 200; ++i) {
        run.host.socket("a", "out").sent += 10;
        run.host.receive("ab", "b", 3, 3);
        run.step();
    }
    done = true;
    reader.join();
}

TEST(Observer, MessagesAreNumberedAnewOverAllHostsAndBounded)
{
    MadeRun run(fan(SocketType::Push, SocketType::Pull, 1));
    HostBatch batch;
    batch.host = HostId("local");
    batch.timeNs = static_cast<std::uint64_t>(run.clock.now().count());
    batch.messages.resize(2);
    batch.messages[1].number = 7;
    batch.messages[1].timeNs = batch.timeNs + 1'500'000'000;
    batch.messages[1].frames = {"Hello"};
    run.observer.addBatch(batch);
    batch.host = HostId("edge");
    batch.messagesLeftOut = 3;
    run.observer.addBatch(batch);
    EXPECT_EQ(run.observer.lastMessageNumber(), 7U);
    const auto messages = run.observer.messages(1, 2);
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].number, 2U);
    EXPECT_EQ(messages[0].host, HostId("local"));
    EXPECT_NEAR(messages[0].seconds, 1.5, 1e-6);
    EXPECT_EQ(messages[0].message.frames, std::vector<std::string>{"Hello"});
    EXPECT_EQ(messages[1].number, 6U) << "those that were overwritten are a gap";
    EXPECT_EQ(messages[1].host, HostId("edge"));
    batch.messages.resize(30'000);
    run.observer.addBatch(batch);
    EXPECT_EQ(run.observer.messages(0, 1'000'000).size(), 20'000U);
}

} // namespace
} // namespace zeroloom
