#include <sys/stat.h>

#include <gmock/gmock.h>

#include "tests/core/control/served_host.h"

namespace zeroloom {
namespace {

using test::ServedHost;
using test::Talker;

TEST(ControlServer, GreetsItsDriver)
{
    ServedHost host;
    Talker talker(host);
    const auto answer = talker.ask(ControlAction::Hello);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->greeting.protocol, ProtocolVersion);
    EXPECT_EQ(answer->greeting.processId, ::getpid());
    EXPECT_FALSE(answer->greeting.libzmq.empty());
}

TEST(ControlServer, RefusesADriverOfAnotherVersionInWords)
{
    ServedHost host;
    Talker talker(host);
    ControlRequest hello;
    hello.protocol = ProtocolVersion + 1;
    const auto answer = talker.ask(hello);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(answer.error().message, testing::HasSubstr("install the same Zeroloom"));
}

TEST(ControlServer, AWatcherGetsEverythingAndThenWhatChanged)
{
    ServedHost host;
    Talker talker(host);
    ASSERT_TRUE(talker.apply(test::planOf(3)));
    const auto first = talker.nextBatch({0, 0});
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->complete);
    EXPECT_EQ(first->host, HostId("local"));
    EXPECT_EQ(first->nodes.size(), 3U);
    EXPECT_EQ(first->sockets.size(), 3U);
    EXPECT_GT(first->residentBytes, 0U);
    EXPECT_GT(first->threads, 0U);
    const auto second = talker.nextBatch({first->number, first->events.back().number});
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->complete);
    EXPECT_GT(second->number, first->number);
    EXPECT_THAT(second->nodes, testing::IsEmpty()); // the figures of the nodes stand still
    EXPECT_EQ(second->sockets.size(), 3U);          // their counters do not
    ASSERT_FALSE(second->events.empty());
    EXPECT_EQ(second->events.front().number, first->events.back().number + 1);
}

TEST(ControlServer, CollectReadsTheCountersNow)
{
    ServedHost host;
    Talker talker(host);
    ASSERT_TRUE(talker.apply(test::planOf(1)));
    const auto answer = talker.ask(ControlAction::Collect);
    ASSERT_TRUE(answer);
    const auto batch = talker.nextBatch({answer->number - 1, 0});
    ASSERT_TRUE(batch);
    EXPECT_GE(batch->number, answer->number);
}

TEST(ControlServer, AWatcherThatComesBackWithAnothersNumberGetsEverything)
{
    ServedHost host;
    Talker talker(host);
    ASSERT_TRUE(talker.apply(test::planOf(2)));
    const auto batch = talker.nextBatch({1'000'000, 1'000'000});
    ASSERT_TRUE(batch);
    EXPECT_TRUE(batch->complete);
    EXPECT_EQ(batch->nodes.size(), 2U);
    EXPECT_FALSE(batch->events.empty());
}

TEST(ControlServer, AWatcherThatStopsReadingNeitherSlowsTheHostNorFillsItsMemory)
{
    ServedHost host({}, 2000); // 400 kB of events with every batch
    Talker talker(host);
    ASSERT_TRUE(talker.apply(test::planOf(300)));
    zmq::context_t context;
    zmq::socket_t deaf(context, zmq::socket_type::dealer);
    deaf.set(zmq::sockopt::linger, 0);
    deaf.set(zmq::sockopt::rcvhwm, 1);
    deaf.set(zmq::sockopt::rcvbuf, 4096);
    deaf.connect(host.telemetryEndpoint);
    // It asks for a hundred complete batches and reads none. Were they kept or waited for, the host would stand still.
    std::uint64_t lastSent = 0;
    for (int i = 0; i < 30; ++i) {
        for (int wish = 0; wish < 4; ++wish)
            deaf.send(zmq::str_buffer("{\"have\":0,\"events\":0}"), zmq::send_flags::none);
        const auto start = std::chrono::steady_clock::now();
        const auto batch = talker.nextBatch({talker.batches.empty() ? 0 : talker.batches.back().number, 0});
        ASSERT_TRUE(batch);
        EXPECT_GT(batch->number, lastSent);
        lastSent = batch->number;
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
        ASSERT_TRUE(talker.ask(ControlAction::Drained));
    }
    EXPECT_LT(talker.batches.back().residentBytes, 400U << 20U);
}

TEST(ControlServer, MessagesThatAreNoneOfItsOwnDoNotDisturbIt)
{
    ServedHost host;
    zmq::context_t context;
    for (const std::string& endpoint : {host.controlEndpoint, host.telemetryEndpoint}) {
        zmq::socket_t stranger(context, zmq::socket_type::dealer);
        stranger.set(zmq::sockopt::linger, 1000);
        stranger.connect(endpoint);
        stranger.send(zmq::str_buffer("\xff\x00[[[["), zmq::send_flags::none);
        stranger.send(zmq::str_buffer("{}"), zmq::send_flags::sndmore);
        stranger.send(zmq::str_buffer("{}"), zmq::send_flags::sndmore);
        stranger.send(zmq::str_buffer("{}"), zmq::send_flags::none);
        stranger.send(zmq::message_t(), zmq::send_flags::none);
    }
    Talker talker(host);
    EXPECT_TRUE(talker.ask(ControlAction::Hello));
    EXPECT_TRUE(talker.nextBatch({0, 0}));
}

TEST(ControlServer, ItsSocketsAreForTheirOwnerAlone)
{
    ServedHost host;
    for (const char* name : {"control", "telemetry"}) {
        struct stat status {};
        ASSERT_EQ(::stat((host.folder / name).c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0077, 0U) << name;
    }
}

TEST(ControlServer, TcpWithoutKeysIsRefusedInWords)
{
    ServedHost host({"tcp://127.0.0.1:*", "tcp://127.0.0.1:*", {}});
    ASSERT_TRUE(host.error);
    EXPECT_THAT(host.error->message, testing::HasSubstr("CURVE"));
    ServedHost abstract({"ipc://@zeroloom-test", "ipc://@zeroloom-test-2", {}});
    EXPECT_TRUE(abstract.error);
}

} // namespace
} // namespace zeroloom
