#include "core/liveness/pong_reader.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(PongReaderTest, AnIdAndAPayload)
{
    const std::vector<std::string_view> frames{"a", "1.0"};
    const Pong pong = readPong(frames);
    EXPECT_EQ(pong.fault, PongFault::None);
    ASSERT_EQ(pong.ids.size(), 1U);
    EXPECT_EQ(pong.ids[0], "a");
    EXPECT_EQ(pong.payload, "1.0");
}

TEST(PongReaderTest, TheBoundsAreWhatIsStated)
{
    const std::string id(MostIdBytes, 'i'), payload(MostPayloadBytes, 'p');
    EXPECT_EQ(readPong(std::vector<std::string_view>{id, payload}).fault, PongFault::None);
    EXPECT_EQ(readPong(std::vector<std::string_view>{id, "x", payload}).fault, PongFault::TooLong);
    EXPECT_EQ(readPong(std::vector<std::string_view>{id + "i", payload}).fault, PongFault::TooLong);
    EXPECT_EQ(readPong(std::vector<std::string_view>{id, payload + "p"}).fault, PongFault::TooLong);
    EXPECT_EQ(readPong(std::vector<std::string_view>(MostPongFrames, "x")).fault, PongFault::None);
    EXPECT_EQ(readPong(std::vector<std::string_view>(MostPongFrames + 1, "x")).fault, PongFault::WrongFrames);
}

TEST(PongReaderTest, NamesArePrintable)
{
    const auto named = [](const std::vector<std::string_view>& ids) { return heartName(ids); };
    EXPECT_EQ(named({"engine-1"}), "engine-1");
    EXPECT_EQ(named({"Zürich"}), "Zürich");
    EXPECT_EQ(named({std::string_view("\0\x6b\x8b\x45\x67", 5)}), "0x006b8b4567");
    EXPECT_EQ(named({"line\nbreak"}), "0x6c696e650a627265616b");
    EXPECT_EQ(named({"a", "", std::string_view("\0", 1)}), "a/0x00");
}

TEST(PongReaderTest, ShortenedTextIsNotCutInACharacter)
{
    EXPECT_EQ(shownBytes("abcdef", 3), "abc...");
    EXPECT_EQ(shownBytes("aü", 2), "a...");
    EXPECT_EQ(shownBytes("\xff\xfe\xfd", 2), "0xfffe...");
    EXPECT_EQ(shownBytes("abc", 3), "abc");
}

TEST(PongReaderTest, MadeIdsAreFiveBytesFromZero)
{
    EXPECT_TRUE(isMadeId(std::string_view("\0abcd", 5)));
    EXPECT_FALSE(isMadeId("abcde"));
    EXPECT_FALSE(isMadeId(std::string_view("\0abc", 4)));
}

TEST(PongReaderTest, KeysTellPathsApart)
{
    const auto key = [](const std::vector<std::string_view>& ids) {
        std::string text;
        appendHeartKey(ids, text);
        return text;
    };
    EXPECT_NE(key({"ab", "c"}), key({"a", "bc"}));
    EXPECT_NE(key({"ab"}), key({"a", "b"}));
    EXPECT_EQ(key({"a", "", "b"}), key({"a", "b"}));
}

} // namespace
} // namespace zeroloom
