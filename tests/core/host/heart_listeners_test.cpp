// Monitors of what somebody else runs: a pinger at echo servers, and a listener at a publisher of beats.
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include <zmq.hpp>

#include "tests/core/host/heart_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;
using testing::HasSubstr;

// Sends back all that it receives, until it ends.
class EchoServer {
public:
    EchoServer(zmq::socket_type type, const std::string& endpoint) : m_socket(m_context, type)
    {
        m_socket.set(zmq::sockopt::linger, 0);
        m_socket.bind(endpoint);
        m_endpoint = m_socket.get(zmq::sockopt::last_endpoint);
        m_socket.set(zmq::sockopt::rcvtimeo, 10);
        m_thread = std::thread([this] { run(); });
    }
    ~EchoServer()
    {
        m_ends = true;
        m_thread.join();
    }
    const std::string& endpoint() const { return m_endpoint; }
    // Frozen, it is connected and silent; what came meanwhile is echoed afterwards.
    void freeze(bool on) { m_frozen = on; }

private:
    void run()
    {
        zmq::message_t frame;
        while (!m_ends) {
            if (m_frozen) {
                std::this_thread::yield();
                continue;
            }
            if (!m_socket.recv(frame))
                continue;
            bool more = frame.more();
            m_socket.send(frame, more ? zmq::send_flags::sndmore : zmq::send_flags::none);
            while (more && m_socket.recv(frame)) {
                more = frame.more();
                m_socket.send(frame, more ? zmq::send_flags::sndmore : zmq::send_flags::none);
            }
        }
    }

    zmq::context_t m_context;
    zmq::socket_t m_socket;
    std::string m_endpoint;
    std::atomic<bool> m_ends{false}, m_frozen{false};
    std::thread m_thread;
};

struct Ends {
    SocketType pinger;
    SocketType echo;
};

class PingerAt : public HeartRuntimeTest, public testing::WithParamInterface<Ends> {
protected:
    static zmq::socket_type libraryType(SocketType type)
    {
        return type == Rep ? zmq::socket_type::rep : zmq::socket_type::router;
    }
    TopologyBuilder pinging(const std::string& endpoint) const
    {
        TopologyBuilder builder;
        builder.node("watch", "pinger", {{"ping", GetParam().pinger}}, {{"period", std::string("80ms")}})
            .node("kernel", "outside", {{"hb", GetParam().echo}})
            .wire("hb", "watch.ping", "kernel.hb", endpoint, WireEnd::To);
        return builder;
    }
};

TEST_P(PingerAt, SeesTheServerStopAndReturn)
{
    std::optional<EchoServer> server(std::in_place, libraryType(GetParam().echo), "tcp://127.0.0.1:*");
    const std::string endpoint = server->endpoint();
    apply(pinging(endpoint));
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Alive && heart("kernel").beats > 5; }));
    EXPECT_EQ(figures().garbage + figures().wrongFrames, 0U);
    EXPECT_GT(heart("kernel").rttUs, 0U);
    server.reset();
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Lost; }));
    EXPECT_TRUE(waitForHearts([&] { return heart("kernel").missedInRow >= 5; }));
    server.emplace(libraryType(GetParam().echo), endpoint);
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Alive; }));
    EXPECT_EQ(known.size(), 1U);
    EXPECT_TRUE(had(HeartChangeKind::Back, "kernel"));
}

TEST_P(PingerAt, SeesTheServerFreezeAndThaw)
{
    EchoServer server(libraryType(GetParam().echo), "tcp://127.0.0.1:*");
    apply(pinging(server.endpoint()));
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").beats > 3; }));
    server.freeze(true);
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Lost; }));
    server.freeze(false);
    EXPECT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Alive; }));
}

TEST_P(PingerAt, KnowsOfAServerThatNeverCame)
{
    std::string endpoint;
    {
        zmq::context_t context; // its end waits until the listener has gone, too
        zmq::socket_t nobody(context, zmq::socket_type::router);
        nobody.bind("tcp://127.0.0.1:*");
        endpoint = nobody.get(zmq::sockopt::last_endpoint);
    }
    apply(pinging(endpoint));
    ASSERT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Lost; }));
    EXPECT_EQ(heart("kernel").beats, 0U);
    // Nothing waits to be sent when it comes at last.
    EXPECT_EQ(socket("watch.ping").sent, 0U);
    EchoServer server(libraryType(GetParam().echo), endpoint);
    EXPECT_TRUE(waitForHearts([&] { return heart("kernel").state == HeartState::Alive; }));
}

INSTANTIATE_TEST_SUITE_P(Sockets, PingerAt,
                         testing::Values(Ends{Dealer, Router}, Ends{Dealer, Rep}, Ends{Req, Router}, Ends{Req, Rep}),
                         [](const testing::TestParamInfo<Ends>& tested) {
                             return std::string(name(tested.param.pinger)) + "To" +
                                    std::string(name(tested.param.echo));
                         });

class Listener : public HeartRuntimeTest {};

TEST_F(Listener, HearsBeatsComeCeaseAndComeAgain)
{
    TopologyBuilder builder;
    builder.node("hub", "source", {{"out", Pub}}, {{"rate", 20.0}, {"size", std::int64_t{64}}})
        .node("watch", "listener", {{"beats", Sub}}, {{"period", std::string("50ms")}})
        .wire("w", "hub.out", "watch.beats");
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("hub").state == HeartState::Alive && heart("hub").beats > 5; }));
    EXPECT_FALSE(figures().sendsBeats);
    builder.at("hub").params["rate"] = 0.001;
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("hub").state == HeartState::Lost; }));
    builder.at("hub").params["rate"] = 20.0;
    apply(builder);
    EXPECT_TRUE(waitForHearts([&] { return heart("hub").state == HeartState::Alive; }));
    EXPECT_EQ(known.size(), 1U);
}

TEST_F(Listener, WhoIsWiredElsewhereLeavesAndTheOtherIsExpected)
{
    TopologyBuilder builder;
    builder.node("one", "source", {{"out", Pub}}, {{"rate", 20.0}})
        .node("two", "source", {{"out", Pub}}, {{"rate", 20.0}})
        .node("watch", "listener", {{"beats", Sub}}, {{"period", std::string("50ms")}})
        .wire("w", "one.out", "watch.beats");
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("one").state == HeartState::Alive; }));
    builder.without("w").wire("v", "two.out", "watch.beats");
    apply(builder);
    EXPECT_TRUE(waitForHearts(
        [&] { return heart("one").state == HeartState::Left && heart("two").state == HeartState::Alive; }));
}

} // namespace
} // namespace zeroloom
