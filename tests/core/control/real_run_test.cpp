// Runs with real worker processes and real sockets, watched by an observer as the window and the command line do.
#include <csignal>
#include <fstream>
#include <mutex>

#include <gmock/gmock.h>

#include "core/control/run_session.h"
#include "core/observe/observer.h"
#include "tests/core/control/session_topology.h"
#include "tests/support/process_runs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::nodeOf;
using test::pipelineOnHosts;
using test::waitUntil;

class RealRun {
public:
    explicit RealRun(const Topology& topology, RunSessionOptions options = {}) : observer(topology, m_clock)
    {
        options.hostProgram = HOST_PROGRAM;
        RunCallbacks callbacks;
        callbacks.batch = [this](const HostBatch& batch) { observer.addBatch(batch); };
        callbacks.hostChanged = [this](const HostReport& report) { observer.addHostReport(report); };
        callbacks.problem = [this](const Error& error) {
            const std::lock_guard lock(m_mutex);
            m_problems.push_back(error.text());
        };
        callbacks.stopped = [this] { m_stopped = true; };
        auto started = RunSession::start(topology, options, callbacks);
        if (started)
            session = std::move(*started);
        else
            m_problems.push_back(started.error().text());
    }

    void change(const Topology& topology)
    {
        observer.setTopology(topology);
        ASSERT_TRUE(session->apply(topology));
    }
    // Whether it ended by itself, with its queues drained.
    bool stop()
    {
        session->stop(5s);
        return waitUntil([&] { return m_stopped.load(); });
    }
    FlowObservation flow(const char* wire) const
    {
        const ObservationPtr now = observer.current();
        const auto found = now->wires.find(WireId(wire));
        return found == now->wires.end() ? FlowObservation() : found->second.forward;
    }
    bool received(const char* wire, std::uint64_t atLeast) const { return flow(wire).received.value >= atLeast; }
    HostObservation host(const char* id) const
    {
        const ObservationPtr now = observer.current();
        const auto found = now->hosts.find(HostId(id));
        return found == now->hosts.end() ? HostObservation() : found->second;
    }
    std::vector<std::string> problems()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }

private:
    SteadyClock m_clock;
    std::mutex m_mutex;
    std::vector<std::string> m_problems;
    std::atomic<bool> m_stopped{false};

public:
    Observer observer;
    std::unique_ptr<RunSession> session; // last: its thread uses the above
};

void expectClosed(const FlowObservation& flow)
{
    EXPECT_EQ(flow.sent.quality, Quality::Exact);
    EXPECT_EQ(flow.received.quality, Quality::Exact);
    EXPECT_EQ(flow.depth, Figure<std::uint64_t>::exact(0));
    EXPECT_EQ(flow.sent.value, flow.received.value + flow.lost.value.total());
    EXPECT_EQ(flow.lost.value.unexplained, 0U);
}

TEST(RealRun, TwoHostsFindEachOthersPortsAndTheAccountCloses)
{
    Topology topology = pipelineOnHosts({"local", "other"});
    topology.nodes[0].params["rate"] = std::int64_t{500};
    topology.nodes[2].params["rate"] = std::int64_t{2000};
    RealRun run(topology);
    ASSERT_THAT(run.problems(), testing::IsEmpty());
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 200) && run.received("w1", 800); }));
    EXPECT_NE(run.host("local").processId, run.host("other").processId);
    ASSERT_TRUE(run.stop());
    expectClosed(run.flow("w0"));
    expectClosed(run.flow("w1"));
    EXPECT_EQ(run.flow("w0").lost.value.total(), 0U);
    EXPECT_EQ(run.host("local").state, HostState::Stopped);
    EXPECT_THAT(run.problems(), testing::IsEmpty());
}

TEST(RealRun, WhatAProgramStartedEndsWithAHostThatIsKilled)
{
    const test::TemporaryFolder folder;
    Topology topology = pipelineOnHosts({"local"});
    Node program;
    program.id = NodeId("mine");
    program.role = "program";
    const std::string file = folder / "pid";
    program.params = {{"command", "sh"}, {"arguments", TextList{"-c", "sleep 1000 & echo $! > " + file + "; wait"}}};
    topology.nodes.push_back(program);
    RealRun run(topology, {.hostProgram = {}, .only = {}, .allowPrograms = true});
    pid_t sleeper = 0;
    ASSERT_TRUE(waitUntil([&] { return static_cast<bool>(std::ifstream(file) >> sleeper); }));
    ASSERT_TRUE(test::processRuns(sleeper));
    ASSERT_TRUE(waitUntil([&] { return run.host("local").processId > 0; }));
    ::kill(static_cast<pid_t>(run.host("local").processId), SIGKILL);
    EXPECT_TRUE(waitUntil([&] { return !test::processRuns(sleeper); }));
}

TEST(RealRun, ASlowSinkIsDrainedBeforeTheEnd)
{
    Topology topology = pipelineOnHosts({"local"});
    topology.nodes[0].params["rate"] = std::int64_t{1000};
    topology.nodes[0].params["count"] = std::int64_t{400};
    topology.nodes[1].params["work"] = std::string("3ms");
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] { return run.flow("w0").depth.value > 50; }));
    ASSERT_TRUE(run.stop());
    EXPECT_GT(run.flow("w0").received.value, 50U);
    expectClosed(run.flow("w0"));
    EXPECT_EQ(run.flow("w0").lost.value.total(), 0U);
}

TEST(RealRun, AKilledHostIsLostKeepsItsFiguresAndGoesOnWhenStartedAgain)
{
    Topology topology = pipelineOnHosts({"local", "other"});
    topology.nodes[0].params["rate"] = std::int64_t{1000};
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 300); }));
    ::kill(static_cast<pid_t>(run.host("other").processId), SIGKILL);
    ASSERT_TRUE(waitUntil([&] { return run.host("other").state == HostState::Lost; }));
    EXPECT_THAT(run.host("other").detail, testing::HasSubstr("killed by signal 9"));
    EXPECT_EQ(run.observer.current()->nodes.at(NodeId("sink1")).state, NodeState::Lost);
    EXPECT_EQ(run.observer.current()->nodes.at(NodeId("source0")).state, NodeState::Running);
    const std::uint64_t before = run.flow("w0").received.value;
    EXPECT_GE(before, 300U);
    run.session->restartLostHosts();
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", before + 500); }));
    EXPECT_EQ(run.observer.current()->nodes.at(NodeId("sink1")).state, NodeState::Running);
    ASSERT_TRUE(run.stop());
    const FlowObservation flow = run.flow("w0");
    EXPECT_EQ(flow.sent.value, flow.received.value + flow.depth.value + flow.lost.value.total());
    EXPECT_EQ(flow.lost.value.unexplained, 0U);
}

TEST(RealRun, AHostThatIsStartedAgainIsWhereItsPeersKnewIt)
{
    const Topology topology = pipelineOnHosts({"local", "other"});
    RealRun run(topology);
    const auto where = [&] {
        const ObservationPtr now = run.observer.current();
        const auto found = now->wires.find(WireId("w0"));
        return found == now->wires.end() ? std::string() : found->second.endpoint;
    };
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 10); }));
    const std::string before = where();
    ASSERT_NE(before, "");
    ::kill(static_cast<pid_t>(run.host("other").processId), SIGKILL);
    ASSERT_TRUE(waitUntil([&] { return run.host("other").state == HostState::Lost; }));
    const std::uint64_t then = run.flow("w0").received.value;
    run.session->restartLostHosts();
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", then + 10); }));
    EXPECT_EQ(where(), before);
}

TEST(RealRun, ChangesTakeEffectWhileItRuns)
{
    Topology topology = pipelineOnHosts({"local"});
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 5); }));
    topology.nodes[0].params["rate"] = std::int64_t{1000};
    EXPECT_THAT(run.session->restartsOf(topology), testing::IsEmpty());
    run.change(topology);
    EXPECT_TRUE(waitUntil([&] { return run.flow("w0").rate.value > 800; }));
    // A second sink takes its share; nothing is started anew, so the first one's count goes on.
    const std::uint64_t before = run.flow("w0").received.value;
    topology.nodes.push_back(nodeOf("more", "sink", "local", "in", SocketType::Pull));
    Wire wire = topology.wires[0];
    wire.id = WireId("second");
    wire.to = {NodeId("more"), SocketId("in")};
    topology.wires.push_back(wire);
    run.change(topology);
    EXPECT_TRUE(waitUntil([&] { return run.flow("second").rate.value > 400 && run.flow("w0").rate.value < 600; }));
    EXPECT_GT(run.flow("w0").received.value, before);
    ASSERT_TRUE(run.session->perform(*parseAct("pause", topology)));
    EXPECT_TRUE(waitUntil([&] { return run.flow("w0").rate.value == 0; }));
    ASSERT_TRUE(run.session->perform(*parseAct("resume", topology)));
    EXPECT_TRUE(waitUntil([&] { return run.flow("w0").rate.value > 0; }));
    ASSERT_TRUE(run.stop());
    const ObservationPtr end = run.observer.current();
    const SocketObservation& out = end->sockets.at({NodeId("source0"), SocketId("out")});
    EXPECT_EQ(out.sent, run.flow("w0").received.value + run.flow("second").received.value + out.lost.value.total());
    EXPECT_EQ(out.lost.value.unexplained, 0U);
}

TEST(RealRun, AFullQueueMakesTheSenderMuteAndPointsAtTheSink)
{
    Topology topology = pipelineOnHosts({"local"});
    topology.nodes[0].params["rate"] = std::int64_t{0};
    topology.nodes[0].sockets[0].options["SNDHWM"] = std::int64_t{100};
    topology.nodes[1].sockets[0].options["RCVHWM"] = std::int64_t{100};
    topology.nodes[1].params["work"] = std::string("10ms");
    topology.wires[0].endpoint = "inproc://full";
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] {
        const ObservationPtr now = run.observer.current();
        const auto wire = now->wires.find(WireId("w0"));
        return wire != now->wires.end() && wire->second.muted && !now->nodes.at(NodeId("sink0")).jam.empty();
    }));
    const ObservationPtr now = run.observer.current();
    EXPECT_EQ(now->wires.at(WireId("w0")).depthLimit, 200U);
    EXPECT_LE(now->wires.at(WireId("w0")).forward.depth.value, 200U);
    EXPECT_TRUE(now->nodes.at(NodeId("source0")).jam.empty());
    EXPECT_GT(now->sockets.at({NodeId("source0"), SocketId("out")}).muteSeconds, 0);
}

TEST(RealRun, ATopologyThatStartsEmptyGrowsWhileItRuns)
{
    Topology empty;
    RealRun run(empty);
    ASSERT_THAT(run.problems(), testing::IsEmpty());
    run.change(pipelineOnHosts({"local"}));
    EXPECT_TRUE(waitUntil([&] { return run.received("w0", 5); }));
    EXPECT_TRUE(run.stop());
}

TEST(RealRun, AThousandNodesStartWithinSeconds)
{
    Topology topology;
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(i);
        topology.nodes.push_back(nodeOf("source" + n, "source", "local", "out", SocketType::Push));
        topology.nodes.push_back(nodeOf("sink" + n, "sink", "local", "in", SocketType::Pull));
        Wire wire;
        wire.id = WireId("w" + n);
        wire.from = {NodeId("source" + n), SocketId("out")};
        wire.to = {NodeId("sink" + n), SocketId("in")};
        wire.endpoint = "inproc://n" + n;
        topology.wires.push_back(wire);
    }
    RealRun run(topology);
    const auto all = [&] {
        const ObservationPtr now = run.observer.current();
        return std::all_of(now->wires.begin(), now->wires.end(),
                           [](const auto& wire) { return wire.second.forward.received.value > 0; });
    };
    ASSERT_TRUE(waitUntil(30s, all));
    EXPECT_LT(run.host("local").threads, 100U);
    EXPECT_TRUE(run.stop());
}

char stateOf(std::int64_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t name = line.rfind(')');
    return name == std::string::npos || name + 2 >= line.size() ? '?' : line[name + 2];
}

Status act(RunSession& session, const Topology& topology, const std::string& text)
{
    const auto read = parseAct(text, topology);
    return read ? session.perform(*read) : Status(tl::unexpected<Error>(read.error()));
}

// A source on one host, and a sink that is alone on another.
Topology apart()
{
    Topology topology = pipelineOnHosts({"local", "other"});
    std::erase_if(topology.nodes,
                  [](const Node& node) { return node.id.text() == "sink0" || node.id.text() == "source1"; });
    std::erase_if(topology.wires, [](const Wire& wire) { return wire.id.text() == "w1"; });
    topology.nodes[0].params["rate"] = std::int64_t{500};
    return topology;
}

TEST(RealRun, AFrozenNodeIsAProcessThatStandsAndNothingIsLost)
{
    const Topology topology = apart();
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 50); }));
    const std::int64_t process = run.host("other").processId;
    ASSERT_TRUE(act(*run.session, topology, "freeze sink1"));
    ASSERT_TRUE(waitUntil([&] { return stateOf(process) == 'T' && run.host("other").detail == "frozen"; }));
    EXPECT_EQ(run.host("other").state, HostState::Running);
    EXPECT_NE(stateOf(run.host("local").processId), 'T');
    // The other host goes on, and so does what is told to it.
    ASSERT_TRUE(act(*run.session, topology, "slow source0 5ms"));
    // What is not known now is not shown as what it was.
    ASSERT_TRUE(waitUntil([&] { return !run.flow("w0").rate.known(); }));
    const std::uint64_t then = run.flow("w0").received.value;
    ASSERT_TRUE(waitUntil([&] { return run.flow("w0").sent.value > then + 200; }));
    EXPECT_EQ(run.flow("w0").received.value, then);
    EXPECT_EQ(run.flow("w0").lost.value.total(), 0U);
    ASSERT_TRUE(act(*run.session, topology, "thaw sink1"));
    ASSERT_TRUE(waitUntil([&] { return stateOf(process) != 'T' && run.received("w0", then + 200); }));
    EXPECT_EQ(run.host("other").detail, "");
    ASSERT_TRUE(run.stop());
    expectClosed(run.flow("w0"));
    EXPECT_EQ(run.flow("w0").lost.value.total(), 0U);
    EXPECT_THAT(run.problems(), testing::IsEmpty());
    std::vector<std::string> kinds;
    for (const Observer::Event& event : run.observer.events(0, 20'000))
        kinds.push_back(event.event.kind);
    EXPECT_THAT(kinds, testing::IsSupersetOf({"host-frozen", "host-thawed"}));
    EXPECT_THAT(kinds, testing::Not(testing::Contains("host-silent")));
}

TEST(RealRun, AFrozenHostEndsWithItsRun)
{
    const Topology topology = apart();
    std::int64_t process = 0;
    for (const bool drains : {true, false}) {
        RealRun run(topology);
        ASSERT_TRUE(waitUntil([&] { return run.received("w0", 10); }));
        process = run.host("other").processId;
        ASSERT_TRUE(act(*run.session, topology, "freeze sink1"));
        ASSERT_TRUE(waitUntil([&] { return stateOf(process) == 'T'; }));
        if (drains) {
            ASSERT_TRUE(run.stop());
            expectClosed(run.flow("w0"));
        }
        run.session.reset();
        EXPECT_FALSE(test::processRuns(process));
    }
}

TEST(RealRun, RestartingANodeOfALostHostStartsThatHostAgain)
{
    const Topology topology = apart();
    RealRun run(topology);
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", 10); }));
    const std::int64_t process = run.host("other").processId;
    ASSERT_EQ(::kill(static_cast<pid_t>(process), SIGKILL), 0);
    ASSERT_TRUE(waitUntil([&] { return run.host("other").state == HostState::Lost; }));
    const std::uint64_t then = run.flow("w0").received.value;
    ASSERT_TRUE(act(*run.session, topology, "restart sink1"));
    ASSERT_TRUE(waitUntil([&] { return run.received("w0", then + 50); }));
    EXPECT_NE(run.host("other").processId, process);
}

TEST(RealRun, WhatWasDoneToANodeHoldsWhenItsHostIsStartedAgain)
{
    const Topology topology = apart();
    RealRun run(topology);
    ASSERT_TRUE(act(*run.session, topology, "freeze sink1"));
    ASSERT_TRUE(waitUntil([&] { return stateOf(run.host("other").processId) == 'T'; }));
    const std::int64_t process = run.host("other").processId;
    ASSERT_EQ(::kill(static_cast<pid_t>(process), SIGKILL), 0);
    ASSERT_TRUE(waitUntil([&] { return run.host("other").state == HostState::Lost; }));
    run.session->restartLostHosts();
    EXPECT_TRUE(waitUntil([&] {
        const std::int64_t next = run.host("other").processId;
        return next != process && next != 0 && stateOf(next) == 'T';
    }));
}

} // namespace
} // namespace zeroloom
