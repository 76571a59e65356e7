// What this machine tells of the process at the other end of a connection, against real processes.
#include "core/host/peer_witness.h"

#include <array>
#include <atomic>
#include <csignal>
#include <functional>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/control/unique_fd.h"
#include "core/host/event_loop.h"
#include "core/host/process_look.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using test::waitUntil;

// A child of this process that does as it is told, until it is killed or this object ends.
class Child {
public:
    explicit Child(const std::function<void()>& life) : id(::fork())
    {
        if (id != 0)
            return;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        life();
        ::_exit(0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { end(); }

    void end()
    {
        if (id <= 0)
            return;
        ::kill(id, SIGKILL);
        ::waitpid(id, nullptr, 0);
        id = -1;
    }
    void tell(int signal) const { ::kill(id, signal); }

    pid_t id;
};

[[noreturn]] void sleepForEver()
{
    for (;;)
        ::pause();
}

[[noreturn]] void spin()
{
    for (std::atomic<std::uint64_t> turns{0};;)
        turns.fetch_add(1);
}

// A role whose only heart is at the other end of a connection.
class WatchingRole final : public RoleNode {
public:
    void configure(const Values&, RoleContext&) override {}
    Progress advance(RoleContext&) override { return {}; }
    HeartWatch* hearts() override { return &watch; }

    HeartWatch watch;
};

class PeerWitnessTest : public testing::Test {
protected:
    // The end of a tcp connection whose other end a child has, which then does as it is told.
    void connect(const std::function<void(int)>& life)
    {
        const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        ASSERT_EQ(::bind(listener.get(), plain, size), 0);
        ASSERT_EQ(::listen(listener.get(), 1), 0);
        ASSERT_EQ(::getsockname(listener.get(), plain, &size), 0);
        join(listener, plain, size, AF_INET, life);
    }
    void connectIpc(const std::function<void(int)>& life)
    {
        const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = folder.ipc("end").substr(std::string("ipc://").size());
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        ASSERT_EQ(::bind(listener.get(), plain, sizeof address), 0);
        ASSERT_EQ(::listen(listener.get(), 1), 0);
        join(listener, plain, sizeof address, AF_UNIX, life);
    }

    // Makes a heart of the connection and waits until its process is known.
    Heart resolved()
    {
        const std::string beat = role->watch.beat(EventLoop::now());
        const std::array<std::string_view, 2> frames{"heart", beat};
        EXPECT_EQ(role->watch.answer(frames, end.get(), EventLoop::now(), witness), AnswerKind::Beat);
        processes.setMonitors({node});
        Heart heart;
        EXPECT_TRUE(waitUntil([&] {
            std::uint64_t stamp = 0;
            heart = role->watch.heartsSince(stamp).front();
            return role->watch.unresolved(1).empty();
        }));
        peer = {end.get(), heart.address};
        return heart;
    }
    bool becomes(PeerProcess state)
    {
        return waitUntil([&] { return witness.evidence(peer).process == state; });
    }

    test::TemporaryFolder folder;
    std::shared_ptr<WatchingRole> role = std::make_shared<WatchingRole>();
    NodeRecordPtr node = makeNode(role);
    PeerProcesses processes;
    PeerWitness witness{processes};
    std::unique_ptr<Child> child;
    UniqueFd end;
    HeartPeer peer;

private:
    static NodeRecordPtr makeNode(const std::shared_ptr<RoleNode>& role)
    {
        auto node = std::make_shared<NodeRecord>(NodeId("watch"));
        node->role = role;
        return node;
    }
    void join(const UniqueFd& listener, const sockaddr* address, socklen_t size, int family,
              const std::function<void(int)>& life)
    {
        child = std::make_unique<Child>([&] {
            const int own = ::socket(family, SOCK_STREAM, 0);
            if (::connect(own, address, size) == 0)
                life(own);
        });
        end = UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        ASSERT_TRUE(end);
    }
};

TEST_F(PeerWitnessTest, FindsTheProcessAtTheOtherEndOfATcpConnection)
{
    connect([](int) {
        ::prctl(PR_SET_NAME, "a (odd) heart");
        sleepForEver();
    });
    ASSERT_TRUE(waitUntil([&] { return processName(child->id) == "a (odd) heart"; }));
    const Heart heart = resolved();
    EXPECT_EQ(heart.processId, child->id);
    EXPECT_EQ(heart.process, "a (odd) heart");
    EXPECT_TRUE(becomes(PeerProcess::Idle));
}

TEST_F(PeerWitnessTest, FindsTheProcessAtTheOtherEndOfAnIpcConnection)
{
    connectIpc([](int) { sleepForEver(); });
    EXPECT_EQ(resolved().processId, child->id);
    EXPECT_TRUE(becomes(PeerProcess::Idle));
}

TEST_F(PeerWitnessTest, AStoppedProcessIsTold)
{
    connect([](int) { sleepForEver(); });
    resolved();
    child->tell(SIGSTOP);
    EXPECT_TRUE(becomes(PeerProcess::Stopped));
    EXPECT_FALSE(witness.evidence(peer).connectionClosed);
    child->tell(SIGCONT);
    EXPECT_TRUE(becomes(PeerProcess::Idle));
}

TEST_F(PeerWitnessTest, AKilledProcessIsGoneEvenWhileNobodyHasTakenItsEnd)
{
    connect([](int) { sleepForEver(); });
    resolved();
    child->tell(SIGKILL);
    EXPECT_TRUE(becomes(PeerProcess::Gone)); // a zombie
    child->end();
    EXPECT_TRUE(becomes(PeerProcess::Gone));
}

TEST_F(PeerWitnessTest, AProcessThatComputesIsBusy)
{
    connect([](int) { spin(); });
    resolved();
    EXPECT_TRUE(becomes(PeerProcess::Busy));
}

TEST_F(PeerWitnessTest, AProcessThatGetsNoProcessorIsStarved)
{
    if (!tellsWaiting())
        GTEST_SKIP() << "this kernel does not tell how long threads wait for a processor (CONFIG_SCHED_INFO)";
    const auto onOneCore = [](int nice) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(0, &cores);
        ::sched_setaffinity(0, sizeof cores, &cores);
        ::setpriority(PRIO_PROCESS, 0, nice);
    };
    connect([&](int) {
        onOneCore(10);
        spin();
    });
    std::vector<std::unique_ptr<Child>> rivals;
    for (int i = 0; i < 3; ++i)
        rivals.push_back(std::make_unique<Child>([&] {
            onOneCore(0);
            spin();
        }));
    resolved();
    EXPECT_TRUE(becomes(PeerProcess::Starved));
    EXPECT_GT(witness.evidence(peer).waited, std::chrono::milliseconds(200));
}

TEST_F(PeerWitnessTest, AClosedConnectionAndAnAnswerThatWaitsAreSeen)
{
    int told[2]{};
    ASSERT_EQ(::pipe(told), 0);
    connect([&](int own) {
        char byte = 0;
        static_cast<void>(::read(told[0], &byte, 1));
        static_cast<void>(::write(own, "pong", 4));
        sleepForEver();
    });
    resolved();
    EXPECT_FALSE(witness.evidence(peer).answerWaits);
    ASSERT_EQ(::write(told[1], "x", 1), 1);
    EXPECT_TRUE(waitUntil([&] { return witness.evidence(peer).answerWaits; }));
    end.reset();
    EXPECT_TRUE(witness.evidence(peer).connectionClosed);
    ::close(told[0]);
    ::close(told[1]);
}

TEST_F(PeerWitnessTest, FiveThousandSuspectsOfOneProcessTakeOneLook)
{
    connect([](int) { sleepForEver(); });
    resolved();
    ASSERT_TRUE(becomes(PeerProcess::Idle));
    const Nanoseconds began = EventLoop::now();
    for (int i = 0; i < 5000; ++i)
        witness.evidence(peer);
    EXPECT_LT(EventLoop::now() - began, std::chrono::milliseconds(500));
}

} // namespace
} // namespace zeroloom
