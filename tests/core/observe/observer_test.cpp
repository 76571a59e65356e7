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
