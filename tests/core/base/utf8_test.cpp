#include "core/base/utf8.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

std::vector<char32_t> charactersOf(std::string_view text)
{
    std::vector<char32_t> characters;
    for (std::size_t at = 0; at < text.size();)
        characters.push_back(nextCharacter(text, at));
    return characters;
}

TEST(Utf8, CharactersOfEveryLengthComeBackAsTheyWere)
{
    for (const char32_t code : {U'a', U'\x7f', U'\x80', U'é', U'\x7ff', U'\x800', U'€', U'\xffff', U'\x10000', U'😀',
                                U'\x10ffff'}) {
        std::string text;
        appendUtf8(text, code);
        EXPECT_EQ(charactersOf(text + "z"), (std::vector<char32_t>{code, U'z'})) << static_cast<unsigned>(code);
        EXPECT_EQ(firstCharacter(text).bytes, text.size());
    }
}

TEST(Utf8, BytesThatBeginNoCharacterAreReplacedOneByOne)
{
    const char32_t no = ReplacementCharacter;
    EXPECT_EQ(charactersOf("\x80z"), (std::vector<char32_t>{no, U'z'}));
    EXPECT_EQ(charactersOf("\xc0\xaf"), (std::vector<char32_t>{no, no})) << "overlong";
    EXPECT_EQ(charactersOf("\xe0\x80\xaf"), (std::vector<char32_t>{no, no, no})) << "overlong";
    EXPECT_EQ(charactersOf("\xed\xa0\x80"), (std::vector<char32_t>{no, no, no})) << "a surrogate";
    EXPECT_EQ(charactersOf("\xf4\x90\x80\x80"), (std::vector<char32_t>{no, no, no, no})) << "beyond the last";
    EXPECT_EQ(charactersOf("\xe2\x82"), (std::vector<char32_t>{no, no})) << "cut off";
    EXPECT_EQ(charactersOf("\xe2z"), (std::vector<char32_t>{no, U'z'})) << "broken off";
    EXPECT_EQ(firstCharacter("\xff").bytes, 0U);
}

} // namespace
} // namespace zeroloom
