#include "core/host/telemetry_publisher.h"

#include <numeric>

#include <gmock/gmock.h>

#include "core/control/protocol.h"
#include "tests/core/control/sample_batches.h"

namespace zeroloom {
namespace {

// A publisher and one watcher, on one thread: over inproc what is sent is there.
class TelemetryPublisherTest : public testing::Test {
protected:
    TelemetryPublisherTest()
    {
        m_router.bind("inproc://telemetry");
        m_watcher.connect("inproc://telemetry");
    }

    HostBatch ask(const WatchRequest& request)
    {
        m_watcher.send(zmq::buffer(writeWatchRequest(request)), zmq::send_flags::none);
        publisher.takeRequests();
        publisher.answer();
        zmq::message_t frame;
        if (!m_watcher.recv(frame, zmq::recv_flags::dontwait))
            return {};
        const Result<HostBatch> batch = decodeBatch(frame.to_string_view());
        EXPECT_TRUE(batch);
        return batch ? *batch : HostBatch{};
    }

private:
    zmq::context_t m_context;
    zmq::socket_t m_router{m_context, zmq::socket_type::router};
    zmq::socket_t m_watcher{m_context, zmq::socket_type::dealer};

protected:
    TelemetryPublisher publisher{m_router};
};

HostBatch withChanges(std::size_t count)
{
    HostBatch batch;
    batch.monitors.push_back({NodeId("watch"), 1, {}});
    batch.heartChanges.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        batch.heartChanges[i].change.heart = static_cast<std::uint32_t>(i);
    return batch;
}

TEST_F(TelemetryPublisherTest, NoChangeOfAHeartIsLostWhenMoreComeThanABatchTakes)
{
    publisher.update(withChanges(50'000));
    std::vector<std::uint32_t> seen;
    WatchRequest request;
    std::uint64_t newest = 1;
    for (int batches = 0; request.heartChanges < newest && batches < 10; ++batches) {
        const HostBatch batch = ask(request);
        ASSERT_FALSE(batch.heartChanges.empty());
        EXPECT_EQ(batch.heartChangesLeftOut, 0U);
        for (const HeartChangeSample& change : batch.heartChanges)
            seen.push_back(change.change.heart);
        newest = batch.lastHeartChange;
        request = {batch.number, 0, batch.heartChanges.back().number, 0};
    }
    EXPECT_EQ(newest, 50'000U);
    std::vector<std::uint32_t> all(50'000);
    std::iota(all.begin(), all.end(), 0U);
    EXPECT_EQ(seen, all);
    EXPECT_THAT(ask(request).heartChanges, testing::IsEmpty());
}

TEST_F(TelemetryPublisherTest, ChangesThatAWatcherCameTooLateForAreCounted)
{
    publisher.update(withChanges(300'000));
    publisher.update(withChanges(300'000));
    const HostBatch batch = ask({});
    EXPECT_EQ(batch.heartChangesLeftOut, 200'000U);
    EXPECT_EQ(batch.heartChanges.front().number, 200'001U);
    EXPECT_EQ(batch.lastHeartChange, 600'000U);
}

HostBatch withMessages(std::size_t count)
{
    HostBatch batch;
    batch.messages.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        batch.messages[i].hopSequence = i + 1;
    return batch;
}

TEST_F(TelemetryPublisherTest, AWatcherGetsAThousandMessagesInABatchAndTheRestInTheNextOnes)
{
    publisher.update(withMessages(2500));
    WatchRequest request;
    std::vector<std::size_t> sizes;
    std::vector<std::uint64_t> seen;
    for (int batches = 0; batches < 4; ++batches) {
        const HostBatch batch = ask(request);
        EXPECT_EQ(batch.lastMessage, 2500U);
        EXPECT_EQ(batch.messagesLeftOut, 0U);
        sizes.push_back(batch.messages.size());
        for (const MessageSample& message : batch.messages)
            seen.push_back(message.hopSequence);
        request.have = batch.number;
        if (!batch.messages.empty())
            request.messages = batch.messages.back().number;
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1000, 1000, 500, 0}));
    std::vector<std::uint64_t> all(2500);
    std::iota(all.begin(), all.end(), 1U);
    EXPECT_EQ(seen, all);
}

TEST_F(TelemetryPublisherTest, MessagesThatAWatcherCameTooLateForAreCounted)
{
    publisher.update(withMessages(25'000));
    const HostBatch batch = ask({});
    ASSERT_EQ(batch.messages.size(), 1000U);
    EXPECT_EQ(batch.messagesLeftOut, 5000U);
    EXPECT_EQ(batch.messages.front().number, 5001U);
}

TEST_F(TelemetryPublisherTest, ACompleteBatchHasHeartsThatDidNotChangeForLong)
{
    HostBatch first = withChanges(0);
    first.hearts.push_back(test::plainHeart("watch", 0));
    publisher.update(first);
    HostBatch second = withChanges(0);
    second.hearts.push_back(test::plainHeart("watch", 1));
    publisher.update(second);
    EXPECT_EQ(ask({}).hearts.size(), 2U);
    const HostBatch next = ask({1, 0, 0, 0});
    ASSERT_EQ(next.hearts.size(), 1U);
    EXPECT_EQ(next.hearts.front().heart.number, 1U);
    EXPECT_THAT(next.monitors, testing::IsEmpty());
}

} // namespace
} // namespace zeroloom
