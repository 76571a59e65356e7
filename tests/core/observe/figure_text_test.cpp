#include "core/observe/figure_text.h"

#include <cmath>

#include <gtest/gtest.h>

namespace zeroloom::figures {
namespace {

TEST(FigureText, HasUnitsAndSeparatedThousands)
{
    EXPECT_EQ(count(13402), "13,402");
    EXPECT_EQ(count(18446744073709551615ULL), "18,446,744,073,709,551,615");
    EXPECT_EQ(rate(0), "0/s");
    EXPECT_EQ(rate(0.5), "0.5/s");
    EXPECT_EQ(rate(12345), "12,345/s");
    EXPECT_EQ(rate(123456), "123 k/s");
    EXPECT_EQ(rate(1234567), "1.2 M/s");
    EXPECT_EQ(perSecond(334.4), "334");
    EXPECT_EQ(bytes(512.0), "512 B");
    EXPECT_EQ(bytes(1536.0), "1.5 KiB");
    EXPECT_EQ(byteRate(21504), "21 KiB/s");
    EXPECT_EQ(microseconds(86), "86 µs");
    EXPECT_EQ(microseconds(999.9), "1 ms");
    EXPECT_EQ(microseconds(9.9e6), "9.9 s");
    EXPECT_EQ(seconds(0.42), "0.4 s");
    EXPECT_EQ(duration(134), "00:02:14");
    EXPECT_EQ(duration(360000), "100:00:00");
}

TEST(FigureText, WhatIsNotKnownIsNeverZeroAndWhatIsEstimatedSaysSo)
{
    EXPECT_EQ(count(Figure<std::uint64_t>{}), UnknownFigure);
    EXPECT_EQ(count(Figure<std::uint64_t>::exact(0)), "0");
    EXPECT_EQ(count(Figure<std::uint64_t>::estimated(1961)), "~1,961");
    EXPECT_EQ(rate(Figure<double>{}), UnknownFigure);
    EXPECT_EQ(rate(Figure<double>::estimated(334)), "~334/s");
    EXPECT_EQ(rate(std::nan("")), UnknownFigure);
    EXPECT_EQ(losses(Figure<LossCounts>{}), UnknownFigure);
    EXPECT_EQ(losses(LossTotal{3, true}), "3");
    EXPECT_EQ(losses(LossTotal{3, false}), "at least 3");
    EXPECT_EQ(losses(LossTotal{0, false}), "unknown");
    EXPECT_EQ(percentile(LatencySummary{}, 0), UnknownFigure);
    EXPECT_EQ(percentile(LatencySummary{5, 86, 90, 99, 100, Quality::Estimated}, 86), "~86 µs");
}

} // namespace
} // namespace zeroloom::figures
