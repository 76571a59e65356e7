#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "core/zmq/legal_peers.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::vector<std::string> wiresOf(const Topology& topology)
{
    std::vector<std::string> texts;
    for (const Wire& wire : topology.wires)
        texts.push_back(wire.from.text() + " " + wire.to.text());
    return texts;
}

TEST(EditorWires, AWireRunsFromTheEndThatSendsFirstWhicheverWayItWasDrawn)
{
    Editor editor;
    ChangeLog log(editor);
    const NodeId push = *editor.addNodeForSocket(SocketType::Push, {0, 0});
    const NodeId pull = *editor.addNodeForSocket(SocketType::Pull, {240, 0});
    EXPECT_EQ(editor.connect({pull, SocketId("in")}, {push, SocketId("out")})->text(), "w1");
    EXPECT_EQ(editor.topology().wires[0].from, ref("push", "out"));
    EXPECT_EQ(editor.topology().wires[0].to, ref("pull", "in"));
    EXPECT_FALSE(editor.topology().wires[0].bind);
    EXPECT_THAT(log.last().wiresAdded, ElementsAre(WireId("w1")));
    EXPECT_EQ(editor.undoText(), "Connect push.out to pull.in");
}

TEST(EditorWires, SaysWhyNot)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.addNodeForSocket(SocketType::Pub, {0, 300}));
    EXPECT_EQ(editor.whyNotConnect(ref("pub", "out"), ref("sink", "in")), whyNot(SocketType::Pub, SocketType::Pull));
    EXPECT_THAT(editor.whyNotConnect(ref("w1", "in"), ref("vent", "out")), HasSubstr("wired already, by 'a'"));
    EXPECT_THAT(editor.whyNotConnect(ref("w1", "in"), ref("w1", "in")), HasSubstr("itself"));
    EXPECT_THAT(editor.whyNotConnect(ref("w1", "in"), ref("nobody", "in")), HasSubstr("nobody.in"));
    EXPECT_EQ(editor.whyNotConnect(ref("vent", "out"), ref("sink", "in")), "");
    const std::size_t wires = editor.topology().wires.size();
    const auto refused = editor.connect(ref("pub", "out"), ref("sink", "in"));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("PUB cannot talk to PULL"));
    EXPECT_EQ(editor.topology().wires.size(), wires);
}

TEST(EditorWires, EveryLegalPairCanBeWiredAndNoOther)
{
    for (const SocketTypeInfo& one : socketTypes()) {
        for (const SocketTypeInfo& other : socketTypes()) {
            Topology topology;
            topology.nodes = {makeNode("a", "outside", {{"x", one.type}}),
                              makeNode("b", "outside", {{"x", other.type}})};
            Editor editor(topology);
            EXPECT_EQ(editor.connect(ref("a", "x"), ref("b", "x")).has_value(), whyNot(one.type, other.type).empty())
                << one.name << " " << other.name;
        }
    }
}

TEST(EditorWires, BindAndEndpoint)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setBind(WireId("a"), WireEnd::To));
    EXPECT_EQ(editor.topology().wire(WireId("a"))->bind, WireEnd::To);
    ASSERT_TRUE(editor.setBind(WireId("a"), std::nullopt));
    EXPECT_FALSE(editor.topology().wire(WireId("a"))->bind);
    ASSERT_TRUE(editor.setEndpoint(WireId("a"), "tcp://nonsense"));
    EXPECT_EQ(editor.topology().wire(WireId("a"))->endpoint, "tcp://nonsense");
    EXPECT_FALSE(editor.setBind(WireId("none"), WireEnd::To));
    EXPECT_FALSE(editor.setEndpoint(WireId("none"), ""));
}

TEST(WireByPattern, APipelineGoesThroughItsWorkersAndNotPastThem)
{
    Topology topology;
    topology.nodes = {makeNode("vent", "source", {{"out", SocketType::Push}}),
                      makeNode("w1", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}),
                      makeNode("w2", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}),
                      makeNode("sink", "sink", {{"in", SocketType::Pull}})};
    Editor editor(topology);
    const auto wires =
        editor.wireByPattern({NodeId("vent"), NodeId("w1"), NodeId("w2"), NodeId("sink")}, Pattern::Pipeline);
    ASSERT_TRUE(wires);
    EXPECT_THAT(*wires, ElementsAre(WireId("w1"), WireId("w2"), WireId("w3"), WireId("w4")));
    EXPECT_THAT(wiresOf(editor.topology()),
                UnorderedElementsAre("vent.out w1.in", "vent.out w2.in", "w1.out sink.in", "w2.out sink.in"));
    editor.undo();
    EXPECT_EQ(editor.topology(), topology);
}

TEST(WireByPattern, ClientsAndWorkersMeetAtTheProxy)
{
    Topology topology;
    topology.nodes = {makeNode("c1", "requester", {{"req", SocketType::Req}}),
                      makeNode("c2", "requester", {{"req", SocketType::Req}}),
                      makeNode("p", "proxy", {{"frontend", SocketType::Router}, {"backend", SocketType::Dealer}}),
                      makeNode("r1", "replier", {{"rep", SocketType::Rep}})};
    Editor editor(topology);
    ASSERT_TRUE(editor.wireByPattern({NodeId("c1"), NodeId("c2"), NodeId("p"), NodeId("r1")}, Pattern::RequestReply));
    EXPECT_THAT(wiresOf(editor.topology()),
                UnorderedElementsAre("c1.req p.frontend", "c2.req p.frontend", "p.backend r1.rep"));
}

TEST(WireByPattern, LeavesOutWhatIsWiredAndWhatIsOfAnotherPattern)
{
    Topology topology = smallPipeline();
    topology.nodes.push_back(makeNode("pub", "source", {{"out", SocketType::Pub}}));
    Editor editor(topology);
    const auto none =
        editor.wireByPattern({NodeId("vent"), NodeId("w1"), NodeId("sink"), NodeId("pub")}, Pattern::Pipeline);
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("pipeline"));
    EXPECT_FALSE(editor.canUndo());
    EXPECT_FALSE(editor.wireByPattern({NodeId("nobody")}, Pattern::Pipeline));
}

TEST(WireByPattern, DealersGoToTheRouterAndToEachOtherOnlyWithoutOne)
{
    Topology topology;
    topology.nodes = {makeNode("d1", "peer", {{"x", SocketType::Dealer}}),
                      makeNode("d2", "peer", {{"x", SocketType::Dealer}}),
                      makeNode("r", "peer", {{"x", SocketType::Router}})};
    Editor editor(topology);
    ASSERT_TRUE(editor.wireByPattern({NodeId("d1"), NodeId("d2")}, Pattern::RequestReply));
    EXPECT_THAT(wiresOf(editor.topology()), ElementsAre("d1.x d2.x"));
    editor.undo();
    ASSERT_TRUE(editor.wireByPattern({NodeId("d1"), NodeId("d2"), NodeId("r")}, Pattern::RequestReply));
    EXPECT_THAT(wiresOf(editor.topology()), UnorderedElementsAre("d1.x r.x", "d2.x r.x"));
}

TEST(WireByPattern, PairsGetOnePeerEachFromLeftToRight)
{
    Topology topology;
    for (const char* id : {"a", "b", "c", "d", "e"})
        topology.nodes.push_back(makeNode(id, "peer", {{"x", SocketType::Pair}}));
    topology.layout = {{NodeId("a"), {900, 0}}, {NodeId("b"), {0, 0}}, {NodeId("c"), {100, 0}}};
    topology.layout[NodeId("d")] = {200, 0};
    topology.layout[NodeId("e")] = {300, 0};
    Editor editor(topology);
    ASSERT_TRUE(editor.wireByPattern({NodeId("a"), NodeId("b"), NodeId("c"), NodeId("d"), NodeId("e")},
                                     Pattern::ExclusivePair));
    EXPECT_THAT(wiresOf(editor.topology()), ElementsAre("b.x c.x", "d.x e.x"));
}

TEST(WireByPattern, WorkersAloneMakeAChain)
{
    Topology topology;
    for (const char* id : {"w1", "w2", "w3"})
        topology.nodes.push_back(makeNode(id, "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    Editor editor(topology);
    ASSERT_TRUE(editor.wireByPattern({NodeId("w1"), NodeId("w2"), NodeId("w3")}, Pattern::Pipeline));
    EXPECT_THAT(wiresOf(editor.topology()), ElementsAre("w1.out w2.in", "w2.out w3.in"));
}

} // namespace
} // namespace zeroloom
