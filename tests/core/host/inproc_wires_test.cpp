// inproc wires, whose connections libzmq neither makes anew nor tells of.
#include "runtime_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;

class InprocWires : public RuntimeTest {
protected:
    // What runs without these nodes, as after a kill.
    void applyWithout(const TopologyBuilder& builder, const std::set<std::string>& killed)
    {
        HostPlan plan = builder.plan();
        for (const std::string& id : killed)
            plan.killed.insert(NodeId(id));
        std::erase_if(plan.nodes, [&](const PlannedNode& node) { return plan.killed.contains(node.id); });
        EXPECT_TRUE(runtime.apply(plan, {}).errors.empty());
    }
};

TEST_F(InprocWires, APairThatBindsAfterItsPeerConnectedHearsIt)
{
    TopologyBuilder builder;
    builder.node("first", "source", {{"out", Pair}}, {{"rate", 100.0}})
        .node("second", "sink", {{"in", Pair}})
        .wire("a", "first.out", "second.in", "inproc://pair", WireEnd::To);
    applyWithout(builder, {"second"});
    ASSERT_TRUE(waitFor([&] { return socket("first.out").sent > 5; })); // they wait for the bind
    for (int life = 0; life < 3; ++life) {
        SCOPED_TRACE(life);
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return connected("a") && socket("second.in").received > 20; }));
        EXPECT_EQ(life == 0 ? end("a", WireEnd::To).flow.beforeFirst : 0, 0U); // what waited has come
        applyWithout(builder, {"second"});
        ASSERT_TRUE(waitFor([&] { return !connected("a"); }));
    }
}

// Two types, and which end binds.
struct InprocPair {
    const char* name;
    SocketType from, to;
    WireEnd bind;
};

class InprocFaults : public DisturbedRuntimeTest, public ::testing::WithParamInterface<InprocPair> {
protected:
    void flow(double rate, std::int64_t count = 0)
    {
        builder.node("source", "source", {{"out", GetParam().from}}, {{"rate", rate}, {"count", count}})
            .node("sink", "sink", {{"in", GetParam().to}})
            .wire("a", "source.out", "sink.in", "inproc://faults", GetParam().bind);
        if (GetParam().to == XSub)
            builder.at("sink").sockets.front().subscriptions = {""};
        if (GetParam().from == Dealer)
            builder.at("source").sockets.front().options["ROUTING_ID"] = "the source";
    }
    std::uint64_t dropped() const
    {
        return GetParam().bind == WireEnd::To ? end("a", WireEnd::From).relay.droppedOut
                                              : end("a", WireEnd::To).relay.droppedIn;
    }
    std::uint64_t received() const { return socket("sink.in").received; }
};

TEST_P(InprocFaults, DelayEachMessageByAtLeastThatAndLoseNone)
{
    flow(500);
    act("delay a 100ms");
    ASSERT_TRUE(waitFor([&] { return connected("a") && received() >= 50; }));
    EXPECT_GE(end("a", WireEnd::To).flow.latency.quantile(0.01), 100'000'000 * 0.84); // buckets are within 19%
    EXPECT_EQ(end("a", GetParam().bind == WireEnd::To ? WireEnd::From : WireEnd::To).detail, "through a relay");
    act("mend a");
    const std::uint64_t then = (collect(), received());
    ASSERT_TRUE(waitFor([&] { return received() > then + 50; }));
    runtime.stopSources();
    // A publisher's first messages may have had nobody yet.
    ASSERT_TRUE(waitFor(
        [&] { return received() + end("a", WireEnd::To).flow.beforeFirst == socket("source.out").sent; }));
    EXPECT_EQ(end("a", WireEnd::To).flow.gaps + end("a", WireEnd::To).flow.gapsReconnect, 0U);
}

TEST_P(InprocFaults, DropWhatTheySayAndNothingElse)
{
    flow(2000);
    start();
    ASSERT_TRUE(waitFor([&] { return connected("a") && received() > 20; }));
    act("drop a 100%");
    ASSERT_TRUE(waitFor([&] { return dropped() > 100; }));
    const std::uint64_t then = received();
    ASSERT_TRUE(waitFor([&] { return dropped() > 200; }));
    EXPECT_EQ(received(), then);
    act("drop a 50%");
    ASSERT_TRUE(waitFor([&] { return received() > then + 200; }));
    act("mend a");
    const std::uint64_t all = (collect(), dropped());
    const std::uint64_t later = received();
    ASSERT_TRUE(waitFor([&] { return received() > later + 100; }));
    EXPECT_LE(dropped(), all + 10); // what was looked at before the word came
}

TEST_P(InprocFaults, CutUntilTheWireIsMended)
{
    flow(500);
    start();
    ASSERT_TRUE(waitFor([&] { return connected("a") && received() > 20; }));
    for (const char* way : {"cut a", "delay a 1ms", "cut a"}) { // a relay is no hindrance
        act(way);
        if (way[0] == 'd')
            continue;
        const WireEnd connects = GetParam().bind == WireEnd::To ? WireEnd::From : WireEnd::To;
        ASSERT_TRUE(waitFor([&] {
            return end("a", connects).state == ConnectionState::Disconnected &&
                   end("a", GetParam().bind).state == ConnectionState::Disconnected;
        }));
        EXPECT_EQ(end("a", connects).detail, "cut");
        std::uint64_t then = 0;
        ASSERT_TRUE(waitFor([&] { return std::exchange(then, received()) == received(); }));
        act("mend a");
        ASSERT_TRUE(waitFor([&] { return connected("a") && received() > then + 50; }));
    }
}

TEST_P(InprocFaults, LastWhenTheBindingEndIsStartedAgain)
{
    flow(500);
    act("delay a 50ms");
    ASSERT_TRUE(waitFor([&] { return connected("a") && received() > 20; }));
    const std::string binding = GetParam().bind == WireEnd::To ? "sink" : "source";
    act("kill " + binding);
    ASSERT_TRUE(waitFor([&] { return !connected("a"); }));
    act("restart " + binding);
    const std::uint64_t then = (collect(), received());
    ASSERT_TRUE(waitFor([&] { return connected("a") && received() > then + 50; }));
    const WireEndSample other = end("a", GetParam().bind == WireEnd::To ? WireEnd::From : WireEnd::To);
    EXPECT_EQ(other.disconnects, 1U);
    EXPECT_EQ(other.connects, 2U);
    act("mend a");
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, InprocFaults,
    ::testing::Values(InprocPair{"PushToPull", Push, Pull, WireEnd::To}, InprocPair{"PullToPush", Push, Pull, WireEnd::From},
                      InprocPair{"PubToSub", Pub, Sub, WireEnd::To}, InprocPair{"SubToPub", Pub, Sub, WireEnd::From},
                      InprocPair{"XsubToXpub", XPub, XSub, WireEnd::From}, InprocPair{"PairToPair", Pair, Pair, WireEnd::To},
                      InprocPair{"DealerToDealer", Dealer, Dealer, WireEnd::From},
                      InprocPair{"DealerToRouter", Dealer, Router, WireEnd::To},
                      InprocPair{"RouterToDealer", Dealer, Router, WireEnd::From}),
    [](const auto& one) { return std::string(one.param.name); });

class InprocRouters : public DisturbedRuntimeTest {
protected:
    // A ROUTER that always has messages of this wire to read.
    void slowRouter()
    {
        builder
            .node("source", "source", {{"out", Dealer}}, {{"rate", 0.0}})
            .node("sink", "sink", {{"in", Router}}, {{"work", "1ms"}})
            .wire("a", "source.out", "sink.in", "inproc://router", WireEnd::To);
        builder.at("source").sockets.front().options = {{"ROUTING_ID", "the source"}, {"SNDHWM", std::int64_t{50}}};
        builder.at("sink").sockets.front().options["RCVHWM"] = std::int64_t{50};
    }
    // Messages that are sent from now on arrive.
    bool hearsWhatIsNew()
    {
        const std::uint64_t sent = (collect(), socket("source.out").sent);
        return waitFor([&] { return end("a", WireEnd::To).flow.lastSequence > sent + 20; });
    }
};

TEST_F(InprocRouters, KnowAPeerAgainWhoseWireWasCutWhileTheyHadItsMessagesToRead)
{
    slowRouter();
    const auto delay = parseAct("delay a 1ms", builder.topology);
    ASSERT_TRUE(delay) << delay.error().text();
    conditions = withRelays({}, {*delay});
    start();
    ASSERT_TRUE(hearsWhatIsNew());
    for (int time = 0; time < 2; ++time) {
        act("cut a");
        ASSERT_TRUE(waitFor([&] { return !connected("a"); }));
        act("mend a");
        ASSERT_TRUE(waitFor([&] { return connected("a"); }));
        ASSERT_TRUE(hearsWhatIsNew());
    }
    act("cut a");
    act("kill sink"); // the relay is of no use to the next one
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::To).state == ConnectionState::Disconnected; }));
    act("restart sink");
    act("mend a");
    EXPECT_TRUE(waitFor([&] { return connected("a"); }));
    EXPECT_TRUE(hearsWhatIsNew());
    EXPECT_FALSE(hasEvent("connects-anew"));
}

TEST_F(InprocRouters, MayIgnoreAPeerThatARelayIsPutBeforeAndThatIsTold)
{
    slowRouter();
    start();
    ASSERT_TRUE(hearsWhatIsNew());
    EXPECT_FALSE(hasEvent("connects-anew"));
    act("delay a 1ms");
    EXPECT_TRUE(waitFor([&] { return hasEvent("connects-anew"); }));
}

TEST_F(InprocWires, ARequesterThatBindsAndOpensItsSocketAnewHasOtherConnectionsThanBefore)
{
    TopologyBuilder builder;
    builder
        .node("client", "requester", {{"out", Req}},
              {{"rate", 100.0}, {"timeout", "60ms"}, {"retries", std::int64_t{1}}})
        .node("server", "replier", {{"in", Rep}}, {{"work", "100ms"}})
        .wire("a", "client.out", "server.in", "inproc://requester", WireEnd::From);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("client", "retries") >= 3; }));
    EXPECT_TRUE(waitFor([&] { return end("a", WireEnd::From).connects > 2 && end("a", WireEnd::From).disconnects > 1; }));
}

class InprocRequests : public DisturbedRuntimeTest, public ::testing::WithParamInterface<InprocPair> {};

TEST_P(InprocRequests, AreDelayedEachWayAndLostAndGoOn)
{
    builder
        .node("client", "requester", {{"out", GetParam().from}},
              {{"rate", 0.0}, {"timeout", "300ms"}, {"retries", std::int64_t{100}}})
        .node("server", "replier", {{"in", GetParam().to}})
        .wire("a", "client.out", "server.in", "inproc://requests", GetParam().bind);
    builder.at("client").sockets.front().options["ROUTING_ID"] = "the client";
    const auto replies = [&] { return figure("client", "replies"); };
    start();
    ASSERT_TRUE(waitFor([&] { return replies() > 20; }));
    act("delay a 20ms");
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    std::int64_t then = (collect(), replies());
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(waitFor([&] { return replies() >= then + 6; }));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(5 * 40));
    act("drop a 100%");
    const std::int64_t retries = (collect(), figure("client", "retries"));
    ASSERT_TRUE(waitFor([&] { return figure("client", "retries") >= retries + 3; }));
    then = replies();
    act("mend a");
    ASSERT_TRUE(waitFor([&] { return replies() > then + 20; }));
    act("cut a");
    ASSERT_TRUE(waitFor([&] { return !connected("a"); }));
    then = replies();
    act("mend a");
    ASSERT_TRUE(waitFor([&] { return connected("a") && replies() > then + 20; }));
    EXPECT_EQ(socket("client.out").unroutable + socket("server.in").unroutable, 0U);
}

INSTANTIATE_TEST_SUITE_P(Patterns, InprocRequests,
                         ::testing::Values(InprocPair{"ReqToRep", Req, Rep, WireEnd::To},
                                           InprocPair{"RepToReq", Req, Rep, WireEnd::From},
                                           InprocPair{"ReqToRouter", Req, Router, WireEnd::To},
                                           InprocPair{"RouterToReq", Req, Router, WireEnd::From},
                                           InprocPair{"DealerToRep", Dealer, Rep, WireEnd::To},
                                           InprocPair{"RepToDealer", Dealer, Rep, WireEnd::From}),
                         [](const auto& one) { return std::string(one.param.name); });

} // namespace
} // namespace zeroloom
