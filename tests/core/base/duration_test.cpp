#include "core/base/duration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

struct Reading {
    const char* text;
    Nanoseconds duration;
};

class DurationReads : public testing::TestWithParam<Reading> {};

TEST_P(DurationReads, TheDocumentedForms)
{
    const auto read = parseDuration(GetParam().text);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, GetParam().duration);
}

INSTANTIATE_TEST_SUITE_P(All, DurationReads,
                         testing::Values(Reading{"0", 0ns}, Reading{"0s", 0ns}, Reading{"1ns", 1ns},
                                         Reading{"250us", 250us}, Reading{"1ms", 1ms}, Reading{"1.5s", 1500ms},
                                         Reading{"2m", 2min}, Reading{"1h", 1h}, Reading{"0.25ms", 250us},
                                         Reading{"1.000000000s", 1s}, Reading{"007ms", 7ms}, Reading{"1000h", 1000h},
                                         Reading{"0.5h", 30min}, Reading{"3600000000us", 1h}));

struct Refusal {
    const char* text;
    const char* reason;
};

class DurationRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(DurationRefuses, WithTheReason)
{
    const auto read = parseDuration(GetParam().text);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::InvalidInput);
    EXPECT_THAT(read.error().message, HasSubstr(GetParam().reason));
    EXPECT_THAT(read.error().message, HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(All, DurationRefuses,
                         testing::Values(Refusal{"", "a number and a unit"}, Refusal{"10", "the unit is missing"},
                                         Refusal{"1.5", "the unit is missing"}, Refusal{"-1s", "negative"},
                                         Refusal{"1.s", "after the point"}, Refusal{".5s", "a number and a unit"},
                                         Refusal{"1 s", "not one of"}, Refusal{"1S", "not one of"},
                                         Refusal{"1sec", "not one of"}, Refusal{"1s ", "not one of"},
                                         Refusal{"1.5ns", "nanosecond"}, Refusal{"0.00000000000000001h", "nanosecond"},
                                         Refusal{"1000.1h", "1000h"}, Refusal{"1001h", "1000h"},
                                         Refusal{"99999999999999999999999999s", "1000h"}, Refusal{"1e3s", "not one of"},
                                         Refusal{"+1s", "a number and a unit"}, Refusal{"inf", "a number"}));

TEST(Duration, IsShownInTheShortestExactForm)
{
    EXPECT_EQ(formatDuration(0ns), "0");
    EXPECT_EQ(formatDuration(250us), "250us");
    EXPECT_EQ(formatDuration(1ms), "1ms");
    EXPECT_EQ(formatDuration(1500ms), "1500ms");
    EXPECT_EQ(formatDuration(2s), "2s");
    EXPECT_EQ(formatDuration(90s), "90s");
    EXPECT_EQ(formatDuration(120s), "2m");
    EXPECT_EQ(formatDuration(48h), "48h");
    EXPECT_EQ(formatDuration(1'000'000'001ns), "1000000001ns");
}

TEST(Duration, IsReadBackAsItWasShown)
{
    for (const Nanoseconds duration : {0ns, 1ns, 999ns, Nanoseconds(1us), Nanoseconds(1234567us), Nanoseconds(1000h)}) {
        EXPECT_EQ(parseDuration(formatDuration(duration)).value_or(-1ns), duration) << formatDuration(duration);
    }
}

} // namespace
} // namespace zeroloom
