#include "core/observe/observer.h"

#include <atomic>
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
    EXPECT_NEAR(wire(now, "ab").forward.rate, 80, 1);
    EXPECT_NEAR(now->sockets.at(at("a", "out")).sendRate, 100, 1);
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
    EXPECT_EQ(now->sockets.at(at("a", "out")).sendRate, 0);
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
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.total(), 0U);
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
    EXPECT_EQ(wire(now, "ab").forward.lost.noSubscriber, 5U);
    EXPECT_EQ(wire(now, "ac").forward.lost.highWaterMark, 30U);
    EXPECT_EQ(wire(now, "ac").forward.depth.value, 10U);
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.total(), 35U);
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
    EXPECT_EQ(wire(now, "ac").forward.lost.noSubscriber, 2U);
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
    EXPECT_EQ(wire(now, "ab").forward.lost.total(), 0U);
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
    EXPECT_EQ(wire(now, "ab").forward.lost.reconnect, 50U);
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
    EXPECT_EQ(now->sockets.at(at("a", "out")).lost.total(), 0U);
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

} // namespace
} // namespace zeroloom
