// `zeroloomctl host` as a person or a script starts it.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>

#include "tests/core/control/served_host.h"
#include "tests/core/control/session_topology.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using test::Talker;

class HostProgram {
public:
    explicit HostProgram(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {HOST_PROGRAM, "host"});
        std::vector<char*> pointers;
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        int out[2], err[2];
        if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0)
            std::abort();
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        posix_spawn_file_actions_adddup2(&actions, err[1], 2);
        posix_spawn(&m_pid, HOST_PROGRAM, &actions, nullptr, pointers.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(out[1]);
        ::close(err[1]);
        m_out = ::fdopen(out[0], "r");
        m_err = ::fdopen(err[0], "r");
    }
    ~HostProgram()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        std::fclose(m_out);
        std::fclose(m_err);
    }

    static std::string line(std::FILE* from)
    {
        char text[512] = {};
        return std::fgets(text, sizeof text, from) ? std::string(text, std::strcspn(text, "\n")) : std::string();
    }
    // "control ENDPOINT" and the like: the endpoint.
    std::string endpoint(const std::string& name)
    {
        const std::string text = line(m_out);
        return text.starts_with(name + " ") ? text.substr(name.size() + 1) : "instead: " + text;
    }
    std::string complaint() { return line(m_err); }
    void signal(int number) { ::kill(m_pid, number); }
    int exitCode()
    {
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t m_pid = -1;
    std::FILE* m_out = nullptr;
    std::FILE* m_err = nullptr;
};

HostPlan pipeline()
{
    Topology topology = test::pipelineOnHosts({"local"});
    topology.nodes[0].params["rate"] = std::int64_t{1000};
    return makePlan(topology).value().hosts.at(0);
}

bool sentMore(const std::optional<HostBatch>& batch, std::uint64_t than)
{
    return batch && std::any_of(batch->sockets.begin(), batch->sockets.end(),
                                [&](const SocketSample& socket) { return socket.sent > than; });
}

TEST(HostProgram, StartedByHandItSaysWhereItServesAndOutlivesItsWatchers)
{
    HostProgram program({});
    const std::string control = program.endpoint("control"), telemetry = program.endpoint("telemetry");
    ASSERT_THAT(control, testing::StartsWith("ipc:///"));
    const std::filesystem::path folder = std::filesystem::path(control.substr(6)).parent_path();
    EXPECT_EQ(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
    {
        Talker first(control, telemetry);
        ASSERT_TRUE(first.apply(pipeline()));
        EXPECT_TRUE(first.nextBatch({0, 0}));
    }
    Talker second(control, telemetry);
    const auto hello = second.ask(ControlAction::Hello);
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->greeting.host, HostId("local"));
    EXPECT_TRUE(test::waitUntil([&] { return sentMore(second.nextBatch({0, 0}), 100); }));
    program.signal(SIGTERM);
    EXPECT_EQ(program.exitCode(), 0);
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(HostProgram, EndsWhenToldTo)
{
    HostProgram program({});
    const std::string control = program.endpoint("control"), telemetry = program.endpoint("telemetry");
    Talker talker(control, telemetry);
    EXPECT_TRUE(talker.ask(ControlAction::Quit));
    EXPECT_EQ(program.exitCode(), 0);
}

TEST(HostProgram, TcpTakesKeys)
{
    HostProgram open({"--control", "tcp://127.0.0.1:*", "--telemetry", "tcp://127.0.0.1:*"});
    EXPECT_THAT(open.complaint(), testing::HasSubstr("CURVE"));
    EXPECT_EQ(open.exitCode(), 2);

    const test::TemporaryFolder folder;
    char serverPublic[41], serverSecret[41], clientPublic[41], clientSecret[41];
    zmq_curve_keypair(serverPublic, serverSecret);
    zmq_curve_keypair(clientPublic, clientSecret);
    std::ofstream(folder / "host.key") << serverSecret;
    std::ofstream(folder / "driver.key") << clientPublic;
    HostProgram closed({"--control", "tcp://127.0.0.1:*", "--telemetry", "tcp://127.0.0.1:*", "--secret-key",
                        (folder / "host.key").string(), "--client-key", (folder / "driver.key").string()});
    const std::string control = closed.endpoint("control"), telemetry = closed.endpoint("telemetry");
    ASSERT_THAT(control, testing::StartsWith("tcp://127.0.0.1:"));
    Talker talker(control, telemetry, {serverPublic, clientPublic, clientSecret});
    EXPECT_TRUE(talker.ask(ControlAction::Hello));
}

TEST(HostProgram, ADescriptorThatIsNotOpenIsRefused)
{
    HostProgram program({"--stop-with-fd", "77"});
    EXPECT_THAT(program.complaint(), testing::HasSubstr("--stop-with-fd 77"));
    EXPECT_EQ(program.exitCode(), 2);
}

} // namespace
} // namespace zeroloom
