#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "core/control/samples.h"

namespace zeroloom {
namespace {

TEST(LatencyHistogram, CountsEachValueInTheBucketThatItsLimitsName)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t value = 1 + random() % (std::uint64_t{1} << (1 + random() % 39));
        LatencyHistogram histogram;
        histogram.add(value);
        std::size_t bucket = 0;
        while (histogram.buckets[bucket] == 0)
            ++bucket;
        const double exact = static_cast<double>(value);
        EXPECT_GE(exact * (1 + 1e-9), std::exp2(static_cast<double>(bucket) / 4)) << value;
        EXPECT_LT(exact * (1 - 1e-9), std::exp2(static_cast<double>(bucket + 1) / 4)) << value;
    }
}

TEST(LatencyHistogram, TakesNothingAndTheLargestValuesWithoutLeavingItsBuckets)
{
    LatencyHistogram histogram;
    histogram.add(0);
    histogram.add(UINT64_MAX);
    EXPECT_EQ(histogram.count, 2U);
    EXPECT_EQ(histogram.buckets.front(), 1U);
    EXPECT_EQ(histogram.buckets.back(), 1U);
    EXPECT_EQ(histogram.quantile(1), UINT64_MAX);
}

TEST(LatencyHistogram, QuantilesAreWithinAFifthOfTheTruth)
{
    LatencyHistogram histogram;
    for (std::uint64_t microseconds = 1; microseconds <= 10'000; ++microseconds)
        histogram.add(microseconds * 1000);
    for (const double q : {0.01, 0.5, 0.9, 0.99}) {
        const double truth = q * 10'000 * 1000;
        EXPECT_NEAR(static_cast<double>(histogram.quantile(q)), truth, truth * 0.19) << q;
    }
    EXPECT_EQ(histogram.quantile(1), 10'000'000U);
}

TEST(LatencyHistogram, AQuantileIsNeverAboveTheLargestValue)
{
    LatencyHistogram histogram;
    histogram.add(1025);
    EXPECT_LE(histogram.quantile(0.5), 1025U);
    EXPECT_EQ(LatencyHistogram{}.quantile(0.99), 0U);
}

TEST(LatencyHistogram, MergingIsTheSameAsCountingTogether)
{
    LatencyHistogram one, other, together;
    for (std::uint64_t value = 1; value < 5000; value += 7) {
        (value % 2 ? one : other).add(value * value);
        together.add(value * value);
    }
    one.merge(other);
    EXPECT_EQ(one, together);
}

} // namespace
} // namespace zeroloom
