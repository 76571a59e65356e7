// The roles of the guide's first chapters, each on real sockets: what they say, when they end, what they tell.
#include "runtime_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;

class GuideRoles : public RuntimeTest {
protected:
    bool exited(const std::string& id) const { return node(id).state == NodeState::Exited; }
    bool flag(const std::string& id, const std::string& name) const
    {
        const NodeSample sample = node(id);
        const auto found = sample.figures.find(name);
        return found != sample.figures.end() && found->second == Value(true);
    }
    bool allConnected(const std::vector<std::string>& wires)
    {
        return waitFor([&] { return std::ranges::all_of(wires, [&](const auto& wire) { return connected(wire); }); });
    }
};

TEST_F(GuideRoles, AReplierSaysItsTextBehindTheEnvelopeOfWhoeverAsks)
{
    const std::string name = std::string(200, 'r'); // longer than what a request says
    TopologyBuilder builder;
    builder
        .node("req", "requester", {{"s", Req}},
              {{"rate", 0.0}, {"count", std::int64_t{20}}, {"text", std::string("Hello")}})
        .node("dealer", "requester", {{"s", Dealer}}, {{"rate", 0.0}, {"count", std::int64_t{20}}})
        .node("rep", "replier", {{"s", Rep}}, {{"text", name}})
        .node("router", "replier", {{"s", Router}}, {{"text", std::string("World")}})
        .wire("a", "req.s", "router.s")
        .wire("b", "dealer.s", "rep.s");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("req", "replies") == 20 && figure("dealer", "replies") == 20; }));
    EXPECT_EQ(socket("req.s").bytesSent, 20 * 5U);
    EXPECT_EQ(socket("req.s").bytesReceived, 20 * 5U);
    EXPECT_EQ(socket("dealer.s").bytesReceived, 20 * 200U);
    EXPECT_EQ(figure("req", "late_replies"), 0);
    EXPECT_EQ(figure("router", "routing_ids"), 1);
    EXPECT_EQ(figure("rep", "routing_ids"), -1) << "a REP does not know whom it hears from";
}

TEST_F(GuideRoles, ARouterKnowsAPeerAgainByItsOwnRoutingIdAlone)
{
    TopologyBuilder builder;
    builder.node("router", "replier", {{"s", Router}})
        .node("named", "requester", {{"s", Req}}, {{"rate", 100.0}})
        .node("unnamed", "requester", {{"s", Req}}, {{"rate", 100.0}})
        .wire("a", "named.s", "router.s")
        .wire("b", "unnamed.s", "router.s");
    builder.at("named").sockets.front().options["ROUTING_ID"] = std::string("PEER2");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("named.s").received >= 3 && socket("unnamed.s").received >= 3; }));
    EXPECT_EQ(figure("router", "routing_ids"), 2);
    for (const auto& [peer, known] : std::vector<std::pair<std::string, int>>{{"named", 2}, {"unnamed", 3}}) {
        HostPlan without = builder.plan();
        std::erase_if(without.nodes, [&id = peer](const PlannedNode& node) { return node.id.text() == id; });
        without.killed.insert(NodeId(peer));
        runtime.apply(without, {});
        ASSERT_TRUE(waitFor([&, &id = peer] { return node(id).state == NodeState::Stopped; }));
        const std::uint64_t before = socket(peer + ".s").received;
        apply(builder);
        ASSERT_TRUE(waitFor([&, &id = peer] { return socket(id + ".s").received >= before + 3; }));
        EXPECT_EQ(figure("router", "routing_ids"), known) << peer;
    }
}

TEST_F(GuideRoles, AWorkerTakesAsLongAsTheMessageSays)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 30.0}, {"text", std::string("50")}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}}, {{"timing", std::string("message")}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "worker.in")
        .wire("b", "worker.out", "sink.in");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= 1; }));
    const std::uint64_t before = socket("sink.in").received, start = batch.timeNs;
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= before + 10; }));
    EXPECT_GE(batch.timeNs - start, 440'000'000U); // ten of 50 ms; the first may have been nearly done
    EXPECT_FALSE(hasEvent("no-work-time"));
    builder.at("vent").params["text"] = std::string("soon");
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return hasEvent("no-work-time"); }));
}

TEST_F(GuideRoles, TheCollectorEndsTheWorkersWhenItHasAllResults)
{
    TopologyBuilder builder;
    builder.node("vent", "ventilator", {{"out", Push}, {"sink", Push}},
                 {{"tasks", std::int64_t{40}}, {"rate", 200.0}, {"longest", std::string("5ms")}});
    builder.node("sink", "collector", {{"in", Pull}, {"control", Pub}}, {{"results", std::int64_t{40}}})
        .wire("start", "vent.sink", "sink.in");
    std::vector<std::string> wires{"start"};
    for (const std::string id : {"w1", "w2", "w3"}) {
        builder
            .node(id, "worker", {{"in", Pull}, {"control", Sub}, {"out", Push}}, {{"timing", std::string("message")}})
            .wire(id + "in", "vent.out", id + ".in")
            .wire(id + "out", id + ".out", "sink.in")
            .wire(id + "end", "sink.control", id + ".control");
        builder.at(id).sockets[1].subscriptions.clear(); // the control asks for everything by itself
        wires.insert(wires.end(), {id + "in", id + "out", id + "end"});
    }
    apply(builder);
    ASSERT_TRUE(
        waitFor([&] { return exited("vent") && exited("sink") && exited("w1") && exited("w2") && exited("w3"); }));
    EXPECT_EQ(figure("vent", "tasks"), 40);
    EXPECT_EQ(figure("sink", "results"), 40);
    EXPECT_EQ(socket("sink.in").received, 41U); // and the start marker
    EXPECT_GE(figure("vent", "expected_ms"), 40);
    EXPECT_LE(figure("vent", "expected_ms"), 200);
    EXPECT_GE(figure("sink", "elapsed_ms"), 150); // 39 intervals of 5 ms
    EXPECT_LE(figure("sink", "elapsed_ms"), 10'000);
    for (const char* id : {"w1.control", "w2.control", "w3.control"})
        EXPECT_EQ(socket(id).received, 1U) << id;
}

TEST_F(GuideRoles, AnEndedWorkerTakesNothingMore)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 500.0}})
        .node("worker", "worker", {{"control", Sub}, {"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .node("boss", "source", {{"out", Pub}}, {{"rate", 2.0}, {"text", std::string("KILL")}})
        .wire("a", "vent.out", "worker.in")
        .wire("b", "worker.out", "sink.in")
        .wire("c", "boss.out", "worker.control");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return exited("worker"); }));
    const std::uint64_t taken = socket("worker.in").received;
    const std::uint64_t sent = socket("vent.out").sent;
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > sent + 100; }));
    EXPECT_EQ(socket("worker.in").received, taken);
    EXPECT_EQ(socket("worker.out").sent, taken);
}

TEST_F(GuideRoles, AVentilatorThatNobodyTakesFromWaits)
{
    TopologyBuilder builder;
    builder.node("vent", "ventilator", {{"out", Push}}, {{"tasks", std::int64_t{0}}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}}, {{"work", std::string("1h")}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "worker.in", "inproc://a")
        .wire("b", "worker.out", "sink.in", "inproc://b");
    builder.at("vent").sockets.front().options["SNDHWM"] = std::int64_t{5};
    builder.at("worker").sockets.front().options["RCVHWM"] = std::int64_t{5};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").muted; }));
    EXPECT_LE(figure("vent", "tasks"), 20);
    EXPECT_EQ(static_cast<std::uint64_t>(figure("vent", "tasks")), socket("vent.out").sent);
    // Faster work, live: what had begun is shortened alike, and the ventilator goes on.
    builder.at("worker").params["work"] = std::string("1ms");
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return socket("sink.in").received > 50; }));
    EXPECT_FALSE(hasEvent("node-restarted"));
}

TEST_F(GuideRoles, SynchronisedSubscribersMissNothing)
{
    TopologyBuilder builder;
    builder.node("pub", "synchronised-publisher", {{"publisher", Pub}, {"sync", Rep}},
                 {{"subscribers", std::int64_t{3}}, {"count", std::int64_t{500}}, {"rate", 5000.0}});
    for (const std::string id : {"s1", "s2", "s3"}) {
        builder
            .node(id, "synchronised-subscriber", {{"subscriber", Sub}, {"sync", Req}},
                  {{"delay", std::string("300ms")}})
            .wire(id + "a", "pub.publisher", id + ".subscriber")
            .wire(id + "b", id + ".sync", "pub.sync");
    }
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return exited("pub") && exited("s1") && exited("s2") && exited("s3"); }));
    EXPECT_EQ(figure("pub", "subscribers"), 3);
    EXPECT_EQ(socket("pub.publisher").sent, 501U); // and END
    for (const char* id : {"s1", "s2", "s3"}) {
        EXPECT_EQ(figure(id, "updates"), 500) << id;
        EXPECT_TRUE(flag(id, "complete")) << id;
    }
}

TEST_F(GuideRoles, ASynchronisedPublisherWaitsForAll)
{
    TopologyBuilder builder;
    builder.node("pub", "synchronised-publisher", {{"publisher", XPub}, {"sync", Rep}})
        .node("s1", "synchronised-subscriber", {{"subscriber", Sub}, {"sync", Req}}, {{"delay", std::string("1ms")}})
        .wire("a", "pub.publisher", "s1.subscriber")
        .wire("b", "s1.sync", "pub.sync");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("s1.sync").received == 1; }));
    EXPECT_EQ(socket("pub.publisher").sent, 0U);
    EXPECT_FALSE(flag("s1", "complete"));
    builder.at("pub").params["subscribers"] = std::int64_t{1}; // live
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return exited("s1"); }));
    EXPECT_EQ(figure("s1", "updates"), 1000);
    EXPECT_EQ(socket("pub.publisher").sent, 1001U);
}

TEST_F(GuideRoles, ADispatcherGivesWorkToWhoAsksAndFiresAllInTheEnd)
{
    TopologyBuilder builder;
    builder.node("boss", "dispatcher", {{"router", Router}}, {{"period", std::string("800ms")}})
        .node("quick", "asking-worker", {{"s", Req}}, {{"longest", std::string("5ms")}})
        .node("slow", "asking-worker", {{"s", Dealer}},
              {{"shortest", std::string("100ms")}, {"longest", std::string("120ms")}})
        .wire("a", "quick.s", "boss.router")
        .wire("b", "slow.s", "boss.router");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return exited("boss") && exited("quick") && exited("slow"); }));
    EXPECT_EQ(figure("boss", "fired"), 2);
    EXPECT_EQ(figure("boss", "tasks"), figure("quick", "tasks") + figure("slow", "tasks"));
    EXPECT_GT(figure("quick", "tasks"), 2 * figure("slow", "tasks"));
    EXPECT_GE(figure("slow", "tasks"), 1);
    EXPECT_LE(figure("slow", "tasks"), 9);
    EXPECT_FALSE(hasEvent("no-delimiter"));
}

TEST_F(GuideRoles, ADispatcherThatNeverFiresGoesOnUntilItIsGivenAPeriod)
{
    TopologyBuilder builder;
    builder.node("boss", "dispatcher", {{"router", Router}}, {{"period", std::string("0")}})
        .node("w", "asking-worker", {{"s", Dealer}}, {{"longest", std::string("1ms")}})
        .node("careless", "peer", {{"s", Dealer}}, {{"count", std::int64_t{1}}, {"text", std::string("Hi Boss")}})
        .wire("a", "w.s", "boss.router")
        .wire("b", "careless.s", "boss.router");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("w", "tasks") > 20 && hasEvent("no-delimiter"); }));
    builder.at("boss").params["period"] = std::string("10ms");
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return exited("w"); }));
}

TEST_F(GuideRoles, AnAsynchronousWorkerRepliesAsOftenAsItLikes)
{
    TopologyBuilder builder;
    builder.node("c1", "peer", {{"s", Dealer}}, {{"rate", 50.0}, {"text", std::string("request")}})
        .node("c2", "peer", {{"s", Dealer}}, {{"rate", 50.0}, {"text", std::string("a longer request")}})
        .node("server", "proxy", {{"frontend", Router}, {"backend", Dealer}})
        .wire("a", "c1.s", "server.frontend")
        .wire("b", "c2.s", "server.frontend");
    for (const std::string id : {"w1", "w2"})
        builder.node(id, "asynchronous-worker", {{"s", Dealer}}, {{"longest", std::string("5ms")}})
            .wire(id, "server.backend", id + ".s", "inproc://" + id);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("c1.s").received > 50 && socket("c2.s").received > 50; }));
    ASSERT_TRUE(drain());
    const std::int64_t requests = figure("w1", "requests") + figure("w2", "requests");
    const std::int64_t replies = figure("w1", "replies") + figure("w2", "replies");
    EXPECT_EQ(static_cast<std::uint64_t>(requests), socket("c1.s").sent + socket("c2.s").sent);
    EXPECT_EQ(static_cast<std::uint64_t>(replies), socket("c1.s").received + socket("c2.s").received);
    EXPECT_NE(replies, requests);
    EXPECT_LE(replies, 4 * requests);
    // Each client gets its own requests back, whole and without a frame more.
    EXPECT_EQ(socket("c1.s").bytesReceived, 7 * socket("c1.s").received);
    EXPECT_EQ(socket("c2.s").bytesReceived, 16 * socket("c2.s").received);
}

} // namespace
} // namespace zeroloom
