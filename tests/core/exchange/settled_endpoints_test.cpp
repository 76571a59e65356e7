// Endpoints that programs agree on without anybody who tells them.
#include "core/exchange/settled_endpoints.h"

#include <gmock/gmock.h>

#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

// A source and sinks at wires with these endpoints; the source binds.
Topology pipelines(const std::vector<std::string>& endpoints)
{
    Topology topology;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const std::string number = std::to_string(i);
        Node source, sink;
        source.id = NodeId("source" + number);
        source.role = "source";
        source.sockets = {Socket{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}};
        sink.id = NodeId("sink" + number);
        sink.role = "sink";
        sink.sockets = {Socket{SocketId("in"), SocketType::Pull, {}, {}, PortSide::Auto, {}}};
        topology.nodes.push_back(source);
        topology.nodes.push_back(sink);
        Wire wire;
        wire.id = WireId("w" + number);
        wire.from = {source.id, SocketId("out")};
        wire.to = {sink.id, SocketId("in")};
        wire.bind = WireEnd::From;
        wire.endpoint = endpoints[i];
        topology.wires.push_back(wire);
    }
    return topology;
}

SettledWire settled(const std::string& endpoint)
{
    return settleEndpoints(pipelines({endpoint})).wires.at(WireId("w0"));
}

TEST(SettledEndpoints, WhatIsFixedStaysAndIsNotRemarkedOn)
{
    const SettledEndpoints result = settleEndpoints(pipelines({"tcp://127.0.0.1:6000"}));
    EXPECT_EQ(result.wires.at(WireId("w0")), (SettledWire{"tcp://127.0.0.1:6000", "tcp://127.0.0.1:6000"}));
    EXPECT_TRUE(result.remarks.empty());
}

TEST(SettledEndpoints, FreePortsBecomePortsThatNoWireNames)
{
    const SettledEndpoints result = settleEndpoints(pipelines({"", "tcp://127.0.0.1:5555", "tcp://127.0.0.1:*"}));
    EXPECT_EQ(result.wires.at(WireId("w0")).bind, "tcp://127.0.0.1:5556");
    EXPECT_EQ(result.wires.at(WireId("w1")).bind, "tcp://127.0.0.1:5555");
    EXPECT_EQ(result.wires.at(WireId("w2")).bind, "tcp://127.0.0.1:5557");
    ASSERT_EQ(result.remarks.size(), 2U);
    EXPECT_THAT(result.remarks[0].text(), HasSubstr("wire 'w0'"));
    EXPECT_THAT(result.remarks[0].text(), HasSubstr("tcp://127.0.0.1:5556"));
}

TEST(SettledEndpoints, ABindOnEveryInterfaceIsConnectedToOverLoopback)
{
    EXPECT_EQ(settled("tcp://*:6000"), (SettledWire{"tcp://*:6000", "tcp://127.0.0.1:6000"}));
    EXPECT_EQ(settled("tcp://0.0.0.0:6000").connect, "tcp://127.0.0.1:6000");
    EXPECT_EQ(settled("tcp://[::]:6000").connect, "tcp://[::1]:6000");
}

TEST(SettledEndpoints, InprocAndUnnamedIpcBecomePathsOfTheFolder)
{
    EXPECT_EQ(settled("inproc://a").bind, "ipc://source0-out.ipc");
    EXPECT_EQ(settled("ipc://*").bind, "ipc://source0-out.ipc");
    EXPECT_EQ(settled("ipc:///tmp/mine").bind, "ipc:///tmp/mine");
}

TEST(SettledEndpoints, WiresOfOneBoundEndpointStillShareIt)
{
    Topology topology = pipelines({"tcp://127.0.0.1:*", "tcp://127.0.0.1:*"});
    topology.wires[1].from = topology.wires[0].from;
    const SettledEndpoints result = settleEndpoints(topology);
    EXPECT_EQ(result.wires.at(WireId("w0")), result.wires.at(WireId("w1")));
    EXPECT_EQ(result.remarks.size(), 1U);
}

TEST(SettledEndpoints, MoreWiresThanPortsEndInWords)
{
    constexpr int Ports = 65535 - FirstSettledPort + 1;
    const SettledEndpoints result =
        settleEndpoints(pipelines(std::vector<std::string>(Ports + 1, "tcp://127.0.0.1:*")));
    EXPECT_EQ(result.wires.at(WireId("w0")).bind, "tcp://127.0.0.1:5555");
    EXPECT_EQ(result.wires.at(WireId("w" + std::to_string(Ports - 1))).bind, "tcp://127.0.0.1:65535");
    EXPECT_EQ(result.wires.at(WireId("w" + std::to_string(Ports))).bind, "tcp://127.0.0.1:*");
    EXPECT_THAT(result.remarks.back().text(), HasSubstr("there is no port left"));
}

TEST(SettledEndpoints, WhatCannotBeReadIsLeftToTheCheck)
{
    for (const char* endpoint : {"nonsense", "tcp://127.0.0.1:70000", "tcp://", "$(x)"})
        EXPECT_EQ(settled(endpoint).bind, endpoint);
}

} // namespace
} // namespace zeroloom
