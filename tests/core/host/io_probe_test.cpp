// What the probe says of this process's I/O threads, against I/O threads that are stopped for real.
#include "core/host/io_probe.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/wait_until.h"

namespace zeroloom {
namespace {

using test::waitUntil;

// Threads of this process by their names, the older first.
std::vector<pid_t> threadsNamed(std::string_view name)
{
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string comm;
        std::getline(std::ifstream(entry.path() / "comm"), comm);
        if (comm == name)
            found.push_back(static_cast<pid_t>(std::stol(entry.path().filename())));
    }
    std::ranges::sort(found);
    return found;
}

// The same, when there are so many: one that was joined shows for a moment.
std::vector<pid_t> threadsNamed(std::string_view name, std::size_t count)
{
    std::vector<pid_t> found;
    EXPECT_TRUE(waitUntil([&] {
        found = threadsNamed(name);
        return found.size() == count;
    })) << found.size();
    found.resize(count);
    return found;
}

long wakeUpsOf(pid_t thread)
{
    std::ifstream status("/proc/self/task/" + std::to_string(thread) + "/status");
    const std::string name = "voluntary_ctxt_switches:";
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name))
            return std::stol(line.substr(name.size()));
    }
    return -1;
}

// Holds one thread of this process until its end, as a debugger does, from a child.
class StoppedThread {
public:
    explicit StoppedThread(pid_t thread)
    {
        std::array<int, 2> told{}, ends{};
        EXPECT_EQ(::pipe(told.data()) + ::pipe(ends.data()), 0);
        m_child = ::fork();
        if (m_child == 0) {
            ::close(ends[1]);
            const bool seized = ::ptrace(PTRACE_SEIZE, thread, nullptr, nullptr) == 0 &&
                                ::ptrace(PTRACE_INTERRUPT, thread, nullptr, nullptr) == 0 &&
                                ::waitpid(thread, nullptr, __WALL) == thread;
            const char answer = seized ? 'y' : 'n';
            const bool done = ::write(told[1], &answer, 1) == 1 && ::read(ends[0], &m_end, 1) >= 0;
            ::_exit(done ? 0 : 1); // the thread goes on
        }
        ::close(told[1]);
        ::close(ends[0]);
        char answer = 'n';
        isStopped = ::read(told[0], &answer, 1) == 1 && answer == 'y';
        ::close(told[0]);
        m_end = ends[1];
    }
    ~StoppedThread()
    {
        ::close(m_end);
        ::waitpid(m_child, nullptr, 0);
    }

    bool isStopped = false;

private:
    pid_t m_child = -1;
    int m_end = -1;
};

// A node that asks for beats as long as it is told to, and what it saw.
class Asker final : public Task {
public:
    Asker(EventLoop& loop, zmq::context_t& context) : m_loop(loop), m_probe(std::make_shared<IoProbe>(context, loop)) {}

    void run() override
    {
        ++rounds;
        last = m_probe->view();
        const auto heldBack = (last.sentUntil - last.clearAt).count();
        mostHeldBack = std::max(mostHeldBack.load(), heldBack);
        if (asks)
            m_probe->ask(*this, true);
    }
    void begin()
    {
        m_loop.call([this] {
            const Status opened = m_probe->open();
            EXPECT_TRUE(opened) << opened.error().text();
            run();
        });
    }
    void end()
    {
        m_loop.call([this] {
            m_probe->forget(*this);
            m_loop.forget(*this);
            m_probe.reset();
        });
    }
    IoView view()
    {
        IoView view;
        m_loop.call([&] { view = m_probe->view(); });
        return view;
    }

    // Returns when it is over.
    Nanoseconds holdLoop(Nanoseconds time)
    {
        Nanoseconds end{};
        m_loop.call([&] {
            const Nanoseconds until = EventLoop::now() + time;
            while (EventLoop::now() < until)
                std::this_thread::yield();
            end = EventLoop::now();
        });
        return end;
    }

    std::atomic<bool> asks{true};
    std::atomic<Nanoseconds::rep> mostHeldBack{0};
    std::atomic<int> rounds{0};
    IoView last; // the loop's

private:
    EventLoop& m_loop;
    std::shared_ptr<IoProbe> m_probe;
};

class IoProbeTest : public testing::Test {
protected:
    IoProbeTest()
    {
        EXPECT_TRUE(m_loop.start());
        asker.begin();
    }
    ~IoProbeTest() override { asker.end(); }

    bool isClearSince(Nanoseconds time)
    {
        return waitUntil([&] { return asker.view().clearAt >= time; });
    }

    zmq::context_t context{1};

private:
    EventLoop m_loop{"probe-test"};

protected:
    Asker asker{m_loop, context};
};

TEST_F(IoProbeTest, SaysWhatIsClearAndWhatHasLeft)
{
    const Nanoseconds before = EventLoop::now();
    ASSERT_TRUE(isClearSince(before));
    const IoView view = asker.view();
    EXPECT_GE(view.sentUntil, before);
    EXPECT_GT(view.leftBy, view.sentUntil);
    EXPECT_LE(view.leftBy, EventLoop::now());
}

TEST_F(IoProbeTest, NothingIsClearWhileTheIoThreadDoesNotGetToItsWork)
{
    ASSERT_TRUE(isClearSince(EventLoop::now()));
    const pid_t ioThread = threadsNamed("ZMQbg/IO/0", 1).front();
    Nanoseconds stopped{}, later{};
    {
        const StoppedThread thread(ioThread);
        if (!thread.isStopped)
            GTEST_SKIP() << "this system lets no process stop another's thread (ptrace)";
        stopped = EventLoop::now();
        constexpr Nanoseconds Long = std::chrono::milliseconds(300);
        ASSERT_TRUE(waitUntil([&] { return asker.view().delay > Long; }));
        later = EventLoop::now();
        EXPECT_LE(asker.view().clearAt, stopped);
        EXPECT_LE(asker.view().sentUntil, stopped);
    }
    ASSERT_TRUE(isClearSince(later));
}

TEST_F(IoProbeTest, NobodyAskedNothingIsDone)
{
    ASSERT_TRUE(isClearSince(EventLoop::now()));
    asker.asks = false;
    // A beat that is on its way comes back to nobody, and then the threads sleep.
    const std::array threads{threadsNamed("ZMQbg/IO/0", 1).front(), threadsNamed("probe-test", 1).front()};
    const auto wakeUps = [&] {
        long all = 0;
        for (const pid_t thread : threads)
            all += wakeUpsOf(thread);
        return all;
    };
    ASSERT_TRUE(waitUntil([&] {
        const long before = wakeUps();
        const Nanoseconds until = EventLoop::now() + std::chrono::milliseconds(200);
        EXPECT_TRUE(waitUntil([&] { return EventLoop::now() >= until; }));
        return wakeUps() == before;
    }));
}

TEST_F(IoProbeTest, TimeInWhichTheLoopDidNotRunIsGivenToThePeers)
{
    ASSERT_TRUE(isClearSince(EventLoop::now()));
    constexpr Nanoseconds Gap = std::chrono::milliseconds(300);
    const Nanoseconds end = asker.holdLoop(Gap);
    EXPECT_TRUE(waitUntil([&] { return asker.mostHeldBack.load() > (Gap * 9 / 10).count(); }));
    // What was held back is told in the end, and not before the peers have had the time.
    const Nanoseconds inTheGap = end - Gap / 2;
    ASSERT_TRUE(isClearSince(inTheGap));
    EXPECT_GT(EventLoop::now(), end + Gap / 4);
    EXPECT_TRUE(isClearSince(end));
}

// What makes a connection's data readable before the beat is sent is read before the beat is back, although libzmq
// takes only 256 descriptors in one look.
TEST_F(IoProbeTest, AllThatHadComeByTheTimeOfABeatIsReadWhenItIsBack)
{
    constexpr int Peers = 700;
    zmq::context_t others{1};
    others.set(zmq::ctxopt::max_sockets, 2 * Peers);
    zmq::socket_t router(context, zmq::socket_type::router);
    router.set(zmq::sockopt::linger, 0);
    router.set(zmq::sockopt::backlog, Peers);
    router.bind("tcp://127.0.0.1:*");
    const std::string endpoint = router.get(zmq::sockopt::last_endpoint);
    std::vector<zmq::socket_t> peers;
    for (int i = 0; i < Peers; ++i) {
        zmq::socket_t& peer = peers.emplace_back(others, zmq::socket_type::dealer);
        peer.set(zmq::sockopt::linger, 0);
        peer.connect(endpoint);
        peer.send(zmq::str_buffer("first"), zmq::send_flags::none);
    }
    zmq::message_t message;
    const auto drain = [&] {
        int count = 0;
        while (router.recv(message, zmq::recv_flags::dontwait))
            count += !message.more();
        return count;
    };
    int heard = 0;
    ASSERT_TRUE(waitUntil([&] { return (heard += drain()) == Peers; })) << heard;

    // Bytes that lie unread at the router's port.
    const std::string port = endpoint.substr(endpoint.rfind(':') + 1);
    const auto unread = [&] {
        int waiting = 0;
        std::ifstream table("/proc/self/net/tcp");
        std::string line;
        while (std::getline(table, line)) {
            std::istringstream fields(line);
            std::string number, local, remote, state, queues;
            fields >> number >> local >> remote >> state >> queues;
            if (state == "01" && local.size() == 13 && std::stoi(local.substr(9), nullptr, 16) == std::stoi(port))
                waiting += queues.substr(9) != "00000000";
        }
        return waiting;
    };
    const pid_t ioThread = threadsNamed("ZMQbg/IO/0", 2).front(); // of the older context
    for (int round = 0; round < 5; ++round) {
        Nanoseconds arrived{};
        {
            const StoppedThread thread(ioThread);
            if (!thread.isStopped)
                GTEST_SKIP() << "this system lets no process stop another's thread (ptrace)";
            for (zmq::socket_t& peer : peers)
                peer.send(zmq::str_buffer("again"), zmq::send_flags::none);
            ASSERT_TRUE(waitUntil([&] { return unread() == Peers; })) << unread();
            arrived = EventLoop::now();
        }
        ASSERT_TRUE(isClearSince(arrived));
        EXPECT_EQ(drain(), Peers);
    }
}

} // namespace
} // namespace zeroloom
