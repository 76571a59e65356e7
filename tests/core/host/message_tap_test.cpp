// Messages that are looked at as they pass real sockets.
#include "core/host/message_tap.h"

#include <algorithm>
#include <optional>

#include <zmq.hpp>

#include "runtime_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;
using Frames = std::vector<std::string>;

TEST(PassLimit, LetsSoManyThroughASecondAndAsManyAtOnce)
{
    PassLimit limit;
    limit.set(20);
    Nanoseconds now = std::chrono::hours(1);
    const auto passing = [&] {
        int passed = 0;
        for (; limit.hasRoom(now); ++passed)
            limit.take(now);
        return passed;
    };
    EXPECT_EQ(passing(), 20);
    now += std::chrono::milliseconds(49);
    EXPECT_EQ(passing(), 0);
    now += std::chrono::milliseconds(1);
    EXPECT_EQ(passing(), 1);
    now += std::chrono::milliseconds(500);
    EXPECT_EQ(passing(), 10);
    now += std::chrono::hours(1);
    EXPECT_EQ(passing(), 20);
}

class MessageTaps : public RuntimeTest {
protected:
    void applyTapped(const TopologyBuilder& builder, unsigned perSecond)
    {
        HostPlan plan = builder.plan();
        for (PlannedNode& node : plan.nodes) {
            for (PlannedSocket& socket : node.sockets)
                socket.tap = perSecond;
        }
        runtime.apply(plan, {});
    }
    std::vector<MessageSample> seen(const std::string& ref, bool received) const
    {
        std::vector<MessageSample> samples;
        std::ranges::copy_if(messages, std::back_inserter(samples), [&](const MessageSample& message) {
            return message.socket == TopologyBuilder::ref(ref) && message.received == received;
        });
        return samples;
    }
    std::size_t count(const std::string& ref, bool received) const { return seen(ref, received).size(); }
    std::uint64_t lookedAtAndLeftOut(const std::string& ref, bool received) const
    {
        std::uint64_t sum = 0;
        for (const MessageSample& message : seen(ref, received))
            sum += 1 + message.leftOut;
        return sum;
    }
};

std::uint64_t numberOf(const std::string& ref) { return socketNumber(TopologyBuilder::ref(ref)); }

TEST_F(MessageTaps, ARequestAndItsReplyAreSeenAtAllFourPlaces)
{
    TopologyBuilder builder;
    builder.node("client", "requester", {{"s", Req}}, {{"rate", 100.0}, {"count", std::int64_t{3}}})
        .node("server", "replier", {{"s", Rep}})
        .wire("w", "client.s", "server.s");
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("client.s", true) == 3; }));
    for (const char* ref : {"client.s", "server.s"}) {
        for (const bool received : {false, true}) {
            const auto samples = seen(ref, received);
            ASSERT_EQ(samples.size(), 3U) << ref;
            for (std::size_t i = 0; i < samples.size(); ++i) {
                EXPECT_EQ(samples[i].wire, WireId("w"));
                EXPECT_EQ(samples[i].sizes, std::vector<std::uint64_t>{64}); // libzmq has taken the envelope off
                EXPECT_EQ(samples[i].origin, numberOf("client.s"));
                EXPECT_EQ(samples[i].hopSequence, i + 1);
                EXPECT_EQ(samples[i].leftOut, 0U);
                const bool byClient = (std::string(ref) == "client.s") != received;
                EXPECT_EQ(samples[i].hop, numberOf(byClient ? "client.s" : "server.s"));
            }
        }
    }
    // They are numbered without gaps, and what is received was sent before.
    for (std::size_t i = 0; i < messages.size(); ++i)
        EXPECT_EQ(messages[i].number, i + 1);
    EXPECT_LE(seen("client.s", false).front().timeNs, seen("server.s", true).front().timeNs);
    EXPECT_LE(seen("server.s", true).front().sentNs, seen("server.s", true).front().timeNs);
    EXPECT_GT(seen("server.s", true).front().sentNs, 0U);
}

TEST_F(MessageTaps, ARoutersMessagesHaveTheirEnvelope)
{
    TopologyBuilder builder;
    builder.node("client", "requester", {{"s", Req}}, {{"rate", 100.0}, {"count", std::int64_t{2}}})
        .node("broker", "proxy", {{"frontend", Router}, {"backend", Dealer}})
        .node("server", "replier", {{"s", Rep}})
        .wire("front", "client.s", "broker.frontend", "tcp://127.0.0.1:*", WireEnd::To)
        .wire("back", "broker.backend", "server.s", "tcp://127.0.0.1:*", WireEnd::From);
    builder.at("client").sockets.front().options["ROUTING_ID"] = std::string("Alice");
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("client.s", true) == 2; }));
    for (const auto& [ref, received] : {std::pair("broker.frontend", true), std::pair("broker.frontend", false),
                                        std::pair("broker.backend", true), std::pair("broker.backend", false)}) {
        const auto samples = seen(ref, received);
        ASSERT_EQ(samples.size(), 2U) << ref;
        EXPECT_EQ(samples.front().sizes, (std::vector<std::uint64_t>{5, 0, 64})) << ref;
        EXPECT_EQ(samples.front().frames.front(), "Alice");
        EXPECT_EQ(samples.front().wire.text(), std::string(ref).ends_with("frontend") ? "front" : "back");
    }
    EXPECT_EQ(seen("server.s", true).front().sizes, std::vector<std::uint64_t>{64});
}

TEST_F(MessageTaps, TopicsStandBeforeTheirMessagesAndGoIntoTheWireOfTheirSubscriber)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 200.0}, {"topics", TextList{"a.1", "b.1", "c.1"}}})
        .node("one", "sink", {{"in", Sub}})
        .node("two", "sink", {{"in", Sub}})
        .wire("first", "pub.out", "one.in", "inproc://seen")
        .wire("second", "pub.out", "two.in", "inproc://seen");
    builder.at("one").sockets.front().subscriptions = {"a.", "b."};
    builder.at("two").sockets.front().subscriptions = {"b."};
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("one.in", true) > 20 && count("two.in", true) > 10; }));
    for (const MessageSample& message : seen("pub.out", false)) {
        ASSERT_EQ(message.frames.size(), 2U);
        const std::string& topic = message.frames.front();
        EXPECT_EQ(message.wire.text(), topic == "a.1" ? "first" : "") << topic;
        EXPECT_EQ(message.topic, topic[0] - 'a');
    }
    for (const MessageSample& message : seen("two.in", true)) {
        EXPECT_EQ(message.frames.front(), "b.1");
        EXPECT_EQ(message.wire, WireId("second"));
    }
}

TEST_F(MessageTaps, SubscriptionsAreSeenWhereTheyAreSentAndWhereTheyArrive)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", XPub}}, {{"rate", 10.0}})
        .node("sub", "sink", {{"in", XSub}})
        .wire("w", "pub.out", "sub.in");
    builder.at("sub").sockets.front().subscriptions = {"weather."};
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("pub.out", true) == 1; }));
    EXPECT_EQ(seen("pub.out", true).front().frames, Frames{"\x01weather."});
    EXPECT_EQ(seen("pub.out", true).front().wire, WireId("w"));
    ASSERT_EQ(count("sub.in", false), 1U);
    EXPECT_EQ(seen("sub.in", false).front().frames, Frames{"\x01weather."});
    // They are no messages of the topology.
    EXPECT_EQ(socket("pub.out").received, 0U);
    EXPECT_EQ(socket("sub.in").sent, 0U);
    builder.at("sub").sockets.front().subscriptions = {};
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("pub.out", true) == 2; }));
    EXPECT_EQ(seen("pub.out", true).back().frames, Frames{std::string("\0weather.", 9)});
}

// At full speed first, on threads of their own, where few are looked at; then so slowly that each is, so that the last
// one tells of all before it.
class MessageTapsOver : public MessageTaps, public ::testing::WithParamInterface<const char*> {};

TEST_P(MessageTapsOver, WhatIsLookedAtAndWhatIsLeftOutAreAllThatPassed)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 0.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("w", "vent.out", "sink.in", GetParam());
    applyTapped(builder, 50);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 200'000; }));
    builder.at("vent").params["rate"] = 20.0;
    applyTapped(builder, 50);
    ASSERT_TRUE(waitFor([&] {
        const auto samples = seen("sink.in", true);
        return samples.size() > 10 &&
               std::all_of(samples.end() - 10, samples.end(), [](const auto& sample) { return sample.leftOut == 0; });
    }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(lookedAtAndLeftOut("vent.out", false), socket("vent.out").sent);
    EXPECT_EQ(lookedAtAndLeftOut("sink.in", true), socket("sink.in").received);
    EXPECT_EQ(socket("vent.out").sent, socket("sink.in").received);
    // Each was numbered when it was sent: what was left out are gaps of that size.
    std::uint64_t sequence = 0;
    for (const MessageSample& message : seen("sink.in", true)) {
        EXPECT_EQ(message.hopSequence, sequence + message.leftOut + 1);
        sequence = message.hopSequence;
    }
}

INSTANTIATE_TEST_SUITE_P(Transports, MessageTapsOver, ::testing::Values("inproc://full", "tcp://127.0.0.1:*"),
                         [](const auto& transport) { return std::string(transport.param).substr(0, 3); });

TEST_F(MessageTaps, TheLimitHoldsForAllCopiesTogether)
{
    TopologyBuilder builder;
    builder.node("watch", "heartbeater", {{"ping", Pub}, {"pong", Router}}, {{"period", "100ms"}})
        .node("hearts", "heart", {{"ping", Sub}, {"pong", Dealer}}, {{"count", std::int64_t{50}}})
        .wire("a", "watch.ping", "hearts.ping")
        .wire("b", "hearts.pong", "watch.pong", "tcp://127.0.0.1:*", WireEnd::To);
    applyTapped(builder, 10);
    ASSERT_TRUE(waitFor([&] { return socket("hearts.pong").sent > 1000; }));
    const auto samples = seen("hearts.pong", false);
    const double seconds = static_cast<double>(samples.back().timeNs - samples.front().timeNs) / 1e9;
    EXPECT_LE(static_cast<double>(samples.size()), 10 + 10 * seconds + 1);
    EXPECT_GE(samples.size(), 10U);
}

TEST_F(MessageTaps, LongMessagesAreKeptInPartAndTheirSizesAreTrue)
{
    TopologyBuilder builder;
    builder.node("from", "outside", {{"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("w", "from.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    applyTapped(builder, 1000);
    collect();
    zmq::context_t context;
    zmq::socket_t push(context, zmq::socket_type::push);
    push.set(zmq::sockopt::linger, 0);
    push.connect(end("w", WireEnd::To).endpoint);
    for (int i = 0; i < 39; ++i)
        push.send(zmq::message_t(500), zmq::send_flags::sndmore);
    push.send(zmq::message_t(1'000'000), zmq::send_flags::none);
    push.send(zmq::message_t(1'000'000), zmq::send_flags::none);
    ASSERT_TRUE(waitFor([&] { return count("sink.in", true) == 2; }));
    const MessageSample many = seen("sink.in", true).front(), large = seen("sink.in", true).back();
    EXPECT_EQ(many.frames.size(), MessageFramesKept);
    EXPECT_EQ(many.moreFrames, 40 - MessageFramesKept);
    EXPECT_EQ(many.sizes, std::vector<std::uint64_t>(MessageFramesKept, 500));
    std::size_t kept = 0;
    for (const std::string& frame : many.frames)
        kept += frame.size();
    EXPECT_EQ(kept, MessageKept);
    EXPECT_EQ(large.sizes, std::vector<std::uint64_t>{1'000'000});
    EXPECT_EQ(large.frames.front().size(), MessageFrameKept);
}

TEST_F(MessageTaps, NothingIsSeenUnlessSomebodyLooksAndWhenNobodyDoesAnyMore)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 500.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("w", "vent.out", "sink.in");
    applyTapped(builder, 0);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 50; }));
    EXPECT_TRUE(messages.empty());
    applyTapped(builder, 1000);
    ASSERT_TRUE(waitFor([&] { return count("sink.in", true) > 10; }));
    // What passed before is not said to be left out.
    EXPECT_EQ(seen("sink.in", true).front().leftOut, 0U);
    applyTapped(builder, 0);
    collect();
    const std::uint64_t received = socket("sink.in").received;
    messages.clear();
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > received + 50; }));
    EXPECT_TRUE(messages.empty());
}

TEST(MessageLog, WhatIsOverwrittenIsCounted)
{
    MessageLog log;
    for (std::size_t i = 0; i < MessageLog::Most + 7; ++i)
        log.add({});
    std::vector<MessageSample> messages;
    EXPECT_EQ(log.take(messages), 7U);
    ASSERT_EQ(messages.size(), MessageLog::Most);
    EXPECT_EQ(messages.front().number, 8U);
    messages.clear();
    EXPECT_EQ(log.take(messages), 0U);
    EXPECT_TRUE(messages.empty());
}

} // namespace
} // namespace zeroloom
