// Load balancing and peering brokers on real sockets: who gets which request, and that every reply finds its way back.
#include "runtime_fixture.h"

#include <zmq.hpp>
#include <zmq_addon.hpp>

namespace zeroloom {
namespace {

using enum SocketType;

class BrokerRoles : public RuntimeTest {
protected:
    TopologyBuilder& client(const std::string& id, const std::string& frontend, double rate = 200)
    {
        return builder.node(id, "requester", {{"req", Req}}, {{"rate", rate}}).wire(id, id + ".req", frontend);
    }
    TopologyBuilder& worker(const std::string& id, const std::string& backend, const std::string& work,
                            SocketType type = Req, const std::string& ready = "READY")
    {
        return builder.node(id, "ready-worker", {{"broker", type}}, {{"work", work}, {"ready", ready}})
            .wire(id, id + ".broker", backend);
    }
    TopologyBuilder& loadBalancer()
    {
        return builder.node("lb", "load-balancer", {{"frontend", Router}, {"backend", Router}});
    }
    std::uint64_t unroutable(const std::string& ref) const { return socket(ref).unroutable; }
    std::string figureText(const std::string& nodeId, const std::string& name) const
    {
        const NodeSample sample = node(nodeId);
        const auto found = sample.figures.find(name);
        return found == sample.figures.end() ? "" : toText(found->second);
    }

    TopologyBuilder builder;
};

TEST_F(BrokerRoles, EveryRequestIsAnsweredAndTheQuickWorkerHasMostOfThem)
{
    loadBalancer();
    for (const char* id : {"c1", "c2", "c3", "c4"})
        client(id, "lb.frontend", 0);
    worker("quick", "lb.backend", "1ms");
    worker("slow", "lb.backend", "30ms", Req, "01");
    worker("dealer", "lb.backend", "5ms", Dealer);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("slow", "requests") >= 5; }));
    ASSERT_TRUE(drain());
    const std::int64_t requests = figure("lb", "requests");
    EXPECT_EQ(figure("quick", "requests") + figure("slow", "requests") + figure("dealer", "requests"), requests);
    EXPECT_GT(figure("quick", "requests"), figure("dealer", "requests"));
    EXPECT_GT(figure("dealer", "requests"), figure("slow", "requests"));
    EXPECT_EQ(figure("lb", "replies"), requests);
    EXPECT_EQ(figure("lb", "free_workers"), 3);
    for (const char* id : {"c1", "c2", "c3", "c4"}) {
        EXPECT_EQ(figure(id, "replies"), figure(id, "requests")) << id;
        EXPECT_EQ(figure(id, "retries"), 0) << id;
        const FlowSample flow = end(id, WireEnd::From).flow;
        EXPECT_EQ(flow.stamped, flow.received) << id;
        EXPECT_EQ(flow.gaps, 0U) << id;
    }
}

TEST_F(BrokerRoles, WhileNobodyIsFreeRequestsStayWhereTheyAre)
{
    loadBalancer();
    client("c1", "lb.frontend");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return connected("c1") && socket("c1.req").sent == 1; }));
    EXPECT_FALSE(waitFor([&] { return socket("lb.frontend").received > 0; }, std::chrono::milliseconds(300)));
    worker("late", "lb.backend", "0");
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return figure("c1", "replies") > 3; }));
}

TEST_F(BrokerRoles, TextAndWorkOfAWorkerChangeInARun)
{
    loadBalancer();
    client("c1", "lb.frontend", 100);
    worker("w", "lb.backend", "0");
    builder.at("w").params["text"] = std::string("OK");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("c1", "replies") > 3; }));
    EXPECT_EQ(socket("w.broker").bytesSent, 5 + (socket("w.broker").sent - 1) * (5 + 2))
        << "READY, then for each the client's routing id of 5 bytes and OK";
    builder.at("w").params["text"] = std::string();
    builder.at("w").params["work"] = std::string("200ms");
    apply(builder);
    collect();
    const std::int64_t before = figure("c1", "replies");
    const std::uint64_t start = batch.timeNs;
    ASSERT_TRUE(waitFor([&] { return figure("c1", "replies") >= before + 4; }));
    EXPECT_GT(batch.timeNs - start, 400'000'000U) << "the first may have been on its way";
    EXPECT_GT(socket("w.broker").bytesSent, socket("w.broker").sent * 7 + 64) << "the request's own content again";
    EXPECT_FALSE(hasEvent("node-restarted"));
}

TEST_F(BrokerRoles, AWorkerWithoutTheEmptyFrameIsToldAndDisturbsNobody)
{
    loadBalancer();
    client("c1", "lb.frontend");
    worker("w", "lb.backend", "0");
    // A source on a DEALER has no empty frame before its payload.
    builder.node("stranger", "source", {{"out", Dealer}}, {{"rate", 100.0}, {"count", std::int64_t{5}}})
        .wire("s", "stranger.out", "lb.backend");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("lb", "not_understood") == 5 && figure("c1", "replies") > 3; }));
    EXPECT_TRUE(hasEvent("worker-not-understood"));
    EXPECT_EQ(figure("c1", "retries"), 0);
}

TEST_F(BrokerRoles, RepliesThatHaveToWaitAreNotLost)
{
    // A ROUTER that is told to wait where there is no room, and room for one reply only.
    loadBalancer();
    const Values params{
        {"rate", 0.0}, {"window", std::int64_t{200}}, {"size", std::int64_t{20000}}, {"timeout", std::string("60s")}};
    builder.node("c1", "requester", {{"req", Dealer}}, params).wire("c1", "c1.req", "lb.frontend");
    worker("w1", "lb.backend", "0");
    worker("w2", "lb.backend", "0");
    builder.at("c1").sockets.front().options = {{"RCVHWM", std::int64_t{1}}};
    builder.at("lb").sockets.front().options = {{"ROUTER_MANDATORY", true}, {"SNDHWM", std::int64_t{1}}};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("c1", "replies") > 500 && socket("lb.frontend").muteNs > 0; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(figure("c1", "replies"), figure("c1", "requests"));
    EXPECT_EQ(figure("c1", "retries"), 0);
    EXPECT_EQ(socket("lb.frontend").droppedAtLimit, 0U);
}

// --- ROUTER to ROUTER ---

TEST_F(BrokerRoles, RoutersWithRoutingIdsOfTheirOwnHearEachOther)
{
    builder.node("left", "peer", {{"r", Router}}, {{"rate", 200.0}})
        .node("right", "peer", {{"r", Router}}, {{"rate", 200.0}})
        .wire("w", "right.r", "left.r", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("left").sockets.front().options["ROUTING_ID"] = std::string("LEFT");
    builder.at("right").sockets.front().options["ROUTING_ID"] = std::string("RIGHT");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("left.r").received > 20 && socket("right.r").received > 20; }));
    ASSERT_TRUE(drain());
    for (const auto& [one, other] : {std::pair{"left.r", "right.r"}, std::pair{"right.r", "left.r"}}) {
        EXPECT_EQ(socket(one).sent, socket(other).received) << one;
        EXPECT_EQ(unroutable(one), 0U) << one << " sends nothing before the other is there";
    }
}

TEST_F(BrokerRoles, ARouterHearsAPeerThatComesBackUnderItsNameThoughMessagesWaitedForIt)
{
    builder.node("left", "peer", {{"r", Router}}, {{"rate", 200.0}})
        .node("right", "peer", {{"r", Router}}, {{"rate", 200.0}})
        .wire("w", "right.r", "left.r", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("left").sockets.front().options["ROUTING_ID"] = std::string("LEFT");
    builder.at("right").sockets.front().options["ROUTING_ID"] = std::string("RIGHT");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("left.r").received > 20 && socket("right.r").received > 20; }));
    HostPlan without = builder.plan();
    std::erase_if(without.nodes, [](const PlannedNode& node) { return node.id.text() == "left"; });
    without.killed.insert(NodeId("left"));
    runtime.apply(without, {});
    ASSERT_TRUE(waitFor([&] { return end("w", WireEnd::From).state != ConnectionState::Connected; }));
    const std::uint64_t sent = socket("right.r").sent;
    ASSERT_TRUE(waitFor([&] { return socket("right.r").sent > sent + 20; }));
    apply(builder);
    const std::uint64_t heard = socket("right.r").received;
    EXPECT_TRUE(waitFor([&] { return socket("left.r").received > 20 && socket("right.r").received > heard + 20; }));
}

TEST_F(BrokerRoles, ARouterIsKnownByTheNameThatItBringsAlong)
{
    // Somebody else's ROUTER binds and is called B; ours connects, and must not give it another name.
    zmq::context_t context;
    zmq::socket_t router(context, zmq::socket_type::router);
    router.set(zmq::sockopt::routing_id, "B");
    router.bind("tcp://127.0.0.1:*");
    builder.node("us", "peer", {{"r", Router}}, {{"rate", 100.0}, {"text", std::string("hello")}})
        .node("them", "outside", {{"r", Router}})
        .wire("w", "us.r", "them.r", router.get(zmq::sockopt::last_endpoint), WireEnd::To);
    builder.at("us").sockets.front().options["ROUTING_ID"] = std::string("A");
    builder.at("them").sockets.front().options["ROUTING_ID"] = std::string("B");
    apply(builder);
    router.set(zmq::sockopt::rcvtimeo, 10000);
    std::vector<zmq::message_t> frames;
    ASSERT_TRUE(zmq::recv_multipart(router, std::back_inserter(frames)));
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_EQ(frames[0].to_string(), "A");
    EXPECT_EQ(frames[1].to_string(), "hello");
    router.send(zmq::str_buffer("A"), zmq::send_flags::sndmore);
    router.send(zmq::str_buffer("and hello"));
    EXPECT_TRUE(waitFor([&] { return socket("us.r").received == 1; }));
    EXPECT_EQ(unroutable("us.r"), 0U);
}

// --- peering ---

class Peering : public BrokerRoles {
protected:
    void broker(const std::string& name, std::vector<std::pair<std::string, SocketType>> sockets, Values params = {})
    {
        params["name"] = name;
        params["seed"] = std::int64_t{1};
        builder.node(name, "peering-broker", std::move(sockets), std::move(params));
        for (Socket& socket : builder.at(name).sockets) {
            if (socket.id.text().starts_with("cloud"))
                socket.options["ROUTING_ID"] = name;
        }
    }
    void cloud(const std::string& from, const std::string& to)
    {
        builder.wire("cloud" + from + to, from + ".cloudbe", to + ".cloudfe", "tcp://127.0.0.1:*", WireEnd::To);
    }
    void states(const std::string& from, const std::string& to)
    {
        builder.wire("state" + from + to, from + ".statebe", to + ".statefe");
    }
    static std::vector<std::pair<std::string, SocketType>> tasks()
    {
        return {{"localfe", Router}, {"localbe", Router}, {"cloudfe", Router}, {"cloudbe", Router}};
    }
    static std::vector<std::pair<std::string, SocketType>> all()
    {
        auto sockets = tasks();
        sockets.insert(sockets.end(), {{"statebe", Pub}, {"statefe", Sub}, {"monitor", Pull}});
        return sockets;
    }
};

TEST_F(Peering, EveryoneKnowsWhatTheOthersTold)
{
    for (const char* name : {"A", "B", "C"})
        broker(name, {{"statebe", Pub}, {"statefe", Sub}}, {{"period", std::string("50ms")}});
    for (const auto& [from, to] : {std::pair{"A", "B"}, {"A", "C"}, {"B", "A"}, {"B", "C"}, {"C", "A"}, {"C", "B"}})
        states(from, to);
    apply(builder);
    ASSERT_TRUE(waitFor([&] {
        return figureText("A", "known").find("C ") != std::string::npos && figureText("B", "known").starts_with("A ") &&
               figureText("C", "known").find("B ") != std::string::npos;
    }));
    // Another period counts at once, in a run.
    for (const char* name : {"A", "B", "C"})
        builder.at(name).params["period"] = std::string("1h");
    apply(builder);
    collect();
    const std::uint64_t told = socket("A.statebe").sent;
    EXPECT_FALSE(waitFor([&] { return socket("A.statebe").sent > told + 1; }, std::chrono::milliseconds(300)));
    EXPECT_FALSE(hasEvent("node-restarted"));
}

TEST_F(Peering, AShareOfTheRequestsIsAnsweredByThePeer)
{
    broker("A", tasks(), {{"peers", TextList{"B"}}, {"share", 40.0}});
    broker("B", tasks(), {{"peers", TextList{"A"}}, {"share", 0.0}});
    cloud("A", "B");
    cloud("B", "A");
    client("ca", "A.localfe");
    client("cb", "B.localfe");
    worker("wa", "A.localbe", "0", Req, "01");
    worker("wb", "B.localbe", "0", Req, "01");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("B", "from_cloud") >= 20; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(figure("A", "to_cloud"), figure("B", "from_cloud"));
    EXPECT_EQ(figure("A", "from_cloud"), 0);
    EXPECT_GT(figure("A", "local"), figure("A", "to_cloud") / 2);
    for (const char* id : {"ca", "cb"}) {
        EXPECT_EQ(figure(id, "replies"), figure(id, "requests")) << id;
        EXPECT_EQ(figure(id, "retries"), 0) << id;
    }
    for (const char* ref : {"A.localfe", "A.cloudfe", "A.cloudbe", "B.localfe", "B.cloudfe", "B.cloudbe"})
        EXPECT_EQ(unroutable(ref), 0U) << ref;
}

TEST_F(Peering, WhoHasNoWorkersAsksThePeerThatTellsOfSome)
{
    broker("A", all());
    broker("B", all());
    cloud("A", "B");
    cloud("B", "A");
    states("A", "B");
    states("B", "A");
    client("ca", "A.localfe");
    worker("wb1", "B.localbe", "2ms");
    worker("wb2", "B.localbe", "2ms");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("ca", "replies") >= 20; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(figure("A", "to_cloud"), figure("ca", "requests"));
    EXPECT_EQ(figure("A", "local"), 0);
    EXPECT_EQ(figure("ca", "retries"), 0);
    EXPECT_TRUE(waitFor([&] { return figureText("A", "known") == "B 2"; })) << figureText("A", "known");
    EXPECT_EQ(unroutable("A.cloudbe"), 0U);
}

TEST_F(Peering, AClientThatLosesATaskTellsTheMonitorAndEnds)
{
    broker("A", all());
    const Values quick{{"pause", std::string("20ms")}, {"burst", std::int64_t{3}}, {"timeout", std::string("300ms")}};
    builder.node("c", "bursting-client", {{"frontend", Req}, {"monitor", Push}}, quick)
        .wire("c", "c.frontend", "A.localfe")
        .wire("told", "c.monitor", "A.monitor");
    worker("w", "A.localbe", "0");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("c", "answers") >= 5; }));
    EXPECT_TRUE(waitFor([&] { return figure("A", "monitored") >= 5; }));
    EXPECT_FALSE(hasEvent("monitor-told"));
    builder.at("w").params["work"] = std::string("1h"); // it takes the task and never answers
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return node("c").state == NodeState::Exited; }));
    EXPECT_EQ(figure("c", "lost"), 1);
    ASSERT_TRUE(waitFor([&] { return hasEvent("monitor-told"); }));
    for (const HostEvent& event : events) {
        if (event.kind == "monitor-told") {
            EXPECT_NE(event.text.find("E: CLIENT EXIT - lost task "), std::string::npos) << event.text;
        }
    }
    EXPECT_EQ(figure("c", "tasks"), figure("c", "answers") + 1);
}

TEST_F(Peering, WithoutAMonitorTheClientSaysItselfThatItEnds)
{
    loadBalancer();
    builder
        .node("c", "bursting-client", {{"frontend", Req}},
              {{"pause", std::string("10ms")}, {"timeout", std::string("100ms")}})
        .wire("c", "c.frontend", "lb.frontend");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return node("c").state == NodeState::Exited; }));
    EXPECT_TRUE(waitFor([&] { return hasEvent("task-lost"); }));
}

} // namespace
} // namespace zeroloom
