// Who reaches whom by which endpoint once hosts are containers or machines.
#include "core/exchange/deployment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/network.h"

namespace zeroloom {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using enum SocketType;

// A source on the host 'edge', which binds at `endpoint`, and a sink on `sinkHost`.
Topology pushed(const std::string& endpoint, const std::string& sinkHost)
{
    Network network;
    network.node("src", "source", {{"out", Push}}).host("edge");
    network.node("snk", "sink", {{"in", Pull}}).host(sinkHost);
    network.wire("src.out", "snk.in");
    Topology topology = network.topology();
    topology.wires[0].bind = WireEnd::From;
    topology.wires[0].endpoint = endpoint;
    return topology;
}

std::string endpointOfWire(const Topology& topology, DeploymentPlace place = DeploymentPlace::Containers)
{
    const auto deployment = makeDeployment(topology, place);
    return deployment ? endpointOf(deployment->topology.wires[0]) : deployment.error().text();
}

TEST(DeployedEndpoints, BetweenHostsTheBinderIsNamed)
{
    EXPECT_EQ(endpointOfWire(pushed("tcp://127.0.0.1:5600", "hub")), "tcp://edge:5600");
    EXPECT_EQ(endpointOfWire(pushed("tcp://*:5600", "hub")), "tcp://edge:5600");
    EXPECT_EQ(endpointOfWire(pushed("", "hub")), "tcp://edge:5555") << "a port that is free becomes fixed";
    EXPECT_EQ(endpointOfWire(pushed("ipc:///tmp/x", "hub")), "tcp://edge:5555");
    EXPECT_EQ(endpointOfWire(pushed("tcp://127.0.0.1:80", "hub")), "tcp://edge:5555") << "80 belongs to root";
    EXPECT_EQ(endpointOfWire(pushed("tcp://edge:5600", "hub")), "tcp://edge:5600");
}

TEST(DeployedEndpoints, WithinAHostNothingIsOpened)
{
    EXPECT_EQ(endpointOfWire(pushed("tcp://127.0.0.1:5600", "edge")), "tcp://127.0.0.1:5600");
    EXPECT_EQ(endpointOfWire(pushed("inproc://x", "edge")), "inproc://x");
    EXPECT_EQ(endpointOfWire(pushed("", "edge")), "tcp://127.0.0.1:*");
    EXPECT_EQ(endpointOfWire(pushed("ipc:///run/x", "edge")), "ipc:///tmp/src-out.ipc")
        << "only /tmp can be written to";
}

TEST(DeployedEndpoints, OnMachinesAnAddressThatWasChosenStays)
{
    EXPECT_EQ(endpointOfWire(pushed("tcp://192.168.1.7:5600", "hub"), DeploymentPlace::Machines),
              "tcp://192.168.1.7:5600");
    EXPECT_EQ(endpointOfWire(pushed("tcp://192.168.1.7:5600", "hub")), "tcp://edge:5600") << "a container has another";
}

TEST(DeployedEndpoints, TwoBindsOfOneUnitGetPortsOfTheirOwn)
{
    Network network;
    network.node("src", "source", {{"out", Push}}).host("edge");
    network.node("two", "source", {{"out", Push}}).host("edge");
    network.node("near", "sink", {{"in", Pull}}).host("edge");
    network.node("far", "sink", {{"in", Pull}}).host("hub");
    network.wire("src.out", "near.in").wire("two.out", "far.in");
    Topology topology = network.topology();
    topology.wires[0].endpoint = "tcp://127.0.0.1:5600";
    topology.wires[1].endpoint = "tcp://127.0.0.2:5600";
    for (Wire& wire : topology.wires)
        wire.bind = WireEnd::From;
    const auto deployment = makeDeployment(topology, DeploymentPlace::Containers);
    ASSERT_TRUE(deployment) << deployment.error().text();
    EXPECT_EQ(deployment->topology.wires[0].endpoint, "tcp://127.0.0.1:5600");
    EXPECT_EQ(deployment->topology.wires[1].endpoint, "tcp://edge:5555") << "every interface would take 5600 away";
}

TEST(DeployedEndpoints, WhatWasChangedIsTold)
{
    const auto deployment = makeDeployment(pushed("ipc:///tmp/x", "hub"), DeploymentPlace::Containers);
    ASSERT_TRUE(deployment);
    EXPECT_THAT(deployment->remarks,
                testing::Contains(
                    testing::Property(&Remark::text, AllOf(HasSubstr("ipc:///tmp/x"), HasSubstr("tcp://edge:5555")))));
}

TEST(DeployedEndpoints, HostsAndNodesOfOneNameAreToldApart)
{
    Topology topology = pushed("", "hub");
    topology.nodes[1].role = "program";
    topology.nodes[1].id = NodeId("edge");
    topology.nodes[1].params["command"] = std::string("/bin/true");
    topology.wires[0].to.node = NodeId("edge");
    const auto deployment = makeDeployment(topology, DeploymentPlace::Containers);
    ASSERT_TRUE(deployment) << deployment.error().text();
    ASSERT_EQ(deployment->units.size(), 2U);
    EXPECT_EQ(deployment->units[0].name, "edge");
    EXPECT_EQ(deployment->units[1].name, "edge-program");
    EXPECT_EQ(deployment->units[1].program.environment.at("ZEROLOOM_ENDPOINT_IN"), "tcp://edge:5555");
    EXPECT_EQ(deployment->units[1].program.environment.at("ZEROLOOM_BIND_IN"), "0");
}

TEST(DeployedEndpoints, AProgramOfTheSameMachineUsesItsLoopback)
{
    Topology topology = pushed("ipc:///tmp/x", "edge");
    topology.nodes[1].role = "program";
    topology.nodes[1].params["command"] = std::string("/bin/true");
    EXPECT_EQ(endpointOfWire(topology, DeploymentPlace::Machines), "tcp://127.0.0.1:5555");
    EXPECT_EQ(endpointOfWire(topology), "tcp://edge:5555");
}

} // namespace
} // namespace zeroloom
