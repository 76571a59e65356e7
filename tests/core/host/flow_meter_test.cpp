// Numbers that a receiver misses are put down to the connection that was lost or to a full queue, whenever the socket's
// monitor tells of the disconnect.
#include "core/host/flow_meter.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

class FlowMeterTest : public ::testing::Test {
protected:
    void receive(std::uint64_t first, std::uint64_t last, std::uint16_t topic = 0)
    {
        for (std::uint64_t number = first; number <= last; ++number) {
            Stamp stamp;
            stamp.topic = topic;
            stamp.hopSequence = number;
            meter.add(wire, stamp, 64, dry);
        }
    }
    std::uint64_t gaps() const { return wire.flow.gaps.get(); }
    std::uint64_t gapsReconnect() const { return wire.flow.gapsReconnect.get(); }

    WireRecord wire{PlannedWire(), true};
    FlowMeter meter;
    std::uint64_t dry = 0; // as the socket counts it
};

TEST_F(FlowMeterTest, AGapWhileTheConnectionHeldIsPlain)
{
    receive(1, 10);
    receive(15, 20);
    EXPECT_EQ(gaps(), 4U);
    EXPECT_EQ(gapsReconnect(), 0U);
}

TEST_F(FlowMeterTest, TheGapAfterADisconnectIsItsDoing)
{
    receive(1, 10);
    ++wire.disconnects;
    receive(15, 20);
    receive(22, 30);
    EXPECT_EQ(gapsReconnect(), 4U);
    EXPECT_EQ(gaps(), 1U);
}

// A receiver that is behind works on what the old connection brought when the disconnect is told.
TEST_F(FlowMeterTest, TheGapBehindWhatStillWaitedIsTheDisconnectsDoing)
{
    receive(1, 10);
    ++wire.disconnects;
    receive(11, 14);
    ++dry;
    receive(20, 30);
    EXPECT_EQ(gapsReconnect(), 5U);
    EXPECT_EQ(gaps(), 0U);
}

TEST_F(FlowMeterTest, AGapLongAfterAReconnectThatLostNothingIsPlain)
{
    receive(1, 10);
    ++wire.disconnects;
    receive(11, 14);
    ++dry;
    receive(15, 16);
    receive(20, 30);
    EXPECT_EQ(gaps(), 3U);
    EXPECT_EQ(gapsReconnect(), 0U);
}

TEST_F(FlowMeterTest, EachTopicLostItsOwnInTheReconnect)
{
    receive(1, 10, 0);
    receive(1, 10, 1);
    ++wire.disconnects;
    receive(13, 13, 0);
    receive(14, 14, 1);
    EXPECT_EQ(gapsReconnect(), 5U);
    EXPECT_EQ(gaps(), 0U);
}

TEST_F(FlowMeterTest, WhatComesLateIsNoLongerMissing)
{
    receive(1, 10);
    receive(13, 13);
    receive(11, 11);
    EXPECT_EQ(gaps(), 1U);
}

} // namespace
} // namespace zeroloom
