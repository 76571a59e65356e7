#include "core/control/samples.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace zeroloom {

namespace {

// 2^(1/4), 2^(2/4) and 2^(3/4), scaled so that the leading bit of a value is bit 63.
constexpr std::uint64_t Quarter1 = 0x9837f0518db8a970ULL;
constexpr std::uint64_t Quarter2 = 0xb504f333f9de6485ULL;
constexpr std::uint64_t Quarter3 = 0xd744fccad69d6af5ULL;

} // namespace

std::size_t LatencyHistogram::bucketOf(std::uint64_t nanoseconds)
{
    if (nanoseconds <= 1)
        return 0;
    const int zeros = std::countl_zero(nanoseconds);
    const std::uint64_t scaled = nanoseconds << zeros;
    const auto exponent = static_cast<std::size_t>(63 - zeros);
    const std::size_t bucket = 4 * exponent + (scaled >= Quarter1) + (scaled >= Quarter2) + (scaled >= Quarter3);
    return std::min<std::size_t>(bucket, 159);
}

void LatencyHistogram::add(std::uint64_t nanoseconds)
{
    ++buckets[bucketOf(nanoseconds)];
    ++count;
    maximum = std::max(maximum, nanoseconds);
}

std::uint64_t LatencyHistogram::quantile(double q) const
{
    if (count == 0)
        return 0;
    if (q >= 1)
        return maximum;
    const double wanted = std::ceil(std::max(q, 0.0) * static_cast<double>(count));
    const std::uint64_t rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
    std::uint64_t passed = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        passed += buckets[i];
        if (passed >= rank) {
            // The geometric middle of the bucket: at most 2^(1/8) from any value in it.
            const double middle = std::exp2((static_cast<double>(i) + 0.5) / 4);
            return std::min(maximum, static_cast<std::uint64_t>(std::llround(middle)));
        }
    }
    return maximum;
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    for (std::size_t i = 0; i < buckets.size(); ++i)
        buckets[i] += other.buckets[i];
    count += other.count;
    maximum = std::max(maximum, other.maximum);
}

} // namespace zeroloom
