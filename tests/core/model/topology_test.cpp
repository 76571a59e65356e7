#include "core/model/topology.h"

#include <gmock/gmock.h>

#include "model_test_case.h"

namespace zeroloom {
namespace {

TEST(Topology, FindsWhatItHolds)
{
    const Topology topology = smallPipeline();
    EXPECT_EQ(topology.node(NodeId("w1"))->role, "worker");
    EXPECT_EQ(topology.socket(ref("w1", "out"))->type, SocketType::Push);
    EXPECT_EQ(topology.wire(WireId("b"))->to, ref("sink", "in"));
    EXPECT_NE(topology.host(HostId("local")), nullptr);
    EXPECT_EQ(topology.node(NodeId("none")), nullptr);
    EXPECT_EQ(topology.socket(ref("w1", "none")), nullptr);
    EXPECT_EQ(topology.socket(ref("none", "in")), nullptr);
    EXPECT_EQ(topology.wire(WireId("none")), nullptr);
    EXPECT_EQ(topology.note(NoteId("none")), nullptr);
}

TEST(Topology, IndexFindsTheSameAndTheWiresOfASocketInFileOrder)
{
    Topology topology = smallPipeline();
    topology.nodes.push_back(makeNode("w2", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    topology.wires.push_back(Wire{WireId("c"), ref("vent", "out"), ref("w2", "in"), {}, {}, {}});
    const TopologyIndex index(topology);
    EXPECT_EQ(index.node(NodeId("w2")), topology.node(NodeId("w2")));
    EXPECT_EQ(index.socket(ref("w1", "in")), topology.socket(ref("w1", "in")));
    EXPECT_EQ(index.wire(WireId("c")), topology.wire(WireId("c")));
    EXPECT_THAT(index.wiresAt(ref("vent", "out")),
                testing::ElementsAre(topology.wire(WireId("a")), topology.wire(WireId("c"))));
    EXPECT_TRUE(index.wiresAt(ref("none", "out")).empty());
    EXPECT_EQ(index.socket(ref("none", "out")), nullptr);
}

TEST(Topology, TheFewerSideBindsUnlessSomeoneChose)
{
    Topology topology = smallPipeline();
    topology.nodes.push_back(makeNode("w2", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    topology.wires.push_back(Wire{WireId("c"), ref("vent", "out"), ref("w2", "in"), {}, {}, {}});
    topology.wires.push_back(Wire{WireId("d"), ref("w2", "out"), ref("sink", "in"), {}, {}, {}});
    const TopologyIndex index(topology);
    EXPECT_EQ(bindingEnd(*index.wire(WireId("a")), index), WireEnd::From);
    EXPECT_EQ(bindingEnd(*index.wire(WireId("d")), index), WireEnd::To);
    Wire chosen = *index.wire(WireId("d"));
    chosen.bind = WireEnd::From;
    EXPECT_EQ(bindingEnd(chosen, index), WireEnd::From);
}

TEST(Topology, AWireWithoutEndpointHasTheDefaultOne)
{
    Wire wire;
    EXPECT_EQ(endpointOf(wire), "tcp://127.0.0.1:*");
    wire.endpoint = "inproc://here";
    EXPECT_EQ(endpointOf(wire), "inproc://here");
}

TEST(Topology, ANodeIsCalledByItsLabelOrItsId)
{
    Node node = makeNode("vent", "source", {});
    EXPECT_EQ(node.title(), "vent");
    node.label = "Ventilator";
    EXPECT_EQ(node.title(), "Ventilator");
}

} // namespace
} // namespace zeroloom
