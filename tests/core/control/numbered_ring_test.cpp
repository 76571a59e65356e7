#include "core/host/numbered_ring.h"

#include <gmock/gmock.h>

namespace zeroloom {
namespace {

std::vector<HostEvent> events(int count, std::uint64_t firstNumber = 0)
{
    std::vector<HostEvent> made(static_cast<std::size_t>(count));
    for (HostEvent& event : made)
        event.number = firstNumber == 0 ? 0 : firstNumber++;
    return made;
}

std::vector<std::uint64_t> numbers(const std::vector<HostEvent>& events)
{
    std::vector<std::uint64_t> found;
    for (const HostEvent& event : events)
        found.push_back(event.number);
    return found;
}

TEST(EventRing, GivesAWatcherWhatItHasNotSeen)
{
    EventRing ring(100);
    auto some = events(5);
    ring.add(some);
    std::uint64_t leftOut = 9;
    EXPECT_THAT(numbers(ring.after(3, 100, leftOut)), testing::ElementsAre(4, 5));
    EXPECT_EQ(leftOut, 0U);
    EXPECT_THAT(ring.after(5, 100, leftOut), testing::IsEmpty());
}

TEST(EventRing, SaysHowManyAreGone)
{
    EventRing ring(3);
    auto some = events(10);
    ring.add(some);
    std::uint64_t leftOut = 0;
    EXPECT_THAT(numbers(ring.after(2, 100, leftOut)), testing::ElementsAre(8, 9, 10));
    EXPECT_EQ(leftOut, 5U);
}

TEST(EventRing, AGapInTheRuntimesNumbersCountsAsGone)
{
    EventRing ring(100);
    auto first = events(2, 1), second = events(2, 10);
    ring.add(first);
    ring.add(second);
    std::uint64_t leftOut = 0;
    EXPECT_THAT(numbers(ring.after(0, 100, leftOut)), testing::ElementsAre(1, 2, 10, 11));
    EXPECT_EQ(leftOut, 7U);
}

TEST(EventRing, ALongQueueComesInParts)
{
    EventRing ring(100);
    auto some = events(10);
    ring.add(some);
    std::uint64_t leftOut = 0;
    EXPECT_THAT(numbers(ring.after(0, 4, leftOut)), testing::ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(numbers(ring.after(4, 100, leftOut)), testing::SizeIs(6));
}

} // namespace
} // namespace zeroloom
