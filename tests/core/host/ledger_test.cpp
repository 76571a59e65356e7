// Sent = received + queued + lost, with the reasons told apart.
#include "runtime_fixture.h"

#include <zmq.hpp>

namespace zeroloom {
namespace {

using enum SocketType;

class Ledger : public RuntimeTest {};

TEST_F(Ledger, WhatAPublisherSentBeforeItsSubscriberCameIsToldAsSuch)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 1000.0}})
        .node("early", "sink", {{"in", Sub}})
        .wire("a", "pub.out", "early.in");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("pub.out").sent >= 200; }));
    builder.node("late", "sink", {{"in", Sub}}).wire("b", "pub.out", "late.in");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("late.in").received >= 100; }));
    ASSERT_TRUE(drain());
    for (const char* wire : {"a", "b"}) {
        const FlowSample flow = end(wire, WireEnd::To).flow;
        EXPECT_EQ(flow.beforeFirst + flow.received + flow.gaps, socket("pub.out").sent) << wire;
        EXPECT_EQ(flow.gaps, 0U);
    }
    EXPECT_GE(end("b", WireEnd::To).flow.beforeFirst, 200U);
    EXPECT_EQ(end("a", WireEnd::From).sent, static_cast<std::int64_t>(socket("pub.out").sent));
}

TEST_F(Ledger, WhatAPublisherDropsAtTheHighWaterMarkShowsAsGaps)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 5000.0}, {"size", std::int64_t{20000}}})
        .node("slow", "sink", {{"in", Sub}}, {{"work", "20ms"}})
        .wire("a", "pub.out", "slow.in");
    builder.at("pub").sockets.front().options["SNDHWM"] = std::int64_t{5};
    builder.at("slow").sockets.front().options["RCVHWM"] = std::int64_t{5};
    builder.at("slow").sockets.front().options["RCVBUF"] = std::int64_t{4096};
    builder.at("pub").sockets.front().options["SNDBUF"] = std::int64_t{4096};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::To).flow.gaps > 100; }));
    // Quick again, so that the last messages come through and the numbers can be compared.
    builder.at("slow").params["work"] = "0";
    builder.at("pub").params["rate"] = 50.0;
    apply(builder);
    const std::uint64_t sent = (collect(), socket("pub.out").sent);
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::To).flow.lastSequence > sent + 5; }));
    ASSERT_TRUE(drain());
    const FlowSample flow = end("a", WireEnd::To).flow;
    EXPECT_EQ(flow.received + flow.gaps + flow.beforeFirst, socket("pub.out").sent);
}

TEST_F(Ledger, TopicsAreCountedByWhoWantsThem)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 1000.0}, {"topics", TextList{"a.1", "a.2", "b.1"}}})
        .node("sub", "sink", {{"in", Sub}})
        .wire("w", "pub.out", "sub.in", "inproc://topics");
    builder.at("sub").sockets.front().subscriptions = {"a."};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("sub.in").received >= 100; }));
    ASSERT_TRUE(drain());
    const FlowSample flow = end("w", WireEnd::To).flow;
    EXPECT_EQ(static_cast<std::uint64_t>(end("w", WireEnd::From).sent), flow.received + flow.gaps + flow.beforeFirst);
    EXPECT_EQ(flow.lastSequence, static_cast<std::uint64_t>(end("w", WireEnd::From).sent));
    EXPECT_LT(static_cast<std::uint64_t>(end("w", WireEnd::From).sent), socket("pub.out").sent);
    EXPECT_EQ(flow.gaps, 0U);
}

TEST_F(Ledger, WhatARouterCannotDeliverIsCounted)
{
    TopologyBuilder builder;
    builder
        .node("client", "requester", {{"s", Dealer}},
              {{"rate", 1000.0}, {"window", std::int64_t{1000}}, {"timeout", "1h"}})
        .node("server", "replier", {{"s", Router}}, {{"work", "2ms"}})
        .wire("a", "client.s", "server.s", "tcp://127.0.0.1:*", WireEnd::To);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("server.s").received >= 20; }));
    // The client goes; its requests are still being answered.
    TopologyBuilder alone;
    alone.node("server", "replier", {{"s", Router}}, {{"work", "2ms"}})
        .node("other", "requester", {{"s", Dealer}}, {{"rate", 1.0}})
        .wire("b", "other.s", "server.s", "tcp://127.0.0.1:*", WireEnd::To);
    apply(alone);
    ASSERT_TRUE(waitFor([&] { return socket("server.s").unroutable > 0; }));
}

TEST_F(Ledger, WhatARouterDropsForAFullPeerIsCountedAndBlocksNobody)
{
    TopologyBuilder builder;
    builder.node("deaf", "outside", {{"s", Dealer}})
        .node("server", "replier", {{"s", Router}})
        .wire("a", "deaf.s", "server.s", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("server").sockets.front().options = {{"SNDHWM", std::int64_t{1}}, {"SNDBUF", std::int64_t{4096}}};
    apply(builder);
    collect();
    zmq::context_t context;
    zmq::socket_t dealer(context, zmq::socket_type::dealer);
    dealer.set(zmq::sockopt::rcvhwm, 1);
    dealer.set(zmq::sockopt::rcvbuf, 4096);
    dealer.set(zmq::sockopt::linger, 0);
    dealer.connect(end("a", WireEnd::To).endpoint);
    ASSERT_TRUE(waitFor([&] {
        dealer.send(zmq::message_t(100'000), zmq::send_flags::dontwait);
        return socket("server.s").droppedAtLimit > 10;
    }));
    EXPECT_FALSE(socket("server.s").muted);
    EXPECT_EQ(socket("server.s").sent, socket("server.s").received);
}

TEST_F(Ledger, ARestartedSenderCountsAnew)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 1000.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 100; }));
    builder.at("vent").sockets.front().options["IMMEDIATE"] = true;
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return hasEvent("node-restarted"); }));
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > 20 && end("a", WireEnd::To).flow.lastSequence > 20; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(end("a", WireEnd::To).flow.lastSequence, socket("vent.out").sent);
    EXPECT_EQ(end("a", WireEnd::To).flow.gaps, 0U);
}

} // namespace
} // namespace zeroloom
