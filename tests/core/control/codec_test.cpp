#include <random>

#include <gtest/gtest.h>

#include "core/control/msgpack_tokens.h"
#include "core/control/protocol.h"
#include "tests/core/control/sample_batches.h"

namespace zeroloom {
namespace {

TEST(BatchCodec, EverythingInABatchArrives)
{
    const HostBatch batch = test::fullBatch();
    const Result<HostBatch> read = decodeBatch(encodeBatch(batch));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, batch);
}

TEST(BatchCodec, AnEmptyBatchArrives)
{
    const Result<HostBatch> read = decodeBatch(encodeBatch({}));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, HostBatch{});
}

TEST(BatchCodec, ABatchThatIsCutShortIsRefusedWhereverItIsCut)
{
    const std::string bytes = encodeBatch(test::fullBatch());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(decodeBatch(std::string_view(bytes).substr(0, size))) << size;
    EXPECT_FALSE(decodeBatch(bytes + '\x01'));
}

TEST(BatchCodec, NoBytesWhateverMakeItThrow)
{
    std::mt19937 random(1);
    std::string bytes = encodeBatch(test::fullBatch());
    for (int round = 0; round < 20'000; ++round) {
        std::string changed = bytes;
        const int changes = 1 + static_cast<int>(random() % 4);
        for (int i = 0; i < changes; ++i)
            changed[random() % changed.size()] = static_cast<char>(random());
        EXPECT_NO_THROW((void)decodeBatch(changed));
    }
    for (int round = 0; round < 20'000; ++round) {
        std::string noise(random() % 200, '\0');
        for (char& c : noise)
            c = static_cast<char>(random());
        EXPECT_NO_THROW((void)decodeBatch(noise));
    }
}

TEST(BatchCodec, DeepNestingAndLyingSizesAreRefused)
{
    EXPECT_FALSE(decodeBatch(std::string(4'000'000, '\x91')));              // arrays of one, nested
    EXPECT_FALSE(decodeBatch(std::string_view("\xdd\xff\xff\xff\xff", 5))); // array of 2^32 - 1 elements
    EXPECT_FALSE(decodeBatch(std::string_view("\xdb\xff\xff\xff\xff"
                                              "abc",
                                              8))); // text of 2^32 - 1 bytes
    EXPECT_FALSE(decodeBatch(std::string_view("\x81\xa1"
                                              "a\x01",
                                              4))); // a map
    EXPECT_FALSE(readMsgpack(std::string(MsgpackTokenLimit + 16, '\x01')));
}

TEST(BatchCodec, AnotherVersionIsNamed)
{
    std::string bytes = encodeBatch({});
    ASSERT_EQ(bytes[0], '\xdc'); // array of 16, then the version
    ASSERT_EQ(bytes[3], ProtocolVersion);
    bytes[3] = 99;
    const Result<HostBatch> read = decodeBatch(bytes);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_NE(read.error().message.find("version 99"), std::string::npos) << read.error().message;
}

TEST(BatchCodec, NumbersOutOfTheirRangeAreRefused)
{
    HostBatch batch;
    batch.nodes.push_back({NodeId("a"), static_cast<NodeState>(77), "", 0, {}});
    EXPECT_FALSE(decodeBatch(encodeBatch(batch)));
}

} // namespace
} // namespace zeroloom
