#include "core/model/host_endpoint.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(HostEndpoint, ANameOfTheOwnHostIsBoundOnEveryInterface)
{
    EXPECT_EQ(boundEndpoint("tcp://edge:5557", HostId("edge")), "tcp://*:5557");
    EXPECT_EQ(boundEndpoint("tcp://EDGE:*", HostId("Edge")), "tcp://*:*");
    EXPECT_EQ(boundEndpoint("ws://edge:80/path", HostId("edge")), "ws://*:80/path");
}

TEST(HostEndpoint, EverythingElseStaysAsItIs)
{
    for (const char* endpoint : {"tcp://other:5557", "tcp://127.0.0.1:5557", "tcp://edge", "ipc://edge:5",
                                 "inproc://edge", "tcp://edge.example.org:5557", "tcp://edges:1", "", "tcp://"})
        EXPECT_EQ(boundEndpoint(endpoint, HostId("edge")), endpoint);
}

TEST(HostEndpoint, TheLoopbackIsNeverOpenedBecauseAHostIsCalledLikeIt)
{
    EXPECT_EQ(boundEndpoint("tcp://lo:5557", HostId("lo")), "tcp://lo:5557");
    EXPECT_EQ(boundEndpoint("tcp://localhost:5557", HostId("localhost")), "tcp://localhost:5557");
}

} // namespace
} // namespace zeroloom
