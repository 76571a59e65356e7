// Text cut and wrapped without a font at hand.
#include <gmock/gmock.h>

#include "core/picture/clean_text.h"
#include "core/picture/text_width.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;

constexpr TextFont Small{11, TextWeight::Regular};

TEST(TextWidth, LatinHasTheWidthsOfInter)
{
    EXPECT_NEAR(textWidth("blocks at 1,000", Small), 77, 3);
    EXPECT_LT(textWidth("iii", Small), textWidth("WWW", Small));
    EXPECT_LT(textWidth("abc", Small), textWidth("abc", {11, TextWeight::SemiBold}));
    EXPECT_DOUBLE_EQ(textWidth("日本", Small), 22);
    EXPECT_DOUBLE_EQ(textWidth("e\u0301", Small), textWidth("e", Small));
}

TEST(TextWidth, WhatIsCutFitsAndKeepsWholeLetters)
{
    const std::string text = "Wörldwide publisher of e\u0301lite news";
    for (double room = 0; room < 250; room += 3) {
        const std::string cut = elidedText(text, room, Small);
        EXPECT_TRUE(textWidth(cut, Small) <= room || cut == "…") << cut;
        EXPECT_EQ(onOneLine(cut), cut);
        EXPECT_FALSE(cut.ends_with("e…") && text[cut.size() - 3] == '\xCC') << cut;
    }
    EXPECT_EQ(elidedText(text, 1000, Small), text);
}

TEST(TextWidth, LinesBreakAtSpacesAndWithinLongWords)
{
    EXPECT_THAT(wrappedText("one two three", 45, Small, 9), ElementsAre("one two", "three"));
    EXPECT_THAT(wrappedText("a\n\nb", 45, Small, 9), ElementsAre("a", "", "b"));
    EXPECT_THAT(wrappedText("one two three", 45, Small, 1), ElementsAre("one tw…"));
    const std::string word(100, 'x');
    std::string joined;
    for (const std::string& line : wrappedText(word, 45, Small, 99)) {
        EXPECT_LE(textWidth(line, Small), 45);
        joined += line;
    }
    EXPECT_EQ(joined, word);
    EXPECT_THAT(wrappedText("xy", 0.1, Small, 9), ElementsAre("x", "y"));
}

TEST(CleanText, HoldsNothingThatTurnsHidesOrBreaks)
{
    EXPECT_EQ(onOneLine("  a\t\n b\xE2\x80\xA8 c  "), "a b c");
    EXPECT_EQ(onLines("a \n b\xE2\x80\xA9"
                      "c\n"),
              "a\nb\nc");
    EXPECT_EQ(onOneLine("x\xE2\x80\xAEy"), "xy");
    EXPECT_EQ(onOneLine(std::string("a\x07\0b\xFF", 5)), "a\uFFFD\uFFFDb\uFFFD");
    EXPECT_EQ(onOneLine("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
    EXPECT_FALSE(isTreacherous("Wörld \"x\""));
    EXPECT_TRUE(isTreacherous("a\nb"));
    EXPECT_TRUE(isTreacherous("\xC0\x80"));
}

} // namespace
} // namespace zeroloom
