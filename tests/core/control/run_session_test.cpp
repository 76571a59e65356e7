#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/control/run_session.h"
#include "tests/core/control/session_topology.h"
#include "tests/support/process_runs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::pipelineOnHosts;
using test::processRuns;
using test::waitUntil;

// What a session has told so far. Its folders for endpoints are made in a folder that the test can look into.
class Watched {
public:
    Watched() { ::setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1); }

    Status start(const Topology& topology, RunSessionOptions options = {})
    {
        if (options.hostProgram.empty())
            options.hostProgram = PRETENDED_HOST;
        RunCallbacks callbacks;
        callbacks.batch = [this](const HostBatch& batch) {
            const std::lock_guard lock(m_mutex);
            for (const NodeSample& node : batch.nodes)
                m_nodes[node.node] = node;
            m_sockets[batch.host] = batch.sockets.size();
        };
        callbacks.hostChanged = [this](const HostReport& report) {
            const std::lock_guard lock(m_mutex);
            m_hosts[report.host] = report;
        };
        callbacks.problem = [this](const Error& error) {
            const std::lock_guard lock(m_mutex);
            m_problems.push_back(error.text());
        };
        callbacks.stopped = [this] {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
        };
        auto started = RunSession::start(topology, std::move(options), std::move(callbacks));
        if (!started)
            return tl::unexpected(started.error());
        session = std::move(*started);
        return {};
    }

    HostReport host(const std::string& id)
    {
        const std::lock_guard lock(m_mutex);
        return m_hosts[HostId(id)];
    }
    std::string figure(const std::string& node, const std::string& name)
    {
        const std::lock_guard lock(m_mutex);
        const Values& figures = m_nodes[NodeId(node)].figures;
        return figures.contains(name) ? toText(figures.at(name)) : std::string();
    }
    // Of the last batch. The pretended host counts something at every socket for each one.
    std::size_t sockets(const std::string& host)
    {
        const std::lock_guard lock(m_mutex);
        return m_sockets[HostId(host)];
    }
    std::vector<std::string> problems()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }
    bool stopped()
    {
        const std::lock_guard lock(m_mutex);
        return m_stopped;
    }
    bool running(const std::string& id) { return host(id).state == HostState::Running; }
    bool foldersLeft() const { return !std::filesystem::is_empty(folder.path()); }

    test::TemporaryFolder folder;

private:
    std::mutex m_mutex;
    std::map<HostId, HostReport> m_hosts;
    std::map<NodeId, NodeSample> m_nodes;
    std::map<HostId, std::size_t> m_sockets;
    std::vector<std::string> m_problems;
    bool m_stopped = false;

public:
    std::unique_ptr<RunSession> session; // last: its thread uses the above
};

TEST(RunSession, RunsATopologyAndLeavesNothingBehind)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local") && watched.figure("sink0", "applies") == "1"; }));
    EXPECT_TRUE(watched.foldersLeft());
    const std::int64_t pid = watched.host("local").processId;
    EXPECT_TRUE(processRuns(pid));
    watched.session.reset();
    EXPECT_FALSE(processRuns(pid));
    EXPECT_FALSE(watched.foldersLeft());
}

TEST(RunSession, HostsOfOneTopologyLearnThePortsThatTheOthersChose)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "left", "right"})));
    for (const char* source : {"source0", "source1", "source2"})
        ASSERT_TRUE(waitUntil([&] { return watched.figure(source, "connected_to").starts_with("tcp://"); })) << source;
    EXPECT_NE(watched.host("left").processId, watched.host("right").processId);
    EXPECT_THAT(watched.problems(), testing::IsEmpty());
}

TEST(RunSession, APeerOfARestartedHostIsToldItsNewPort)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "other"})));
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source0", "connected_to").starts_with("tcp://"); }));
    const std::string before = watched.figure("source0", "connected_to");
    ::kill(static_cast<pid_t>(watched.host("other").processId), SIGKILL);
    ASSERT_TRUE(waitUntil([&] { return watched.host("other").state == HostState::Lost; }));
    EXPECT_TRUE(watched.running("local"));
    watched.session->restartLostHosts();
    ASSERT_TRUE(waitUntil([&] { return watched.running("other"); }));
    // The pretended port is made of the process id, so it is another one now.
    EXPECT_TRUE(waitUntil([&] { return watched.figure("source0", "connected_to") != before; }));
}

TEST(RunSession, AKilledHostIsLostAndCanBeStartedAgain)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    const std::int64_t pid = watched.host("local").processId;
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    ASSERT_TRUE(waitUntil([&] { return watched.host("local").state == HostState::Lost; }));
    EXPECT_THAT(watched.host("local").detail, testing::StartsWith("killed by signal 9 (SIGKILL)"));
    EXPECT_FALSE(watched.foldersLeft());
    watched.session->restartLostHosts();
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    EXPECT_NE(watched.host("local").processId, pid);
}

TEST(RunSession, AHostThatCannotStartSaysWhy)
{
    ::setenv("PRETENDED_HOST_FAILS_WITH", "libzmq is too old", 1);
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.host("local").state == HostState::Lost; }));
    ::unsetenv("PRETENDED_HOST_FAILS_WITH");
    EXPECT_EQ(watched.host("local").detail, "ended with exit code 2: libzmq is too old");
}

TEST(RunSession, AStoppedProcessIsToldOfAndForgivenWhenItGoesOn)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    const auto pid = static_cast<pid_t>(watched.host("local").processId);
    ::kill(pid, SIGSTOP);
    EXPECT_TRUE(waitUntil([&] { return watched.host("local").detail.starts_with("has not answered"); }));
    ::kill(pid, SIGCONT);
    EXPECT_TRUE(waitUntil([&] { return watched.host("local").detail.empty(); }));
    EXPECT_TRUE(watched.running("local"));
}

TEST(RunSession, ChangesInQuickSuccessionAreMergedAndTheLastOneHolds)
{
    Watched watched;
    Topology topology = pipelineOnHosts({"local"});
    ASSERT_TRUE(watched.start(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    for (std::int64_t rate = 1; rate <= 500; ++rate) {
        topology.nodes[0].params["rate"] = rate;
        ASSERT_TRUE(watched.session->apply(topology));
    }
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source0", "rate") == "500"; }));
    EXPECT_LT(std::stoi(watched.figure("source0", "applies")), 400);
}

TEST(RunSession, AHostThatHasNoNodesForAMomentGoesOn)
{
    Watched watched;
    const Topology topology = pipelineOnHosts({"local", "other"});
    Topology cleared = topology;
    cleared.nodes.clear();
    cleared.wires.clear();
    ASSERT_TRUE(watched.start(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.sockets("local") == 2 && watched.sockets("other") == 2; }));
    const std::int64_t pid = watched.host("local").processId;
    ASSERT_TRUE(watched.session->apply(cleared));
    ASSERT_TRUE(waitUntil([&] { return watched.sockets("local") == 0 && watched.sockets("other") == 0; }));
    EXPECT_TRUE(watched.running("local"));
    ASSERT_TRUE(watched.session->apply(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.sockets("local") == 2; }));
    EXPECT_EQ(watched.host("local").processId, pid);
}

TEST(RunSession, AHostThatTheTopologyHasNoMoreEnds)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "other"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local") && watched.running("other"); }));
    ASSERT_TRUE(watched.session->apply(pipelineOnHosts({"local"})));
    EXPECT_TRUE(waitUntil([&] { return watched.host("other").state == HostState::Stopped; }));
    EXPECT_TRUE(watched.running("local"));
}

TEST(RunSession, AHostWithoutNodesIsNotStarted)
{
    Watched watched;
    Topology topology = pipelineOnHosts({"local"});
    topology.hosts.push_back({HostId("idle"), {}, {}});
    ASSERT_TRUE(watched.start(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    EXPECT_EQ(watched.host("idle").processId, 0);
}

TEST(RunSession, ATopologyWithErrorsIsRefusedAndTheRunGoesOn)
{
    Watched watched;
    const Topology topology = pipelineOnHosts({"local"});
    ASSERT_TRUE(watched.start(topology));
    Topology broken = topology;
    broken.nodes[1].sockets[0].type = SocketType::Sub;
    EXPECT_FALSE(watched.session->apply(broken));
    EXPECT_TRUE(waitUntil([&] { return watched.running("local"); }));
    EXPECT_FALSE(Watched().start(broken));
}

TEST(RunSession, ProgramsNeedAYes)
{
    Topology topology = pipelineOnHosts({"local"});
    topology.nodes[0].role = "program";
    topology.nodes[0].params["command"] = std::string("/bin/true");
    Watched watched;
    const Status refused = watched.start(topology);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), testing::HasSubstr("nobody has allowed"));
    const Status allowed = watched.start(topology, {PRETENDED_HOST, {}, true});
    EXPECT_TRUE(allowed) << allowed.error().text();
}

TEST(RunSession, AMissingWorkerProgramIsSaidAtOnce)
{
    Watched watched;
    const Status refused = watched.start(pipelineOnHosts({"local"}), {"/nowhere/zeroloomctl", {}, false});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
}

TEST(RunSession, StoppingStopsTheSourcesFirstAndTellsWhenAllHasEnded)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "other"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local") && watched.running("other"); }));
    const std::int64_t pid = watched.host("local").processId;
    watched.session->stop(5s);
    ASSERT_TRUE(waitUntil([&] { return watched.stopped(); }));
    EXPECT_EQ(watched.figure("source0", "sources_stopped"), "true"); // the final batch came
    EXPECT_EQ(watched.figure("source1", "sources_stopped"), "true");
    EXPECT_EQ(watched.host("local").state, HostState::Stopped);
    EXPECT_FALSE(processRuns(pid));
    EXPECT_FALSE(watched.foldersLeft());
}

TEST(RunSession, AHostThatHangsIsEndedByForce)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    const auto pid = static_cast<pid_t>(watched.host("local").processId);
    ::kill(pid, SIGSTOP);
    watched.session.reset();
    EXPECT_FALSE(processRuns(pid));
    EXPECT_FALSE(watched.foldersLeft());
}

TEST(RunSession, AHostThatHangsAndIsNotNeededAnyMoreIsEndedByForce)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "other"})));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local") && watched.running("other"); }));
    const auto pid = static_cast<pid_t>(watched.host("other").processId);
    ::kill(pid, SIGSTOP);
    ASSERT_TRUE(watched.session->apply(pipelineOnHosts({"local"})));
    EXPECT_TRUE(waitUntil([&] { return !processRuns(pid); }));
    EXPECT_TRUE(watched.running("local"));
}

TEST(RunSession, AHostThatIsSlowToChangeIsToldOfAndItsLateAnswerCounts)
{
    Watched watched;
    Topology topology = pipelineOnHosts({"local"});
    const std::string gate = watched.folder / "go-on";
    topology.nodes[0].params["topics"] = TextList{gate};
    ASSERT_TRUE(watched.start(topology, {PRETENDED_HOST, {}, false, 1ms}));
    ASSERT_TRUE(waitUntil([&] { return !watched.problems().empty(); }));
    EXPECT_THAT(watched.problems()[0], testing::HasSubstr("longer than it should"));
    topology.nodes[0].params["rate"] = std::int64_t{77};
    ASSERT_TRUE(watched.session->apply(topology));
    std::ofstream(gate) << "go";
    EXPECT_TRUE(waitUntil([&] { return watched.running("local") && watched.figure("source0", "rate") == "77"; }));
}

TEST(RunSession, PausedReachesTheHostsAndThoseThatComeLater)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local"})));
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source0", "paused") == "false"; }));
    ASSERT_TRUE(watched.session->perform(*parseAct("pause", {})));
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source0", "paused") == "true"; }));
    ASSERT_TRUE(watched.session->apply(pipelineOnHosts({"local", "other"})));
    EXPECT_TRUE(waitUntil([&] { return watched.figure("source1", "paused") == "true"; }));
    ASSERT_TRUE(watched.session->apply(pipelineOnHosts({"local"})));
    EXPECT_TRUE(waitUntil([&] { return watched.host("other").state == HostState::Stopped; }));
}

TEST(RunSession, OnlyTheChosenHostsAreRunAndAPortThatCannotBeKnownIsToldOf)
{
    Watched watched;
    ASSERT_TRUE(watched.start(pipelineOnHosts({"local", "other"}), {PRETENDED_HOST, {HostId("local")}, false}));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local") && !watched.problems().empty(); }));
    EXPECT_THAT(watched.problems()[0], testing::HasSubstr("host 'other' is run elsewhere"));
    EXPECT_EQ(watched.host("other").processId, 0);
    EXPECT_FALSE(Watched().start(pipelineOnHosts({"local"}), {PRETENDED_HOST, {HostId("nobody")}, false}));
}

TEST(RunSession, ABindThatHasGoneToAnotherHostIsNotWhereItWas)
{
    Topology topology = pipelineOnHosts({"local", "other"});
    topology.hosts.push_back({HostId("elsewhere"), {}, {}});
    Watched watched;
    ASSERT_TRUE(watched.start(topology, {PRETENDED_HOST, {HostId("local"), HostId("other")}, false}));
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source1", "connected_to").starts_with("tcp://"); }));
    // To the source's own host first, so that this binds it, and then to one of which nobody knows the port.
    for (const auto& step : {std::pair("other", 1), std::pair("elsewhere", 2)}) {
        topology.nodes[1].host = HostId(step.first);
        topology.nodes[2].params["rate"] = std::int64_t{step.second};
        ASSERT_TRUE(watched.session->apply(topology));
        ASSERT_TRUE(waitUntil([&] { return watched.figure("source1", "rate") == std::to_string(step.second); }));
    }
    EXPECT_TRUE(waitUntil([&] { return watched.figure("source1", "connected_to").empty(); }));
    EXPECT_TRUE(watched.running("other"));
}

TEST(RunSession, WhatAHostRefusesIsToldOnce)
{
    Watched watched;
    Topology topology = pipelineOnHosts({"local"});
    topology.nodes[0].params["text"] = std::string("refused");
    ASSERT_TRUE(watched.start(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.running("local"); }));
    topology.nodes[0].params["rate"] = std::int64_t{77};
    ASSERT_TRUE(watched.session->apply(topology));
    ASSERT_TRUE(waitUntil([&] { return watched.figure("source0", "rate") == "77"; }));
    EXPECT_THAT(watched.problems(), testing::ElementsAre("source0: the port is in use"));
}

TEST(RunSession, RestartsAreForetold)
{
    Watched watched;
    Topology topology = pipelineOnHosts({"local"});
    ASSERT_TRUE(watched.start(topology));
    topology.nodes[0].params["rate"] = std::int64_t{77};
    EXPECT_THAT(watched.session->restartsOf(topology), testing::IsEmpty());
    topology.nodes[0].sockets[0].options["ROUTING_ID"] = std::string("me");
    topology.nodes[1].sockets[0].id = SocketId("inbox");
    topology.wires[0].to.socket = SocketId("inbox");
    EXPECT_THAT(watched.session->restartsOf(topology), testing::Not(testing::IsEmpty()));
}

// A process with its standard output in a pipe.
class Child {
public:
    Child(const char* program, const char* argument)
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            std::abort();
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        char* const arguments[] = {const_cast<char*>(program), const_cast<char*>(argument), nullptr};
        posix_spawn(&pid, program, &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output = ::fdopen(ends[0], "r");
    }
    ~Child()
    {
        std::fclose(output);
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }

    pid_t pid = 0;
    std::FILE* output = nullptr;
};

TEST(RunSession, ADriverThatIsKilledLeavesNoHostAndNoFolderBehind)
{
    Watched watched; // for the folder
    Child driver(KILLABLE_DRIVER, PRETENDED_HOST);
    long long host = 0;
    ASSERT_EQ(std::fscanf(driver.output, "%lld", &host), 1);
    ASSERT_TRUE(processRuns(host));
    EXPECT_TRUE(watched.foldersLeft());
    ::kill(driver.pid, SIGKILL);
    EXPECT_TRUE(waitUntil([&] { return !processRuns(host); }));
    EXPECT_TRUE(waitUntil([&] { return !watched.foldersLeft(); }));
}

} // namespace
} // namespace zeroloom
