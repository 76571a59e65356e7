#include "core/base/value.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(Value, IsShownAsItWouldBeTyped)
{
    EXPECT_EQ(toText(true), "true");
    EXPECT_EQ(toText(false), "false");
    EXPECT_EQ(toText(std::int64_t{-1}), "-1");
    EXPECT_EQ(toText(std::string("1ms")), "1ms");
    EXPECT_EQ(toText(TextList{"weather.", "news"}), "weather., news");
    EXPECT_EQ(toText(TextList{}), "");
    EXPECT_EQ(toText(TextList{"", "a", ""}), ", a, ");
}

TEST(Value, ShowsRealsWithoutTrailingZerosAndExactly)
{
    EXPECT_EQ(toText(0.5), "0.5");
    EXPECT_EQ(toText(2.0), "2");
    EXPECT_EQ(toText(0.1), "0.1");
    EXPECT_EQ(toText(-1.25), "-1.25");
}

} // namespace
} // namespace zeroloom
