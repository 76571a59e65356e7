// Whole messages are taken out of a ZMTP stream, however its bytes come, and nothing else is.
#include "core/host/zmtp_sieve.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

std::string greeting(const std::string& mechanism = "NULL", char major = 3)
{
    std::string text("\xff\0\0\0\0\0\0\0\1\x7f", 10);
    text += major;
    text += '\1';
    text += mechanism + std::string(20 - mechanism.size(), '\0');
    return text + std::string(32, '\0');
}

std::string frame(const std::string& body, bool more = false, bool command = false)
{
    const auto flags = static_cast<char>((more ? 1 : 0) | (body.size() > 255 ? 2 : 0) | (command ? 4 : 0));
    std::string text(1, flags);
    const std::uint64_t size = body.size();
    for (int shift = size > 255 ? 56 : 0; shift >= 0; shift -= 8)
        text += static_cast<char>(size >> static_cast<unsigned>(shift) & 0xffU);
    return text + body;
}

const std::string Ready = frame("\5READY\13Socket-Type", false, true);

// As it comes in pieces of so many bytes.
std::string passed(ZmtpSieve& sieve, const std::string& bytes, std::size_t piece, const ZmtpSieve::Takes& takes)
{
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        sieve.pass(std::string_view(bytes).substr(at, piece), takes, out);
    return out;
}

class Sieve : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Sieve, TakesMessagesAndLeavesGreetingHandshakeAndCommands)
{
    const std::string ping = frame("\4PING\0\0", false, true), large(70'000, 'x');
    const std::string before = greeting() + Ready;
    ZmtpSieve sieve(false);
    EXPECT_EQ(passed(sieve, before + frame("one") + ping + frame(large) + frame(""), GetParam(), [] { return true; }),
              before + ping);
    EXPECT_EQ(sieve.taken(), 3U);
    ZmtpSieve open(false);
    const std::string all = before + frame("one") + ping + frame(large) + frame("");
    EXPECT_EQ(passed(open, all, GetParam(), [] { return false; }), all);
    EXPECT_EQ(open.taken(), 0U);
}

TEST_P(Sieve, TakesAllFramesOfAMessageOrNone)
{
    // A heartbeat may stand between the frames of a message.
    const std::string ping = frame("\4PING", false, true);
    const std::string first = frame("a", true) + frame("", true) + ping + frame("b");
    const std::string second = frame("c", true) + frame("d");
    int asked = 0;
    ZmtpSieve sieve(false);
    const std::string out =
        passed(sieve, greeting() + Ready + first + second + frame("e"), GetParam(), [&] { return ++asked != 2; });
    EXPECT_EQ(asked, 3);
    EXPECT_EQ(out, greeting() + Ready + ping + second);
    EXPECT_EQ(sieve.taken(), 2U);
}

TEST_P(Sieve, LeavesSubscriptionsWhereASubscriberSpeaks)
{
    const std::string subscriptions = frame("\1weather") + frame(std::string("\0old", 4));
    ZmtpSieve sieve(true);
    EXPECT_EQ(
        passed(sieve, greeting() + Ready + subscriptions + frame("text") + frame(""), GetParam(), [] { return true; }),
        greeting() + Ready + subscriptions);
    ZmtpSieve other(false);
    EXPECT_EQ(passed(other, greeting() + Ready + subscriptions, GetParam(), [] { return true; }), greeting() + Ready);
}

TEST_P(Sieve, PassesWhatItCannotRead)
{
    const std::string traffic = frame("one") + std::string(3000, '\xff');
    for (const std::string& begin : {greeting("CURVE"), greeting("NULL", 1), std::string("\x0c\0hello world", 13),
                                     std::string("GET / HTTP/1.1\r\n"), std::string("\xff\0\0\0\0\0\0\0\1\x7e", 10)}) {
        ZmtpSieve sieve(false);
        EXPECT_EQ(passed(sieve, begin + traffic, GetParam(), [] { return true; }), begin + traffic);
        EXPECT_TRUE(sieve.isOpaque());
    }
}

TEST_P(Sieve, LosesNoByteWhenItGivesUp)
{
    const std::string all = greeting() + Ready + frame("one") + frame("two");
    for (std::size_t at = 0; at < all.size(); ++at) {
        ZmtpSieve sieve(false);
        std::string out = passed(sieve, all.substr(0, at), GetParam(), [] { return false; });
        sieve.giveUp();
        out += passed(sieve, all.substr(at), GetParam(), [] { return true; });
        EXPECT_EQ(out, all) << at;
    }
}

INSTANTIATE_TEST_SUITE_P(Pieces, Sieve, ::testing::Values(1, 2, 7, 64, 1000, 100'000));

} // namespace
} // namespace zeroloom
