// Values of parameters: what is taken, what is refused, and what the refusal says.
#include <gtest/gtest.h>

#include "core/role/role_catalogue.h"

namespace zeroloom {
namespace {

const ParameterInfo& parameter(std::string_view role, std::string_view name)
{
    return *roleByName(role)->parameter(name);
}

TEST(ParameterValue, IsReadFromWhatAPersonTypes)
{
    EXPECT_EQ(*parseParameter(parameter("source", "rate"), " 1000 "), Value(std::int64_t{1000}));
    EXPECT_EQ(*parseParameter(parameter("source", "rate"), "0.5"), Value(0.5));
    EXPECT_EQ(*parseParameter(parameter("source", "size"), "1024"), Value(std::int64_t{1024}));
    EXPECT_EQ(*parseParameter(parameter("source", "topics"), "weather., sport ,"),
              Value(TextList{"weather.", "sport"}));
    EXPECT_EQ(*parseParameter(parameter("source", "topics"), ""), Value(TextList{}));
    EXPECT_EQ(*parseParameter(parameter("source", "text"), " as it is "), Value(std::string(" as it is ")));
    EXPECT_EQ(*parseParameter(parameter("sink", "work"), "250us"), Value(std::string("250us")));
    EXPECT_EQ(*parseParameter(parameter("program", "restart"), "always"), Value(std::string("always")));
}

TEST(ParameterValue, IsRefusedWithWhatWouldDo)
{
    const auto refusal = [](std::string_view role, std::string_view name, std::string_view text) {
        const auto value = parseParameter(parameter(role, name), text);
        return value ? std::string("taken") : value.error().message;
    };
    EXPECT_EQ(refusal("source", "size", "-1"), "'size' takes a whole number from 0 to 67108864 bytes");
    EXPECT_EQ(refusal("source", "size", "12x"), "'size' takes a whole number from 0 to 67108864 bytes");
    EXPECT_EQ(refusal("source", "size", "99999999999999999999"),
              "'size' takes a whole number from 0 to 67108864 bytes");
    EXPECT_NE(refusal("source", "rate", "nan").find("'rate' takes a number from 0 to"), std::string::npos);
    EXPECT_NE(refusal("sink", "work", "5").find("such as 250us or 1ms"), std::string::npos);
    EXPECT_NE(refusal("requester", "timeout", "0").find("a time from 1ms to 24h"), std::string::npos);
    EXPECT_EQ(refusal("program", "restart", "sometimes"), "'restart' takes never, on-failure or always");
}

TEST(ParameterValue, OfAnotherKindIsRefused)
{
    EXPECT_FALSE(checkParameter(parameter("source", "rate"), Value(std::string("10"))));
    EXPECT_FALSE(checkParameter(parameter("source", "size"), Value(64.5)));
    EXPECT_FALSE(checkParameter(parameter("source", "topics"), Value(std::string("a"))));
    EXPECT_FALSE(checkParameter(parameter("source", "text"), Value(true)));
    EXPECT_TRUE(checkParameter(parameter("source", "rate"), Value(std::int64_t{10})));
    EXPECT_TRUE(checkParameter(parameter("sink", "work"), Value(std::int64_t{0})));
    EXPECT_FALSE(checkParameter(parameter("sink", "work"), Value(std::int64_t{5})));
}

} // namespace
} // namespace zeroloom
