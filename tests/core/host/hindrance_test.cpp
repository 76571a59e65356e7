// What is done to a node and to a socket while it runs: it hangs, it is slow, it is held, it lets single messages
// through.
#include "runtime_fixture.h"

#include "core/plan/conditions.h"

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;

class Hindrance : public RuntimeTest {
protected:
    Status act(const std::string& text)
    {
        const auto read = parseAct(text, builder.topology);
        if (!read)
            return tl::unexpected(read.error());
        auto after = afterAct(conditions, *read, builder.topology);
        if (!after)
            return tl::unexpected(after.error());
        conditions = std::move(*after);
        start();
        return {};
    }
    void start()
    {
        auto plan = makePlan(builder.topology);
        ASSERT_TRUE(plan) << plan.error().text();
        applyConditions(*plan, conditions);
        for (const Error& error : runtime.apply(plan->hosts.front(), {}).errors)
            ADD_FAILURE() << error.text();
    }
    std::uint64_t received(const std::string& ref) { return collect(), socket(ref).received; }
    // Whether it stays so for a while: several times what anything here takes.
    bool stays(const std::function<bool()>& condition)
    {
        return !waitFor([&] { return !condition(); }, 300ms);
    }
    void pipeline(double rate)
    {
        builder.node("vent", "source", {{"out", Push}}, {{"rate", rate}})
            .node("sink", "sink", {{"in", Pull}})
            .wire("a", "vent.out", "sink.in");
    }

    TopologyBuilder builder;
    RunConditions conditions;
};

TEST_F(Hindrance, ANodeThatHangsDoesNothingWhileItsSocketsGoOn)
{
    pipeline(1000);
    start();
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 10; }));
    ASSERT_TRUE(act("hang sink"));
    const std::uint64_t before = received("sink.in");
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > before + 300; }));
    EXPECT_EQ(socket("sink.in").received, before);
    EXPECT_TRUE(connected("a"));
    EXPECT_EQ(node("sink").state, NodeState::Running);
    // What waits for it is no loss and no end.
    EXPECT_FALSE(socket("sink.in").idle);
    ASSERT_TRUE(act("release sink"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > before + 300; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(socket("sink.in").received, socket("vent.out").sent);
}

TEST_F(Hindrance, ANodeThatIsKilledWhileItHangsHangsFromItsStart)
{
    pipeline(1000);
    ASSERT_TRUE(act("hang vent"));
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    EXPECT_TRUE(stays([&] { return socket("vent.out").sent == 0; }));
    ASSERT_TRUE(act("restart vent"));
    EXPECT_TRUE(waitFor([&] { return socket("sink.in").received > 10; }));
}

// libzmq says of a REP that owes a reply that nothing waits, though requests do.
TEST_F(Hindrance, ARepThatHangsOverARequestDoesNotSayThatNothingWaits)
{
    builder
        .node("client", "requester", {{"s", Dealer}}, {{"rate", 0.0}, {"timeout", "60s"}, {"window", std::int64_t{3}}})
        .node("server", "replier", {{"s", Rep}}, {{"work", "60s"}})
        .wire("a", "client.s", "server.s");
    start();
    ASSERT_TRUE(waitFor([&] { return socket("client.s").sent == 3 && socket("server.s").received == 1; }));
    ASSERT_TRUE(act("hang server"));
    EXPECT_TRUE(stays([&] { return !socket("server.s").idle; }));
}

// Its socket is thrown away at each timeout, and with it the reply that comes too late.
TEST_F(Hindrance, LateRepliesOverInprocAreLostInAReconnect)
{
    builder.node("client", "requester", {{"s", Req}}, {{"rate", 0.0}, {"timeout", "400ms"}})
        .node("server", "replier", {{"s", Rep}})
        .wire("a", "client.s", "server.s", "inproc://a");
    start();
    ASSERT_TRUE(waitFor([&] { return socket("client.s").received > 5; }));
    const auto before = figure("client", "retries"); // a machine may be slow to begin
    ASSERT_TRUE(act("hang server"));
    ASSERT_TRUE(waitFor([&] { return figure("client", "retries") >= before + 2; }));
    ASSERT_TRUE(act("release server"));
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).flow.gapsReconnect >= 2; }));
    EXPECT_EQ(end("a", WireEnd::From).flow.gaps, 0U);
    EXPECT_GE(end("a", WireEnd::From).disconnects, 2U);
    EXPECT_EQ(end("a", WireEnd::From).connects, end("a", WireEnd::From).disconnects + 1);
    EXPECT_EQ(end("a", WireEnd::From).state, ConnectionState::Connected);
}

TEST_F(Hindrance, ASlowReceiverTakesItsTimeOverEachMessage)
{
    pipeline(0);
    ASSERT_TRUE(act("slow sink 20ms"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= 1; }));
    const auto start = std::chrono::steady_clock::now();
    const std::uint64_t first = socket("sink.in").received;
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= first + 10; }));
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_GE(took, (socket("sink.in").received - first - 1) * 20ms);
    ASSERT_TRUE(act("slow sink 0"));
    const std::uint64_t before = received("sink.in");
    EXPECT_TRUE(waitFor([&] { return socket("sink.in").received > before + 1000; }));
}

TEST_F(Hindrance, ASlowSourceTakesItsTimeOverEachMessage)
{
    pipeline(0);
    ASSERT_TRUE(act("slow vent 20ms"));
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent >= 1; }));
    const auto start = std::chrono::steady_clock::now();
    const std::uint64_t first = socket("vent.out").sent;
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent >= first + 10; }));
    EXPECT_GE(std::chrono::steady_clock::now() - start, (socket("vent.out").sent - first - 1) * 20ms);
    EXPECT_FALSE(socket("vent.out").muted);
    EXPECT_EQ(socket("vent.out").muteNs, 0U);
}

TEST_F(Hindrance, ASlowReplierAnswersSoMuchLater)
{
    builder.node("client", "requester", {{"s", Req}}, {{"rate", 0.0}, {"timeout", "10s"}})
        .node("server", "replier", {{"s", Rep}})
        .wire("a", "client.s", "server.s");
    ASSERT_TRUE(act("slow server 30ms"));
    ASSERT_TRUE(waitFor([&] { return figure("client", "replies") >= 5; }));
    const auto median = std::get<double>(node("client").figures.at("round_trip_p50_us"));
    EXPECT_GE(median, 30'000 * 0.84); // the histogram's buckets are within 19%
}

TEST_F(Hindrance, AHeldReceiverTakesNothingAndAStepTakesOne)
{
    pipeline(1000);
    start();
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 10; }));
    ASSERT_TRUE(act("hold sink.in"));
    const std::uint64_t before = received("sink.in");
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > before + 100; }));
    EXPECT_EQ(socket("sink.in").received, before);
    for (std::uint64_t steps = 1; steps <= 3; ++steps) {
        ASSERT_TRUE(act("step sink.in"));
        ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= before + steps; }));
        EXPECT_TRUE(stays([&] { return socket("sink.in").received == before + steps; }));
    }
    ASSERT_TRUE(act("open sink.in"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > before + 100; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(socket("sink.in").received, socket("vent.out").sent);
}

TEST_F(Hindrance, AHeldSenderSendsNothingIsNotMuteAndAStepSendsOne)
{
    pipeline(0);
    ASSERT_TRUE(act("hold vent.out"));
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    EXPECT_TRUE(stays([&] { return socket("vent.out").sent == 0; }));
    EXPECT_FALSE(socket("vent.out").muted);
    EXPECT_EQ(socket("vent.out").muteNs, 0U);
    ASSERT_TRUE(act("step vent.out"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == 1; }));
    EXPECT_TRUE(stays([&] { return socket("vent.out").sent == 1; }));
}

TEST_F(Hindrance, AStepHoldsASocketThatNobodyHeld)
{
    pipeline(200);
    runtime.setPaused(true);
    start();
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    ASSERT_TRUE(act("step sink.in"));
    runtime.setPaused(false);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == 1 && socket("vent.out").sent > 50; }));
    EXPECT_EQ(socket("sink.in").received, 1U);
}

TEST_F(Hindrance, AHeldWorkerKeepsTheMessageThatItHas)
{
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 500.0}, {"count", std::int64_t{5}}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "worker.in")
        .wire("b", "worker.out", "sink.in");
    ASSERT_TRUE(act("hold worker.out"));
    ASSERT_TRUE(waitFor([&] { return socket("worker.in").received == 1 && socket("vent.out").sent == 5; }));
    EXPECT_TRUE(stays([&] { return socket("worker.out").sent == 0; }));
    ASSERT_TRUE(act("open worker.out"));
    EXPECT_TRUE(waitFor([&] { return socket("sink.in").received == 5; }));
}

TEST_F(Hindrance, AKilledNodeIsToldAsSuchAndComesBackToItsPeers)
{
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 500.0}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "worker.in", "tcp://127.0.0.1:*", WireEnd::To)
        .wire("b", "worker.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::From);
    start();
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 10; }));
    const std::uint64_t before = received("worker.out");
    ASSERT_TRUE(act("kill worker"));
    ASSERT_TRUE(waitFor([&] {
        return node("worker").state == NodeState::Stopped &&
               end("a", WireEnd::From).state != ConnectionState::Connected;
    }));
    EXPECT_EQ(node("worker").error, "killed");
    EXPECT_TRUE(hasEvent("node-killed"));
    EXPECT_FALSE(hasEvent("node-stopped"));
    EXPECT_GE(socket("worker.out").sent, before); // what it did is not forgotten
    EXPECT_GT(socket("worker.out").sent, 10U);
    EXPECT_EQ(end("a", WireEnd::To).state, ConnectionState::Disconnected);
    ASSERT_TRUE(act("restart worker"));
    const std::uint64_t then = received("sink.in");
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > then + 50 && connected("a") && connected("b"); }));
    EXPECT_EQ(node("worker").state, NodeState::Running);
}

TEST_F(Hindrance, WhatCannotBeDoneIsRefused)
{
    pipeline(10);
    const Status frozen = act("freeze vent");
    ASSERT_FALSE(frozen);
    EXPECT_NE(frozen.error().message.find("shares its process"), std::string::npos);
    const Status nobody = act("kill nobody");
    ASSERT_FALSE(nobody);
    EXPECT_NE(nobody.error().message.find("vent, sink"), std::string::npos);
}

} // namespace
} // namespace zeroloom
