#include "tests/support/wait_until.h"

#include <gtest/gtest.h>

namespace zeroloom::test {
namespace {

TEST(WaitUntil, ReturnsWhenTheConditionHolds)
{
    int questions = 0;
    EXPECT_TRUE(waitUntil([&] { return ++questions == 3; }));
    EXPECT_EQ(questions, 3);
}

TEST(WaitUntil, GivesUpAtTheDeadlineAfterALastQuestion)
{
    int questions = 0;
    EXPECT_FALSE(waitUntil(std::chrono::nanoseconds(0), [&] {
        ++questions;
        return false;
    }));
    EXPECT_EQ(questions, 2);
}

} // namespace
} // namespace zeroloom::test
