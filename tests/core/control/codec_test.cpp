#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/control/msgpack.h"
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
}

TEST(BatchCodec, AnyMessagePackLibraryReadsIt)
{
    using Json = nlohmann::json;
    const HostBatch batch = test::fullBatch();
    const Json json = Json::from_msgpack(encodeBatch(batch));
    EXPECT_EQ(json[0], ProtocolVersion);
    EXPECT_EQ(json[3], batch.timeNs);
    EXPECT_EQ(json[12][0][0], "w");
    // And what a library writes in its own choice of sizes is read here.
    const std::vector<std::uint8_t> bytes = Json::to_msgpack(json);
    const Result<HostBatch> read = decodeBatch({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, batch);
}

TEST(Msgpack, NumbersOfEverySizeArriveAsTheyWere)
{
    for (int bits = 0; bits < 64; ++bits) {
        for (const std::uint64_t near : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) {
            const std::uint64_t value = (std::uint64_t{1} << bits) + near;
            const auto negative = -static_cast<std::int64_t>(value >> 1U);
            MsgpackWriter out;
            out.number(value);
            out.signedNumber(negative);
            const std::string bytes = out.take();
            MsgpackReader in(bytes);
            EXPECT_EQ(in.number(), value);
            EXPECT_EQ(in.signedNumber(), negative);
            EXPECT_TRUE(in.atEnd() && !in.failed());
        }
    }
}

TEST(Msgpack, TextsOfEverySizeArriveAsTheyWere)
{
    for (const std::size_t size : {0U, 31U, 32U, 255U, 256U, 65'535U, 65'536U}) {
        MsgpackWriter out;
        out.text(std::string(size, 'x'));
        const std::string bytes = out.take();
        MsgpackReader in(bytes);
        EXPECT_EQ(in.text().size(), size);
        EXPECT_TRUE(in.atEnd() && !in.failed());
    }
}

TEST(BatchCodec, AnotherVersionIsNamed)
{
    std::string bytes = encodeBatch({});
    ASSERT_EQ(bytes[0], '\xdc'); // array of 24, then the version
    ASSERT_EQ(bytes[3], ProtocolVersion);
    bytes[3] = 99;
    const Result<HostBatch> read = decodeBatch(bytes);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_NE(read.error().message.find("version 99"), std::string::npos) << read.error().message;
}

TEST(BatchCodec, AMessageOfMoreThanAnyHostKeepsIsRefused)
{
    HostBatch batch;
    batch.messages.emplace_back();
    MessageSample& message = batch.messages.front();
    message.frames.assign(MessageFramesKept, std::string(8, 'x'));
    message.sizes.assign(MessageFramesKept, 8);
    EXPECT_TRUE(decodeBatch(encodeBatch(batch)));
    message.frames.back() = std::string(MessageFrameKept + 1, 'x');
    EXPECT_FALSE(decodeBatch(encodeBatch(batch)));
    message.frames.back() = "x";
    message.sizes.pop_back();
    EXPECT_FALSE(decodeBatch(encodeBatch(batch)));
    message.frames.assign(MessageFramesKept + 1, "x");
    message.sizes.assign(MessageFramesKept + 1, 1);
    EXPECT_FALSE(decodeBatch(encodeBatch(batch)));
}

TEST(Msgpack, BytesOfEverySizeArriveAsTheyWere)
{
    for (const std::size_t size : {0U, 255U, 256U, 65'535U, 65'536U}) {
        MsgpackWriter out;
        out.binary(std::string(size, '\xff'));
        const std::string bytes = out.take();
        MsgpackReader in(bytes);
        EXPECT_EQ(in.binary(size), std::string(size, '\xff'));
        EXPECT_TRUE(in.atEnd() && !in.failed());
        MsgpackReader less(bytes);
        if (size > 0) {
            less.binary(size - 1);
            EXPECT_TRUE(less.failed());
        }
    }
}

TEST(BatchCodec, NumbersOutOfTheirRangeAreRefused)
{
    HostBatch batch;
    batch.nodes.push_back({NodeId("a"), static_cast<NodeState>(77), "", 0, {}});
    EXPECT_FALSE(decodeBatch(encodeBatch(batch)));
}

} // namespace
} // namespace zeroloom
