#include "core/model/id_rule.h"

#include <set>

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(IdRule, TakesLettersDigitsUnderscoreAndHyphen)
{
    for (const char* id : {"a", "push2", "Worker_1", "x-y", "7"})
        EXPECT_TRUE(isValidId(id)) << id;
    for (const char* id : {"", "a.b", "a b", "ä", "a/b", "a\n"})
        EXPECT_FALSE(isValidId(id)) << id;
    EXPECT_TRUE(isValidId(std::string(64, 'x')));
    EXPECT_FALSE(isValidId(std::string(65, 'x')));
}

TEST(IdRule, SaysWhatWouldBeAnId)
{
    EXPECT_TRUE(checkId("push", "node id"));
    const Status bad = checkId("a.b", "node id");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().message, "'a.b' cannot be a node id; use 1 to 64 letters (a-z, A-Z), digits, '_' or '-'");
    EXPECT_NE(checkId("", "node id").error().message.find("empty"), std::string::npos);
}

TEST(IdRule, FreshIdsCountUpFromTheStem)
{
    const std::set<std::string> taken{"push", "push2", "worker7", "a007"};
    const auto isTaken = [&](const std::string& id) { return taken.contains(id); };
    EXPECT_EQ(freshId("pull", isTaken), "pull");
    EXPECT_EQ(freshId("push", isTaken), "push3");
    EXPECT_EQ(freshId("worker7", isTaken), "worker8");
    EXPECT_EQ(freshId("a007", isTaken), "a0072");
}

TEST(IdRule, FreshIdsNeverExceedTheLimit)
{
    const std::string longest(64, 'x');
    const std::string fresh = freshId(longest, [&](const std::string& id) { return id == longest; });
    EXPECT_EQ(fresh, std::string(63, 'x') + "2");
    EXPECT_EQ(freshId(std::string(100, 'y'), [](const std::string&) { return false; }), std::string(64, 'y'));
}

TEST(IdRule, TheSearchForManyIdsGoesOnWhereItEnded)
{
    int asked = 0;
    const auto isTaken = [&](const std::string& id) {
        ++asked;
        return id == "n";
    };
    long next = 500;
    EXPECT_EQ(freshId("n", isTaken, &next), "n500");
    EXPECT_EQ(next, 501);
    EXPECT_EQ(asked, 2);
}

} // namespace
} // namespace zeroloom
