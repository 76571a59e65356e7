// What goes wrong stays where it happens, and is told in words.
#include "runtime_fixture.h"

#include <zmq.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;

class Faults : public RuntimeTest {};

TEST_F(Faults, ARequesterTriesAgainOnANewSocketAndThenAbandons)
{
    TopologyBuilder builder;
    builder
        .node("client", "requester", {{"s", Req}},
              {{"rate", 0.0}, {"timeout", "50ms"}, {"retries", std::int64_t{2}}, {"count", std::int64_t{2}}})
        .node("server", "replier", {{"s", Rep}}, {{"work", "1h"}})
        .wire("a", "client.s", "server.s");
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return figure("client", "abandoned") == 2; }));
    EXPECT_EQ(figure("client", "requests"), 2);
    EXPECT_EQ(figure("client", "retries"), 4);
    EXPECT_EQ(figure("client", "replies"), 0);
    EXPECT_TRUE(hasEvent("request-abandoned"));
    EXPECT_EQ(node("client").state, NodeState::Exited);
    // Quick again: the next requests come through on the socket that was opened last.
    builder.at("server").params["work"] = "0";
    builder.at("client").params["count"] = std::int64_t{10};
    builder.at("server").sockets.front().options["RCVHWM"] = std::int64_t{500};
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return figure("client", "replies") >= 1; }));
}

TEST_F(Faults, ALivePeerOfABusyReplierIsNotStarvedByTheOthers)
{
    TopologyBuilder builder;
    builder.node("fast", "source", {{"out", Push}}, {{"rate", 0.0}})
        .node("fastSink", "sink", {{"in", Pull}})
        .node("calm", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("calmSink", "sink", {{"in", Pull}})
        .wire("a", "fast.out", "fastSink.in", "inproc://fast")
        .wire("b", "calm.out", "calmSink.in", "inproc://calm");
    HostPlan plan = builder.plan();
    for (PlannedNode& node : plan.nodes)
        node.ownThread = false;
    Runtime shared({.loops = 1, .ownThreads = 0});
    shared.apply(plan, {});
    HostBatch seen;
    EXPECT_TRUE(waitFor([&] {
        shared.collect(seen);
        return std::ranges::any_of(seen.sockets, [](const SocketSample& sample) {
            return sample.socket.text() == "calmSink.in" && sample.received > 50;
        });
    }));
}

TEST_F(Faults, AnIllegalPeerIsRefusedAndTold)
{
    zmq::context_t context;
    zmq::socket_t wrong(context, zmq::socket_type::sub);
    wrong.bind("tcp://127.0.0.1:*");
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 10.0}})
        .node("theirs", "outside", {{"in", Pull}})
        .wire("a", "vent.out", "theirs.in", wrong.get(zmq::sockopt::last_endpoint), WireEnd::To);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).state == ConnectionState::Refused; }));
    EXPECT_NE(end("a", WireEnd::From).detail.find("socket type"), std::string::npos);
}

// Says all that a peer of ZMTP 2 says before its first message; RFC 15.
class Zmtp2Peer {
public:
    explicit Zmtp2Peer(const std::string& endpoint) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
        EXPECT_EQ(::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        const std::string greeting("\xff\0\0\0\0\0\0\0\1\x7f\1\x08\0\0", 14); // PUSH, no identity
        EXPECT_EQ(::send(m_socket, greeting.data(), greeting.size(), MSG_NOSIGNAL), 14);
    }
    ~Zmtp2Peer() { ::close(m_socket); }

private:
    int m_socket;
};

TEST_F(Faults, APeerOfZmtp2IsConnectedAlsoWhereSeveralShareTheAddress)
{
    TopologyBuilder builder;
    builder.node("sink", "sink", {{"in", Pull}})
        .node("one", "outside", {{"out", Push}})
        .node("two", "outside", {{"out", Push}})
        .wire("a", "one.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To)
        .wire("b", "two.out", "sink.in", "tcp://127.0.0.1:*", WireEnd::To);
    ASSERT_TRUE(apply(builder).errors.empty());
    collect();
    const Zmtp2Peer one(end("a", WireEnd::To).endpoint), two(end("b", WireEnd::To).endpoint);
    EXPECT_TRUE(waitFor([&] {
        return end("a", WireEnd::To).state == ConnectionState::Connected &&
               end("b", WireEnd::To).state == ConnectionState::Connected;
    }));
}

// For as long as it lives, this process can open no more descriptors.
class NoMoreDescriptors {
public:
    NoMoreDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::dup(0);
        ::close(next);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(next);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~NoMoreDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

TEST_F(Faults, ANodeThatCouldNotBeOpenedComesAsItIsWantedByThen)
{
    Runtime own({.loops = 1, .ownThreads = 0});
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 1000.0}})
        .node("s1", "sink", {{"in", Pull}})
        .wire("a", "vent.out", "s1.in", "inproc://a");
    ASSERT_TRUE(own.apply(builder.plan(), {}).errors.empty());
    builder.node("s2", "sink", {{"in", Pull}}).wire("b", "vent.out", "s2.in", "inproc://b");
    {
        const NoMoreDescriptors limit;
        EXPECT_FALSE(own.apply(builder.plan(), {}).errors.empty());
    }
    builder.without("b").wire("c", "vent.out", "s2.in", "inproc://c");
    EXPECT_TRUE(own.apply(builder.plan(), {}).errors.empty());
    HostBatch seen;
    EXPECT_TRUE(waitFor([&] {
        own.collect(seen);
        return std::ranges::any_of(seen.sockets, [](const SocketSample& sample) {
            return sample.socket.text() == "s2.in" && sample.received > 10;
        });
    }));
}

TEST_F(Faults, AnOutsidePeerThatDiesAndComesBackIsSeen)
{
    zmq::context_t context;
    auto theirs = std::make_unique<zmq::socket_t>(context, zmq::socket_type::pull);
    theirs->bind("tcp://127.0.0.1:*");
    const std::string endpoint = theirs->get(zmq::sockopt::last_endpoint);
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 100.0}})
        .node("theirs", "outside", {{"in", Pull}})
        .wire("a", "vent.out", "theirs.in", endpoint, WireEnd::To);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return end("a", WireEnd::From).state == ConnectionState::Connected; }));
    theirs.reset();
    // A socket closes its listener after its connections, so that one may come again in between.
    ASSERT_TRUE(waitFor([&] {
        const auto now = end("a", WireEnd::From);
        return now.disconnects == now.connects && now.disconnects > 0 && now.state != ConnectionState::Connected;
    }));
    const auto before = end("a", WireEnd::From).connects;
    zmq::socket_t again(context, zmq::socket_type::pull);
    ASSERT_TRUE(waitFor([&] {
        try {
            again.bind(endpoint);
            return true;
        } catch (const zmq::error_t&) {
            return false;
        }
    }));
    ASSERT_TRUE(waitFor([&] {
        const auto now = end("a", WireEnd::From);
        return now.connects > before && now.state == ConnectionState::Connected;
    }));
}

TEST_F(Faults, AReconnectShowsInTheLedgerOfTheReceiver)
{
    // The publisher is ours, in a process of its own: what it sends while the subscriber's host is cut off is lost in
    // the reconnect. Here the subscriber's host restarts its connection by being another host.
    TopologyBuilder builder;
    builder.topology.hosts.push_back({HostId("far"), {}, {}});
    builder.node("pub", "source", {{"out", Pub}}, {{"rate", 1000.0}})
        .node("sub", "sink", {{"in", Sub}})
        .wire("a", "pub.out", "sub.in", "tcp://127.0.0.1:*", WireEnd::From);
    builder.at("sub").host = HostId("far");
    const auto plan = makePlan(builder.topology);
    ASSERT_TRUE(plan);
    const ApplyResult bound = runtime.apply(plan->hosts.front(), {});
    Runtime far({});
    far.apply(plan->hosts.back(), bound.bound);
    HostBatch theirs;
    ASSERT_TRUE(waitFor([&] {
        far.collect(theirs);
        return theirs.sockets.front().received > 50;
    }));
    // The subscriber's connection is cut underneath libzmq.
    int descriptor = -1;
    for (int fd = 3; fd < 4096 && descriptor < 0; ++fd) {
        sockaddr_storage local{}, remote{};
        socklen_t size = sizeof local, other = sizeof remote;
        if (::getpeername(fd, reinterpret_cast<sockaddr*>(&remote), &other) == 0 &&
            ::getsockname(fd, reinterpret_cast<sockaddr*>(&local), &size) == 0 && local.ss_family == AF_INET)
            descriptor = fd;
    }
    ASSERT_GE(descriptor, 0);
    ::shutdown(descriptor, SHUT_RDWR);
    ASSERT_TRUE(waitFor([&] {
        far.collect(theirs);
        return theirs.ends.front().flow.gapsReconnect > 0;
    }));
    EXPECT_EQ(theirs.ends.front().flow.gaps, 0U);
    EXPECT_EQ(theirs.ends.front().disconnects, 1U);
}

TEST_F(Faults, AThousandNodesStartWithinSecondsOnAFewThreads)
{
    TopologyBuilder builder;
    for (int i = 0; i < 500; ++i) {
        const std::string number = std::to_string(i);
        builder.node("v" + number, "source", {{"out", Push}}, {{"rate", 1.0}})
            .node("s" + number, "sink", {{"in", Pull}})
            .wire("w" + number, "v" + number + ".out", "s" + number + ".in");
    }
    const HostPlan plan = builder.plan();
    const auto start = std::chrono::steady_clock::now();
    const ApplyResult applied = runtime.apply(plan, {});
    EXPECT_TRUE(applied.errors.empty());
    ASSERT_TRUE(waitFor(
        [&] {
            return std::ranges::all_of(
                batch.ends, [](const WireEndSample& sample) { return sample.state == ConnectionState::Connected; });
        },
        20s));
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took, 20s);
    EXPECT_LT(batch.threads, 64U);
    EXPECT_EQ(batch.nodes.size(), 1000U);
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    EXPECT_TRUE(waitFor([&] {
        return std::ranges::all_of(batch.sockets,
                                   [](const SocketSample& sample) { return sample.sent + sample.received > 0; });
    }));
}

class Programs : public RuntimeTest {
protected:
    Programs() : RuntimeTest({.loops = 0, .ownThreads = 24, .allowPrograms = true}) {}
    std::string outputOf(const std::string& id) const
    {
        std::string text;
        for (const HostEvent& event : events) {
            if (event.kind == "program-output" && event.node.text() == id)
                text += event.text + "\n";
        }
        return text;
    }
};

TEST_F(Programs, ArRefusedUnlessTheyAreAllowed)
{
    TopologyBuilder builder;
    builder.node("mine", "program", {}, {{"command", "true"}});
    Runtime strict({});
    for (int time = 0; time < 2; ++time) { // what did not start is tried again
        const ApplyResult applied = strict.apply(builder.plan(), {});
        ASSERT_EQ(applied.errors.size(), 1U);
        EXPECT_NE(applied.errors.front().message.find("not allowed"), std::string::npos);
    }
}

TEST_F(Programs, AreToldTheirEndpointsAndTheirOutputIsLogged)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 10.0}})
        .node("mine", "program", {{"my-in", Pull}},
              {{"command", "sh"},
               {"arguments", TextList{"-c", "echo at $ZEROLOOM_ENDPOINT_MY_IN bind $ZEROLOOM_BIND_MY_IN $EXTRA; "
                                            "echo trouble >&2; exit 3"}},
               {"environment", TextList{"EXTRA=more"}}})
        .wire("a", "vent.out", "mine.my-in", "tcp://127.0.0.1:*", WireEnd::From);
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return node("mine").state == NodeState::Failed; }));
    const std::string endpoint = end("a", WireEnd::From).endpoint;
    EXPECT_NE(outputOf("mine").find("at " + endpoint + " bind 0 more"), std::string::npos) << outputOf("mine");
    EXPECT_NE(outputOf("mine").find("trouble"), std::string::npos);
    EXPECT_NE(node("mine").error.find("status 3"), std::string::npos);
}

TEST_F(Programs, AreStartedAgainWhenThatWasAskedFor)
{
    TopologyBuilder builder;
    builder.node("mine", "program", {},
                 {{"command", "sh"}, {"arguments", TextList{"-c", "exit 1"}}, {"restart", "on-failure"}});
    apply(builder);
    EXPECT_TRUE(waitFor([&] { return figure("mine", "starts") >= 2; }));
}

TEST_F(Programs, ThatCannotStartSaySo)
{
    TopologyBuilder builder;
    builder.node("mine", "program", {}, {{"command", "/nowhere/at-all"}});
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return node("mine").state == NodeState::Failed; }));
    EXPECT_NE(node("mine").error.find("cannot be started"), std::string::npos);
}

TEST_F(Programs, AreAskedToEndAllAtOnce)
{
    const test::TemporaryFolder folder;
    // Each waits until all were asked; one that was killed first leaves no word.
    const std::string script = "trap 'touch '$0.asked TERM; touch $0.started; until [ -e one.asked ] && "
                               "[ -e two.asked ] && [ -e three.asked ]; do sleep 0.01; done; touch $0.ended";
    TopologyBuilder builder;
    const std::vector<std::string> names{"one", "two", "three"};
    for (const std::string& name : names)
        builder.node(
            name, "program", {},
            {{"command", "sh"}, {"arguments", TextList{"-c", script, name}}, {"folder", folder.path().string()}});
    const auto all = [&](const std::string& what) {
        return std::ranges::all_of(
            names, [&](const std::string& name) { return std::filesystem::exists(folder / (name + what)); });
    };
    apply(builder);
    ASSERT_TRUE(waitFor([&] { return all(".started"); }));
    apply({});
    EXPECT_TRUE(all(".ended"));
}

TEST_F(Programs, AreKilledWithoutBeingAskedAndStandWhereTheyAreFrozen)
{
    const test::TemporaryFolder folder;
    TopologyBuilder builder;
    // No command of its own each moment: a shell that is stopped between vfork and exec of one waits for it in the
    // state D (uninterruptible), which is as still as T (stopped).
    builder.node("mine", "program", {},
                 {{"command", "sh"},
                  {"arguments", TextList{"-c", "trap 'touch asked' TERM; sleep 1000 & while :; do wait; done"}},
                  {"folder", folder.path().string()}});
    const auto state = [&] {
        std::ifstream status("/proc/" + std::to_string(node("mine").processId) + "/stat");
        std::string pid, name, letter;
        return status >> pid >> name >> letter ? letter : std::string();
    };
    HostPlan plan = builder.plan();
    plan.nodes.front().frozen = true; // from its start
    runtime.apply(plan, {});
    ASSERT_TRUE(waitFor([&] { return state() == "T"; }));
    plan.nodes.front().frozen = false;
    runtime.apply(plan, {});
    ASSERT_TRUE(waitFor([&] { return state() == "S" || state() == "R"; }));
    plan.nodes.front().frozen = true;
    runtime.apply(plan, {});
    ASSERT_TRUE(waitFor([&] { return state() == "T"; }));
    const std::int64_t process = node("mine").processId;
    HostPlan without = plan;
    without.nodes.clear();
    without.killed = {NodeId("mine")};
    runtime.apply(without, {});
    EXPECT_NE(::kill(static_cast<pid_t>(process), 0), 0);
    EXPECT_FALSE(std::filesystem::exists(folder / "asked"));
    collect();
    EXPECT_EQ(node("mine").state, NodeState::Stopped);
    EXPECT_EQ(node("mine").error, "killed");
    EXPECT_TRUE(hasEvent("node-killed"));
    plan.nodes.front().frozen = false;
    plan.nodes.front().restarts = 1;
    runtime.apply(plan, {});
    EXPECT_TRUE(waitFor([&] { return node("mine").state == NodeState::Running; }));
}

TEST_F(Programs, EndWithTheirHostAndWithTheirChildren)
{
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("zeroloom-children-" + std::to_string(::getpid()));
    TopologyBuilder builder;
    builder.node(
        "mine", "program", {},
        {{"command", "sh"}, {"arguments", TextList{"-c", "sleep 1000 & echo $! $$ > " + file.string() + "; wait"}}});
    pid_t child = 0, shell = 0;
    {
        Runtime own({.loops = 0, .ownThreads = 24, .allowPrograms = true});
        own.apply(builder.plan(), {});
        ASSERT_TRUE(waitFor([&] { return static_cast<bool>(std::ifstream(file) >> child >> shell); }));
        EXPECT_EQ(::kill(child, 0), 0);
    }
    std::filesystem::remove(file);
    EXPECT_TRUE(waitFor([&] { return ::kill(shell, 0) != 0; }));
    // Orphans of the group are init's to reap; a zombie is dead, too.
    EXPECT_TRUE(waitFor([&] {
        std::ifstream status("/proc/" + std::to_string(child) + "/stat");
        std::string pid, name, state;
        return !(status >> pid >> name >> state) || state == "Z";
    }));
}

} // namespace
} // namespace zeroloom
