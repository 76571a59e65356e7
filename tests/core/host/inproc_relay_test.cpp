// The relay of an inproc wire between two sockets of the test's own: what it costs, and what it holds.
#include "core/host/inproc_relay.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;

constexpr const char* Target = "inproc://target";

// PUSH to PULL, where the PULL binds; or PUB to SUB, where the PUB does.
class RelayedFlow {
public:
    RelayedFlow(SocketType from, Nanoseconds delay, int limit)
        : sender(m_context, from == Pub ? ZMQ_PUB : ZMQ_PUSH), receiver(m_context, from == Pub ? ZMQ_SUB : ZMQ_PULL)
    {
        EXPECT_TRUE(m_loop.start());
        sender.set(zmq::sockopt::linger, 0);
        sender.set(zmq::sockopt::sndtimeo, 300);
        sender.set(zmq::sockopt::sndhwm, limit);
        receiver.set(zmq::sockopt::rcvhwm, limit);
        const bool publishes = from == Pub;
        (publishes ? sender : receiver).bind(Target);
        PlannedWire planned;
        planned.peerType = publishes ? Pub : Pull;
        planned.endpoint = Target;
        wire = std::make_shared<WireRecord>(planned, true);
        m_relay = std::make_shared<InprocRelay>(m_loop, wire, RelayedSocket{publishes ? Sub : Push, {}, false}, Target);
        m_loop.call([&] {
            m_relay->setFault({.relayed = true, .cut = false, .delay = delay, .drop = 0});
            EXPECT_TRUE(m_relay->open(m_context));
        });
        if (publishes)
            receiver.set(zmq::sockopt::subscribe, "");
        (publishes ? receiver : sender).connect(m_relay->endpoint());
    }
    ~RelayedFlow()
    {
        m_loop.call([&] { m_relay->close(); });
    }

    std::uint64_t held() const { return wire->relay.heldOut.get() + wire->relay.heldIn.get(); }
    // False: it was refused.
    bool send(std::size_t bytes) { return sender.send(zmq::message_t(bytes), zmq::send_flags::none).has_value(); }
    bool sendNow(std::size_t bytes)
    {
        return sender.send(zmq::message_t(bytes), zmq::send_flags::dontwait).has_value();
    }
    // What the relays' thread has used so far.
    std::chrono::microseconds used()
    {
        rusage usage{};
        m_loop.call([&] { ::getrusage(RUSAGE_THREAD, &usage); });
        const auto of = [](const timeval& time) { return time.tv_sec * 1'000'000 + time.tv_usec; };
        return std::chrono::microseconds(of(usage.ru_utime) + of(usage.ru_stime));
    }
    bool waitFor(const std::function<bool()>& condition)
    {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end)
                return false;
            std::this_thread::sleep_for(1ms);
        }
        return true;
    }

private:
    zmq::context_t m_context;
    EventLoop m_loop{"relays"};
    std::shared_ptr<InprocRelay> m_relay;

public:
    zmq::socket_t sender, receiver;
    WireRecordPtr wire;
};

class FullInprocRelay : public ::testing::TestWithParam<SocketType> {};

TEST_P(FullInprocRelay, RestsUntilItsReceiverHasRoomAndThenGoesOn)
{
    RelayedFlow flow(GetParam(), 1ms, 10);
    // One at a time, so that the relay always waits for the next, until one stays in it though its time has come.
    int looks = 0;
    ASSERT_TRUE(flow.waitFor([&] {
        flow.used(); // it has had its turn
        looks = flow.held() > 0 ? looks + 1 : 0;
        if (looks == 0)
            flow.sendNow(5);
        return looks == 50;
    }));
    flow.sendNow(5); // of which it is told, and can do nothing
    const auto begin = std::chrono::steady_clock::now();
    const auto before = flow.used();
    std::this_thread::sleep_for(400ms); // the time over which it is measured
    EXPECT_LT(flow.used() - before, (std::chrono::steady_clock::now() - begin) / 4);
    EXPECT_GT(flow.held(), 0U);
    zmq::message_t taken;
    EXPECT_TRUE(flow.waitFor([&] { return !flow.receiver.recv(taken, zmq::recv_flags::dontwait) && flow.held() == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Patterns, FullInprocRelay, ::testing::Values(Push, Pub),
                         [](const auto& one) { return std::string(one.param == Push ? "Push" : "Pub"); });

TEST(InprocRelayHolds, NoMoreTinyMessagesThanItsMemoryIsMeantToHold)
{
    RelayedFlow flow(Push, 1h, 1000);
    constexpr std::size_t Many = 1'000'000; // with what is kept of each, twice of what it may hold
    std::size_t sent = 0;
    while (sent < Many && flow.send(1))
        ++sent;
    EXPECT_LT(sent, Many);
    EXPECT_GT(sent, 100'000U);
}

TEST(InprocRelayHolds, AnEmptyMessageAsOneThatIsOnItsWay)
{
    RelayedFlow flow(Push, 1h, 10);
    ASSERT_TRUE(flow.send(0));
    EXPECT_TRUE(flow.waitFor([&] { return flow.held() > 0; }));
}

} // namespace
} // namespace zeroloom
