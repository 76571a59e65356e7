// Stamps survive the journey, and nothing else is taken for one.
#include <string>

#include <gtest/gtest.h>

#include "core/role/stamp.h"

namespace zeroloom {
namespace {

TEST(Stamp, IsReadBackAsItWasWritten)
{
    std::string payload(64, 'z');
    writeStamp(
        payload.data(),
        {.incarnation = 0xabc, .topic = 7, .origin = 1, .hop = 2, .hopSequence = 3, .originTime = 4, .hopTime = 5});
    const auto stamp = readStamp(payload.data(), payload.size());
    ASSERT_TRUE(stamp);
    EXPECT_EQ(stamp->incarnation, 0xabc);
    EXPECT_EQ(stamp->topic, 7);
    EXPECT_EQ(stamp->origin, 1U);
    EXPECT_EQ(stamp->hop, 2U);
    EXPECT_EQ(stamp->hopSequence, 3U);
    EXPECT_EQ(stamp->originTime, 4U);
    EXPECT_EQ(stamp->hopTime, 5U);
    EXPECT_EQ(payload.substr(StampSize), std::string(16, 'z'));
}

TEST(Stamp, IsNotSeenInOtherContent)
{
    const std::string text(100, 'a');
    EXPECT_FALSE(readStamp(text.data(), text.size()));
    EXPECT_FALSE(readStamp(nullptr, 0));
    std::string payload(StampSize, '\0');
    writeStamp(payload.data(), {});
    EXPECT_FALSE(readStamp(payload.data(), StampSize - 1));
    payload[4] = static_cast<char>(payload[4] ^ 2); // another version
    EXPECT_FALSE(readStamp(payload.data(), payload.size()));
}

} // namespace
} // namespace zeroloom
