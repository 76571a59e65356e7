#include "core/observe/life_track.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

FlowSample flow(std::uint64_t received, std::uint64_t beforeFirst, std::uint64_t gaps, std::uint64_t last)
{
    FlowSample sample;
    sample.received = received;
    sample.beforeFirst = beforeFirst;
    sample.gaps = gaps;
    sample.lastSequence = last;
    return sample;
}

TEST(LifeCounter, GoesOnWhenTheCountStartsAnew)
{
    LifeCounter counter;
    EXPECT_FALSE(counter.add(10));
    EXPECT_FALSE(counter.add(30));
    EXPECT_TRUE(counter.add(5));
    EXPECT_EQ(counter.total(), 35U);
    EXPECT_TRUE(counter.add(50, true)); // told, although the count is higher
    EXPECT_EQ(counter.total(), 85U);
}

TEST(ReceiverTrack, WhatAnEarlierLifeReceivedIsNotLostForTheNext)
{
    ReceiverTrack track;
    track.add(flow(100, 3, 0, 103), false);
    EXPECT_EQ(track.beforeFirst(), 3U);
    // Started anew: the first that it sees is number 111, of which 103 were dealt with before.
    track.add(flow(1, 110, 0, 111), true);
    EXPECT_EQ(track.received(), 101U);
    EXPECT_EQ(track.beforeFirst(), 3U);
    EXPECT_EQ(track.reconnect(), 7U);
}

TEST(ReceiverTrack, NumbersOfBeforeTheWireAreForgiven)
{
    ReceiverTrack track;
    track.forgive(500);
    track.add(flow(1, 502, 0, 503), false);
    EXPECT_EQ(track.beforeFirst(), 2U);
}

TEST(ReceiverTrack, GapsShrinkWhenAMessageComesAfterAll)
{
    ReceiverTrack track;
    track.add(flow(10, 0, 5, 15), false);
    track.add(flow(12, 0, 4, 16), false);
    EXPECT_EQ(track.gaps(), 4U);
    EXPECT_EQ(track.received(), 12U);
}

} // namespace
} // namespace zeroloom
