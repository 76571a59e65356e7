// What runs follows what is wanted, and nothing restarts that need not.
#include "runtime_fixture.h"

#include <zmq.hpp>

#include <cstring>
#include <filesystem>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

using enum SocketType;

class LiveChange : public RuntimeTest {
protected:
    static TopologyBuilder oneSink()
    {
        TopologyBuilder builder;
        builder.node("vent", "source", {{"out", Push}}, {{"rate", 1000.0}})
            .node("s1", "sink", {{"in", Pull}})
            .wire("a", "vent.out", "s1.in");
        return builder;
    }

    // One of each transport. The port is free: nobody has it since it was bound for a moment.
    static std::vector<std::string> fixedEndpoints(const std::string& name)
    {
        zmq::context_t context;
        zmq::socket_t finder(context, zmq::socket_type::pull);
        finder.bind("tcp://127.0.0.1:*");
        return {finder.get(zmq::sockopt::last_endpoint),
                "ipc:///tmp/zeroloom-" + name + "-" + std::to_string(::getpid()), "inproc://" + name};
    }
};

TEST_F(LiveChange, ASecondSinkTakesItsShareAndGivesItBack)
{
    TopologyBuilder builder = oneSink();
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("s1.in").received > 50; }));
    builder.node("s2", "sink", {{"in", Pull}}).wire("b", "vent.out", "s2.in");
    const ApplyResult applied = apply(builder);
    EXPECT_TRUE(applied.errors.empty());
    ASSERT_TRUE(waitFor([&] { return socket("s2.in").received > 100; }));
    const std::uint64_t one = socket("s1.in").received, two = socket("s2.in").received;
    ASSERT_TRUE(waitFor([&] { return socket("s2.in").received > two + 200; }));
    const auto share =
        static_cast<double>(socket("s1.in").received - one) / static_cast<double>(socket("s2.in").received - two);
    EXPECT_NEAR(share, 1, 0.1);
    EXPECT_EQ(end("a", WireEnd::From).sent, -1); // the socket chooses by turns, so nobody knows

    builder.without("b");
    apply(builder);
    const std::uint64_t before = (collect(), socket("s1.in").received);
    ASSERT_TRUE(waitFor([&] { return socket("s1.in").received > before + 200; }));
    const std::uint64_t rest = socket("s2.in").received;
    collect();
    EXPECT_EQ(socket("s2.in").received, rest);
    EXPECT_FALSE(hasEvent("node-restarted"));
    EXPECT_TRUE(connected("a"));
}

TEST_F(LiveChange, FullSpeedHasThreadsOfItsOwnForAsLongAsItLasts)
{
    TopologyBuilder builder = oneSink();
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("s1.in").received > 50; }));
    const std::uint32_t threads = batch.threads;
    for (int round = 0; round < 20; ++round) {
        const bool full = round % 2 == 0;
        builder.at("vent").params["rate"] = full ? 0.0 : 1000.0;
        apply(builder);
        const std::uint64_t before = (collect(), socket("s1.in").received);
        EXPECT_EQ(batch.threads, threads + (full ? 2U : 0U));
        ASSERT_TRUE(waitFor([&] { return socket("s1.in").received > before + 100; }));
    }
    EXPECT_FALSE(hasEvent("node-restarted"));
    EXPECT_EQ(end("a", WireEnd::From).connects, 1U);
    ASSERT_TRUE(drain());
    EXPECT_EQ(socket("s1.in").received, socket("vent.out").sent);
}

TEST_F(LiveChange, SubscriptionsChangeInPlace)
{
    TopologyBuilder builder;
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 1000.0}, {"topics", TextList{"a", "b"}}})
        .node("sub", "sink", {{"in", Sub}})
        .wire("w", "pub.out", "sub.in");
    builder.at("sub").sockets.front().subscriptions = {"nothing"};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return connected("w") && socket("pub.out").sent > 100; }));
    EXPECT_EQ(socket("sub.in").received, 0U);
    builder.at("sub").sockets.front().subscriptions = {"a"};
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return socket("sub.in").received > 50; }));
    EXPECT_FALSE(hasEvent("node-restarted"));
}

TEST_F(LiveChange, WhenABinderRestartsItsPeersAreThereAgain)
{
    for (const char* endpoint : {"tcp://127.0.0.1:*", "ipc://*", "inproc://moves"}) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder;
        builder.node("vent", "source", {{"out", Push}}, {{"rate", 1000.0}})
            .node("sink", "sink", {{"in", Pull}})
            .wire("a", "vent.out", "sink.in", endpoint, WireEnd::To);
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 20 && connected("a"); }));
        builder.at("sink").sockets.front().options["RCVBUF"] = std::int64_t{65536};
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 20 && connected("a"); }));
        apply({});
    }
}

TEST_F(LiveChange, ABinderThatWasKilledComesBackWhereItWasAndIsGivenWhatWaited)
{
    for (const char* endpoint : {"tcp://127.0.0.1:*", "tcp://*:*", "ipc://*"}) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder = oneSink();
        builder.topology.wires.front().endpoint = endpoint;
        builder.topology.wires.front().bind = WireEnd::To;
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 20; }));
        const std::string where = end("a", WireEnd::From).endpoint;
        HostPlan killed = builder.plan();
        std::erase_if(killed.nodes, [](const PlannedNode& node) { return node.id.text() == "s1"; });
        killed.killed.insert(NodeId("s1"));
        runtime.apply(killed, {});
        ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).state != ConnectionState::Connected; }));
        const std::uint64_t sent = socket("vent.out").sent;
        ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > sent + 50; }));
        apply(builder);
        ASSERT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 100; }));
        EXPECT_EQ(end("a", WireEnd::From).endpoint, where);
        EXPECT_LE(end("a", WireEnd::To).flow.beforeFirst, sent);
        EXPECT_EQ(end("a", WireEnd::To).flow.gaps, 0U);
        EXPECT_FALSE(hasEvent("address-taken"));
        apply({});
    }
}

TEST_F(LiveChange, ABinderWhoseAddressWasTakenGetsAnotherAndItsPeersFollow)
{
    TopologyBuilder builder = oneSink();
    builder.topology.wires.front().bind = WireEnd::To;
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return connected("a"); }));
    const std::string where = end("a", WireEnd::From).endpoint;
    HostPlan killed = builder.plan();
    std::erase_if(killed.nodes, [](const PlannedNode& node) { return node.id.text() == "s1"; });
    runtime.apply(killed, {});
    zmq::context_t context;
    zmq::socket_t other(context, zmq::socket_type::pull);
    ASSERT_TRUE(waitFor([&] {
        try {
            other.bind(where);
            return true;
        } catch (const zmq::error_t&) {
            return false;
        }
    }));
    EXPECT_TRUE(apply(builder).errors.empty());
    ASSERT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 20; }));
    EXPECT_NE(end("a", WireEnd::From).endpoint, where);
    EXPECT_TRUE(hasEvent("address-taken"));
}

// A socket file at an ipc path of libzmq's choice whose process has ended without a word.
std::string abandonedIpcEndpoint(const test::TemporaryFolder& folder)
{
    const std::filesystem::path path = folder / "left" / "socket";
    std::filesystem::create_directory(path.parent_path());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    EXPECT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(listener);
    return "ipc://" + path.string();
}

TEST_F(LiveChange, AHostThatIsAnotherProcessBindsWhereTheLastOneDid)
{
    const test::TemporaryFolder folder;
    const std::string port = fixedEndpoints("another").front();
    for (const auto& [written, former] : {std::pair<std::string, std::string>{"tcp://127.0.0.1:*", port},
                                          std::pair<std::string, std::string>{"ipc://*", abandonedIpcEndpoint(folder)}}) {
        SCOPED_TRACE(written);
        TopologyBuilder builder = oneSink();
        builder.topology.wires.front().endpoint = written;
        const PlannedWire wire = builder.plan().nodes.front().sockets.front().wires.front();
        const ApplyResult applied = apply(builder, {{wire.bindKey, former}});
        EXPECT_TRUE(applied.errors.empty());
        EXPECT_EQ(applied.bound.at(wire.bindKey), former);
        EXPECT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 20; }));
        EXPECT_FALSE(hasEvent("address-taken"));
        apply({});
    }
}

TEST_F(LiveChange, AHostThatIsAnotherProcessLeavesAPathThatAPersonWroteAlone)
{
    const test::TemporaryFolder folder;
    const std::string endpoint = abandonedIpcEndpoint(folder);
    TopologyBuilder builder = oneSink();
    builder.topology.wires.front().endpoint = endpoint;
    const PlannedWire wire = builder.plan().nodes.front().sockets.front().wires.front();
    const ApplyResult applied = apply(builder, {{wire.bindKey, endpoint}});
    EXPECT_TRUE(applied.errors.empty());
    EXPECT_TRUE(std::filesystem::is_directory(folder / "left"));
    EXPECT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 20; }));
}

TEST_F(LiveChange, ABinderRestartsAtItsOwnAddress)
{
    for (const std::string& endpoint : fixedEndpoints("restarts")) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder = oneSink();
        builder.topology.wires.front().endpoint = endpoint;
        builder.topology.wires.front().bind = WireEnd::To;
        apply(builder);
        for (std::int64_t round = 0; round < 10; ++round) {
            builder.at("s1").sockets.front().options["RCVBUF"] = 65536 + round;
            const ApplyResult applied = apply(builder);
            ASSERT_TRUE(applied.errors.empty()) << round << ": " << applied.errors.front().text();
            ASSERT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > 5; })) << round;
        }
        apply({});
    }
}

TEST_F(LiveChange, ARequesterThatBindsGoesOnAfterATimeout)
{
    std::vector<std::string> endpoints = fixedEndpoints("requester");
    endpoints.insert(endpoints.end(), {"tcp://127.0.0.1:*", "ipc://*"});
    for (const std::string& endpoint : endpoints) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder;
        builder
            .node("client", "requester", {{"out", Req}},
                  {{"rate", 100.0}, {"timeout", "60ms"}, {"retries", std::int64_t{1}}})
            .node("quick", "replier", {{"in", Rep}})
            .node("slow", "replier", {{"in", Rep}}, {{"work", "100ms"}})
            .wire("a", "client.out", "quick.in", endpoint, WireEnd::From)
            .wire("b", "client.out", "slow.in", endpoint, WireEnd::From);
        for (const char* server : {"quick", "slow"})
            builder.at(server).sockets.front().options["RECONNECT_IVL"] = std::int64_t{10};
        ASSERT_TRUE(apply(builder).errors.empty());
        EXPECT_TRUE(waitFor([&] { return figure("client", "retries") >= 3 && figure("client", "replies") >= 5; }));
        EXPECT_TRUE(waitFor([&] { return connected("a") && connected("b"); }));
        apply({});
    }
}

TEST_F(LiveChange, ABindMovesToTheOtherEndOfItsWire)
{
    for (const std::string& endpoint : fixedEndpoints("moves")) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder = oneSink();
        builder.topology.wires.front().endpoint = endpoint;
        for (int round = 0; round < 10; ++round) {
            builder.topology.wires.front().bind = round % 2 ? WireEnd::From : WireEnd::To;
            const ApplyResult applied = apply(builder);
            ASSERT_TRUE(applied.errors.empty()) << round << ": " << applied.errors.front().text();
            const std::uint64_t before = (collect(), socket("s1.in").received);
            ASSERT_TRUE(waitFor([&] { return connected("a") && socket("s1.in").received > before + 5; })) << round;
        }
        apply({});
    }
}

TEST_F(LiveChange, APortInUseIsToldAtItsWireAndTakenWhenItIsFree)
{
    const int holder = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(holder, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(holder, 1), 0);
    ::getsockname(holder, reinterpret_cast<sockaddr*>(&address), &size);
    const std::string endpoint = "tcp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));

    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", endpoint, WireEnd::From);
    const ApplyResult first = apply(builder);
    ASSERT_EQ(first.errors.size(), 1U);
    EXPECT_NE(first.errors.front().message.find("in use"), std::string::npos) << first.errors.front().message;
    collect();
    EXPECT_EQ(end("a", WireEnd::From).state, ConnectionState::Failed);
    EXPECT_NE(end("a", WireEnd::From).detail.find("in use"), std::string::npos) << end("a", WireEnd::From).detail;
    EXPECT_TRUE(hasEvent("bind-failed"));

    ::close(holder);
    const ApplyResult second = apply(builder);
    EXPECT_TRUE(second.errors.empty());
    EXPECT_TRUE(waitFor([&] { return connected("a") && socket("sink.in").received > 5; }));
}

TEST_F(LiveChange, AnIpcPathThatSomebodyListensOnIsNotStolen)
{
    const std::string endpoint = "ipc:///tmp/zeroloom-live-" + std::to_string(::getpid());
    zmq::context_t context;
    zmq::socket_t owner(context, zmq::socket_type::pull);
    owner.bind(endpoint);
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", endpoint, WireEnd::From);
    const ApplyResult applied = apply(builder);
    ASSERT_EQ(applied.errors.size(), 1U);
    EXPECT_NE(applied.errors.front().message.find("in use"), std::string::npos);
}

TEST_F(LiveChange, AnEndpointThatNobodyServesIsToldInWords)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 10.0}})
        .node("theirs", "outside", {{"in", Pull}})
        .wire("a", "vent.out", "theirs.in", "tcp://127.0.0.1:1", WireEnd::To);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).detail.find("tries again in") != std::string::npos; }));
    EXPECT_EQ(end("a", WireEnd::From).state, ConnectionState::Connecting);
    EXPECT_EQ(end("a", WireEnd::From).connects, 0U);
}

TEST_F(LiveChange, WiresToOtherHostsWaitUntilTheirAddressIsKnown)
{
    TopologyBuilder builder;
    builder.topology.hosts.push_back({HostId("far"), {}, {}});
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("sink").host = HostId("far");
    const auto plan = makePlan(builder.topology);
    ASSERT_TRUE(plan);
    const ApplyResult waits = runtime.apply(plan->hosts.front(), {});
    ASSERT_EQ(waits.waiting.size(), 1U);
    collect();
    EXPECT_EQ(end("a", WireEnd::From).state, ConnectionState::Idle);

    Runtime far({});
    const ApplyResult bound = far.apply(plan->hosts.back(), {});
    ASSERT_EQ(bound.bound.size(), 1U);
    const ApplyResult goes = runtime.apply(plan->hosts.front(), bound.bound);
    EXPECT_TRUE(goes.waiting.empty());
    EXPECT_TRUE(waitFor([&] { return end("a", WireEnd::From).state == ConnectionState::Connected; }));
    HostBatch theirs;
    EXPECT_TRUE(waitFor([&] {
        far.collect(theirs);
        return theirs.ends.front().flow.received > 10 && theirs.ends.front().state == ConnectionState::Connected;
    }));
}

TEST_F(LiveChange, AWireThatFollowedItsPeerElsewhereShowsWhenThatIsGone)
{
    zmq::context_t context;
    zmq::socket_t first(context, zmq::socket_type::pull), second(context, zmq::socket_type::pull);
    for (zmq::socket_t* peer : {&first, &second})
        peer->bind("tcp://127.0.0.1:*");
    TopologyBuilder builder;
    builder.topology.hosts.push_back({HostId("far"), {}, {}});
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("sink", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    builder.at("sink").host = HostId("far");
    const std::string key = builder.plan().nodes.front().sockets.front().wires.front().bindKey;
    for (const zmq::socket_t* peer : {&first, &second}) {
        apply(builder, {{key, peer->get(zmq::sockopt::last_endpoint)}});
        ASSERT_TRUE(waitFor([&] {
            const WireEndSample wire = end("a", WireEnd::From);
            return wire.state == ConnectionState::Connected && wire.endpoint == peer->get(zmq::sockopt::last_endpoint);
        }));
    }
    EXPECT_EQ(end("a", WireEnd::From).connects, 2U);
    second.close();
    EXPECT_TRUE(waitFor([&] { return end("a", WireEnd::From).state != ConnectionState::Connected; }));
}

TEST_F(LiveChange, PeersOfAnotherHostAreToldApartByTheNameOfTheirConnection)
{
    for (const char* endpoint : {"tcp://127.0.0.1:*", "ipc://*"}) {
        SCOPED_TRACE(endpoint);
        TopologyBuilder builder;
        builder.topology.hosts.push_back({HostId("far"), {}, {}});
        const Values params{{"rate", 200.0}, {"text", "no stamp"}};
        builder.node("sink", "sink", {{"in", Pull}})
            .node("one", "source", {{"out", Push}}, params)
            .node("two", "source", {{"out", Push}}, params)
            .wire("a", "one.out", "sink.in", endpoint, WireEnd::To)
            .wire("b", "two.out", "sink.in", endpoint, WireEnd::To);
        builder.at("one").host = builder.at("two").host = HostId("far");
        const auto plan = makePlan(builder.topology);
        ASSERT_TRUE(plan);
        const ApplyResult bound = runtime.apply(plan->hosts.front(), {});
        Runtime far({});
        far.apply(plan->hosts.back(), bound.bound);
        ASSERT_TRUE(waitFor(
            [&] { return end("a", WireEnd::To).flow.received > 20 && end("b", WireEnd::To).flow.received > 20; }));
        EXPECT_TRUE(end("a", WireEnd::To).flow.attributed);
        EXPECT_TRUE(waitFor([&] {
            return end("a", WireEnd::To).state == ConnectionState::Connected &&
                   end("b", WireEnd::To).state == ConnectionState::Connected;
        }));
        EXPECT_EQ(end("a", WireEnd::To).connects, 1U);
        EXPECT_EQ(end("b", WireEnd::To).connects, 1U);
    }
}

} // namespace
} // namespace zeroloom
