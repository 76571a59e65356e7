#include "bare_loops.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sched.h>
#include <zmq.h>

namespace zeroloom::bench {
namespace {

using Clock = std::chrono::steady_clock;

void sleepFor(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

// A context, as libzmq makes it, with two connected sockets.
class Pair {
public:
    Pair(SocketType binding, SocketType connecting, const std::string& transport) : m_context(zmq_ctx_new())
    {
        m_first = zmq_socket(m_context, static_cast<int>(binding));
        m_second = zmq_socket(m_context, static_cast<int>(connecting));
        const int linger = 0, wait = 200;
        for (void* socket : {m_first, m_second}) {
            zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
            zmq_setsockopt(socket, ZMQ_RCVTIMEO, &wait, sizeof wait);
            zmq_setsockopt(socket, ZMQ_SNDTIMEO, &wait, sizeof wait);
        }
        const std::string wildcard = transport == "inproc" ? "inproc://bare"
                                     : transport == "ipc"  ? "ipc://*"
                                                           : "tcp://127.0.0.1:*";
        if (zmq_bind(m_first, wildcard.c_str()) != 0)
            throw std::runtime_error(zmq_strerror(zmq_errno()));
        std::array<char, 256> endpoint{};
        std::size_t size = endpoint.size();
        zmq_getsockopt(m_first, ZMQ_LAST_ENDPOINT, endpoint.data(), &size);
        if (connecting == SocketType::Sub)
            zmq_setsockopt(m_second, ZMQ_SUBSCRIBE, "", 0);
        zmq_connect(m_second, endpoint.data());
    }
    ~Pair()
    {
        zmq_close(m_first);
        zmq_close(m_second);
        zmq_ctx_term(m_context);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    void* first() { return m_first; }
    void* second() { return m_second; }

private:
    void* m_context;
    void* m_first;
    void* m_second;
};

void sendLoop(void* socket, std::size_t size, const std::atomic<bool>& stop)
{
    const std::vector<char> content(size, 'z');
    while (!stop.load(std::memory_order_relaxed)) {
        zmq_msg_t message;
        zmq_msg_init_size(&message, size);
        std::memcpy(zmq_msg_data(&message), content.data(), size);
        if (zmq_msg_send(&message, socket, 0) < 0)
            zmq_msg_close(&message);
    }
}

void receiveLoop(void* socket, std::atomic<std::uint64_t>& received, const std::atomic<bool>& stop)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    std::uint64_t count = 0;
    while (!stop.load(std::memory_order_relaxed)) {
        if (zmq_msg_recv(&message, socket, 0) >= 0)
            received.store(++count, std::memory_order_relaxed);
    }
    zmq_msg_close(&message);
}

} // namespace

Throughput bareThroughput(const Case& which, double seconds)
{
    Pair pair(which.sender, which.receiver, which.transport);
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> received{0};
    std::thread receiver([&] { receiveLoop(pair.second(), received, stop); });
    std::thread sender([&] { sendLoop(pair.first(), which.size, stop); });
    sleepFor(0.3);
    const std::uint64_t before = received.load();
    const double cpu = processCpuNs();
    const auto start = Clock::now();
    sleepFor(seconds);
    const auto count = static_cast<double>(received.load() - before);
    const double cpuUsed = processCpuNs() - cpu;
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    stop.store(true);
    sender.join();
    receiver.join();
    return {count / elapsed, cpuUsed / std::max(count, 1.0)};
}

double processCpuNs()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

void pinThread(int threadId, int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    sched_setaffinity(threadId, sizeof cores, &cores);
}

double bareRoundTrip(const std::string& transport, std::size_t size, double seconds, int requesterCore, int replierCore)
{
    Pair pair(SocketType::Rep, SocketType::Req, transport);
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> replies{0};
    std::thread replier([&] {
        pinThread(0, replierCore);
        zmq_msg_t message;
        zmq_msg_init(&message);
        while (!stop.load(std::memory_order_relaxed)) {
            if (zmq_msg_recv(&message, pair.first(), 0) >= 0)
                zmq_msg_send(&message, pair.first(), 0);
        }
        zmq_msg_close(&message);
    });
    std::thread requester([&] {
        pinThread(0, requesterCore);
        const std::vector<char> content(size, 'z');
        zmq_msg_t reply;
        zmq_msg_init(&reply);
        std::uint64_t count = 0;
        while (!stop.load(std::memory_order_relaxed)) {
            zmq_msg_t request;
            zmq_msg_init_size(&request, size);
            std::memcpy(zmq_msg_data(&request), content.data(), size);
            zmq_msg_send(&request, pair.second(), 0);
            if (zmq_msg_recv(&reply, pair.second(), 0) >= 0)
                replies.store(++count, std::memory_order_relaxed);
        }
        zmq_msg_close(&reply);
    });
    sleepFor(0.2);
    const std::uint64_t before = replies.load();
    const auto start = Clock::now();
    sleepFor(seconds);
    const std::uint64_t after = replies.load();
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    stop.store(true);
    requester.join();
    replier.join();
    return after == before ? 1e9 : elapsed * 1e6 / static_cast<double>(after - before);
}

} // namespace zeroloom::bench
