// What a relay does to a wire: delays it, drops of it, cuts it; and that the wire is still itself.
#include "runtime_fixture.h"

#include <zmq.hpp>

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;

class Relay : public DisturbedRuntimeTest, public ::testing::WithParamInterface<const char*> {
protected:
    void pipeline(double rate, std::int64_t count = 0)
    {
        builder.node("vent", "source", {{"out", Push}}, {{"rate", rate}, {"count", count}})
            .node("sink", "sink", {{"in", Pull}})
            .wire("a", "vent.out", "sink.in", GetParam(), WireEnd::To);
    }
    FlowSample flow(const std::string& wire) const { return end(wire, WireEnd::To).flow; }
};

TEST_P(Relay, DelaysEachMessageByAtLeastThatAndLosesNone)
{
    pipeline(200);
    act("delay a 100ms");
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= 50; }));
    EXPECT_TRUE(connected("a"));
    // Buckets are within 19%.
    EXPECT_GE(flow("a").latency.quantile(0.01), 100'000'000 * 0.84);
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > socket("sink.in").received; }));
    act("mend a");
    const std::uint64_t then = (collect(), socket("sink.in").received);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > then + 100; }));
    EXPECT_EQ(end("a", WireEnd::To).disconnects, 0U); // in place
    runtime.stopSources();
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == socket("vent.out").sent; }));
    EXPECT_EQ(flow("a").gaps + flow("a").gapsReconnect + flow("a").beforeFirst, 0U);
}

TEST_P(Relay, TellsWhatIsOnItsWayAsOnItsWay)
{
    pipeline(0, 1000);
    act("delay a 5s");
    ASSERT_TRUE(waitFor([&] { return connected("a") || end("a", WireEnd::From).relay.heldOut > 0; }));
    EXPECT_EQ(socket("sink.in").received, 0U);
    EXPECT_TRUE(waitFor([&] { return end("a", WireEnd::From).relay.heldOut > 0; }));
}

TEST_P(Relay, DropsAllMessagesAndNothingElse)
{
    pipeline(1000);
    act("drop a 100%");
    ASSERT_TRUE(waitFor([&] { return connected("a") && socket("vent.out").sent > 200; }));
    EXPECT_EQ(socket("sink.in").received, 0U);
    act("mend a");
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 100; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(end("a", WireEnd::To).disconnects, 0U);
    EXPECT_GE(flow("a").beforeFirst, 200U);
    EXPECT_EQ(flow("a").gaps, 0U);
    EXPECT_EQ(socket("sink.in").received + flow("a").beforeFirst, socket("vent.out").sent);
}

TEST_P(Relay, DropsAShareOfTheMessages)
{
    pipeline(0, 20'000);
    act("drop a 50%");
    ASSERT_TRUE(waitFor([&] { return node("vent").state == NodeState::Exited; }));
    ASSERT_TRUE(drain());
    EXPECT_GT(socket("sink.in").received, 8'000U);
    EXPECT_LT(socket("sink.in").received, 12'000U);
    const std::uint64_t told = flow("a").gaps + flow("a").beforeFirst;
    EXPECT_EQ(flow("a").lastSequence, socket("sink.in").received + told);
    const WireEndSample sender = end("a", WireEnd::From);
    EXPECT_EQ(sender.relay.droppedOut, 20'000U - socket("sink.in").received);
}

TEST_P(Relay, DropsNothingAtZero)
{
    pipeline(0, 20'000);
    act("drop a 0%");
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == 20'000; }));
    EXPECT_EQ(flow("a").gaps + flow("a").beforeFirst, 0U);
}

TEST_P(Relay, CutsTheWireUntilItIsMended)
{
    pipeline(100);
    start();
    ASSERT_TRUE(waitFor([&] { return connected("a") && socket("sink.in").received > 5; }));
    act("cut a");
    ASSERT_TRUE(waitFor([&] {
        return end("a", WireEnd::To).state == ConnectionState::Disconnected &&
               end("a", WireEnd::From).state != ConnectionState::Connected;
    }));
    const std::uint64_t then = socket("sink.in").received;
    // It tries again and again, and is refused.
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).detail.find("again") != std::string::npos; }));
    EXPECT_FALSE(connected("a"));
    act("mend a");
    ASSERT_TRUE(waitFor([&] { return connected("a") && socket("sink.in").received > then + 20; }));
    EXPECT_EQ(end("a", WireEnd::From).detail, "through a relay");
    // Again, with the relay in its place.
    act("cut a");
    ASSERT_TRUE(waitFor([&] {
        return std::ranges::any_of(events, [](const HostEvent& event) {
            return event.kind == "DISCONNECTED" && event.wire.text() == "a" && event.socket.text() == "out";
        });
    }));
    act("mend a");
    EXPECT_TRUE(waitFor([&] { return connected("a"); }));
}

TEST_P(Relay, ShowsTheRealEndpointAndWhoseConnectionItIs)
{
    builder.node("one", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("two", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("pub", "source", {{"out", Pub}}, {{"rate", 10.0}})
        .node("sub1", "sink", {{"in", Sub}})
        .node("sub2", "sink", {{"in", Sub}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "one.out", "sink.in", GetParam(), WireEnd::To)
        .wire("b", "two.out", "sink.in", GetParam(), WireEnd::To)
        .wire("c", "pub.out", "sub1.in", GetParam(), WireEnd::From)
        .wire("d", "pub.out", "sub2.in", GetParam(), WireEnd::From);
    for (const char* text : {"delay a 1ms", "delay b 1ms", "delay c 1ms", "drop d 100%"})
        act(text);
    ASSERT_TRUE(waitFor([&] { return connected("a") && connected("b") && connected("c") && connected("d"); }));
    ASSERT_TRUE(waitFor([&] { return flow("a").received > 5 && flow("b").received > 5 && flow("c").received > 5; }));
    EXPECT_EQ(end("a", WireEnd::From).endpoint, end("a", WireEnd::To).endpoint);
    EXPECT_EQ(end("d", WireEnd::To).endpoint, end("c", WireEnd::From).endpoint);
    EXPECT_TRUE(flow("a").attributed);
    EXPECT_EQ(flow("d").received, 0U);
}

TEST_P(Relay, WaitsForAPeerThatIsNotThere)
{
    pipeline(100);
    act("delay a 1ms");
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    act("kill sink");
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).detail.find("does not reach") != std::string::npos; }));
    EXPECT_EQ(end("a", WireEnd::From).state, ConnectionState::Connecting);
    act("restart sink");
    EXPECT_TRUE(waitFor([&] { return connected("a") && socket("sink.in").received > 20; }));
}

TEST_P(Relay, HoldsBackASenderWhoseMessagesHaveNoRoom)
{
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 0.0}, {"size", std::int64_t{1'000'000}}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", GetParam(), WireEnd::To);
    builder.at("vent").sockets.front().options["SNDHWM"] = std::int64_t{10};
    act("delay a 1h");
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").muted; }));
    EXPECT_LT(end("a", WireEnd::From).relay.heldOut, 200'000'000U);
}

TEST_P(Relay, ThatIsThereFromTheStartMakesNoConnectionAnew)
{
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 0.0}, {"count", std::int64_t{500}}})
        .node("sink", "sink", {{"in", Pull}}, {{"work", "1ms"}})
        .wire("a", "vent.out", "sink.in", GetParam(), WireEnd::From); // its queue is that of a binding end
    const auto delay = parseAct("delay a 10ms", builder.topology);
    ASSERT_TRUE(delay) << delay.error().text();
    conditions = withRelays({}, {*delay});
    start();
    ASSERT_TRUE(waitFor([&] { return connected("a") && socket("sink.in").received > 5; }));
    EXPECT_LT(socket("sink.in").received, 500U);
    act("delay a 10ms");
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received == 500; }));
    EXPECT_EQ(end("a", WireEnd::From).connects, 1U);
}

INSTANTIATE_TEST_SUITE_P(Transports, Relay, ::testing::Values("tcp://127.0.0.1:*", "ipc://*"),
                         [](const auto& one) { return std::string(one.param, 3); });

// A pair of keys as Z85.
std::pair<std::string, std::string> keys()
{
    std::array<char, 41> open{}, secret{};
    zmq_curve_keypair(open.data(), secret.data());
    return {open.data(), secret.data()};
}

class SealedRelay : public RuntimeTest {};

TEST_F(SealedRelay, SaysThatItCannotDropWhatIsEncryptedAndPassesIt)
{
    const auto server = keys(), client = keys();
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 500.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("sink").sockets.front().options = {{"CURVE_SERVER", true}, {"CURVE_SECRETKEY", server.second}};
    builder.at("vent").sockets.front().options = {
        {"CURVE_SERVERKEY", server.first}, {"CURVE_PUBLICKEY", client.first}, {"CURVE_SECRETKEY", client.second}};
    auto plan = makePlan(builder.topology);
    ASSERT_TRUE(plan) << plan.error().text();
    RunConditions conditions;
    conditions.wires[WireId("a")] = {.relayed = true, .cut = false, .delay = {}, .drop = 1};
    applyConditions(*plan, conditions);
    runtime.apply(plan->hosts.front(), {});
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 50; }));
    EXPECT_TRUE(hasEvent("cannot-drop"));
    EXPECT_EQ(end("a", WireEnd::To).flow.gaps, 0U);
}

} // namespace
} // namespace zeroloom
