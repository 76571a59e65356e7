#include "core/liveness/beat_book.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

TEST(BeatBookTest, PayloadsAreDecimalSecondsAndFoundAgain)
{
    BeatBook book;
    EXPECT_EQ(book.next(2s + 57ns, 1s), "2.000000057");
    EXPECT_EQ(book.next(3s, 1s), "3.000000000");
    EXPECT_EQ(book.find("2.000000057"), 1U);
    EXPECT_EQ(book.find("3.000000000"), 2U);
    EXPECT_EQ(book.sent(2), 3s);
}

TEST(BeatBookTest, PayloadsDifferWhateverTheClockDoes)
{
    BeatBook book;
    EXPECT_EQ(book.next(2s, 1s), "2.000000000");
    EXPECT_EQ(book.next(2s, 1s), "2.000000001");
    EXPECT_EQ(book.next(1s, 1s), "2.000000002");
    EXPECT_EQ(BeatBook().next(-1s, 1s), "0.000000000");
}

TEST(BeatBookTest, OnlyTheVeryBytesAreFound)
{
    BeatBook book;
    EXPECT_EQ(book.find("2.000000000"), 0U);
    book.next(2s, 1s);
    for (const char* payload : {"", "2", "2.", ".000000000", "2.0", "02.000000000", "2.00000000", "2.0000000000",
                                "+2.000000000", "-2.000000000", "2.-00000000", "2.000000000 ", "2,000000000",
                                "9223372037.000000000", "99999999999999999999.000000000", "2.000000001", "1.999999999"})
        EXPECT_EQ(book.find(payload), 0U) << payload;
}

TEST(BeatBookTest, ManyBeatsAreRememberedAndNotMoreThanThat)
{
    BeatBook book;
    const std::string first = book.next(1s, 1s);
    const std::string second = book.next(2s, 1s);
    for (std::size_t i = 2; i <= BeatBook::Kept; ++i)
        book.next(std::chrono::seconds(i + 1), 1s);
    EXPECT_EQ(book.last(), BeatBook::Kept + 1);
    EXPECT_EQ(book.find(first), 0U);
    EXPECT_EQ(book.find(second), 2U);
}

TEST(BeatBookTest, BeatsWaitForTheirVerdictsInOrder)
{
    BeatBook book;
    book.next(1s, 500ms);
    book.next(2s, 1s);
    ASSERT_NE(book.pending(), nullptr);
    EXPECT_FALSE(book.pending()->left);
    EXPECT_EQ(book.left(2, 2100ms), std::optional<Nanoseconds>(100ms));
    EXPECT_EQ(book.left(2, 2200ms), std::nullopt); // known already
    EXPECT_EQ(book.pending()->number, 1U);
    EXPECT_EQ(book.pending()->left, 2100ms);
    EXPECT_EQ(book.pending()->allowed, 500ms);
    book.settle();
    EXPECT_EQ(book.judged(), 1U);
    book.settle();
    EXPECT_EQ(book.pending(), nullptr);
    book.settle();
    EXPECT_EQ(book.judged(), 2U);
}

TEST(BeatBookTest, ABeatCannotHaveLeftBeforeItWasSent)
{
    BeatBook book;
    book.next(5s, 1s);
    book.left(1, 3s);
    EXPECT_EQ(book.pending()->left, 5s);
}

} // namespace
} // namespace zeroloom
