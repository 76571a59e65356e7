#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(EditorSockets, ASecondSocketMakesAWorkerOfASink)
{
    Editor editor;
    const NodeId node = *editor.addNodeForSocket(SocketType::Pull, {0, 0});
    EXPECT_EQ(editor.addSocket(node, SocketType::Push)->text(), "out");
    EXPECT_EQ(editor.topology().node(node)->role, "worker");
    EXPECT_NE(editor.topology().socket({node, SocketId("in")}), nullptr);
    editor.undo();
    EXPECT_EQ(editor.topology().node(node)->role, "sink");
    EXPECT_EQ(editor.topology().node(node)->sockets.size(), 1U);
}

TEST(EditorSockets, RouterAndDealerMakeAProxyWhoseWiresFollowTheNewIds)
{
    for (const bool routerFirst : {true, false}) {
        Editor editor;
        const SocketType first = routerFirst ? SocketType::Router : SocketType::Dealer;
        const NodeId node = *editor.addNodeForSocket(first, {0, 0});
        const NodeId peer = *editor.addNodeForSocket(routerFirst ? SocketType::Req : SocketType::Rep, {0, 200});
        const WireId wire = *editor.connect({node, editor.topology().node(node)->sockets[0].id},
                                            {peer, editor.topology().node(peer)->sockets[0].id});
        ASSERT_TRUE(editor.addSocket(node, routerFirst ? SocketType::Dealer : SocketType::Router));
        EXPECT_EQ(editor.topology().node(node)->role, "proxy");
        EXPECT_EQ(editor.topology().socket({node, SocketId("frontend")})->type, SocketType::Router);
        EXPECT_EQ(editor.topology().socket({node, SocketId("backend")})->type, SocketType::Dealer);
        const Wire& moved = *editor.topology().wire(wire);
        EXPECT_EQ(routerFirst ? moved.to : moved.from,
                  (SocketRef{node, SocketId(routerFirst ? "frontend" : "backend")}));
    }
}

TEST(EditorSockets, ARoleThatTakesOneMoreStays)
{
    Editor editor;
    const NodeId node = *editor.addNodeForSocket(SocketType::Push, {0, 0});
    EXPECT_EQ(editor.addSocket(node, SocketType::Push)->text(), "out2");
    EXPECT_EQ(editor.topology().node(node)->role, "source");
    ASSERT_TRUE(editor.setRole(node, "outside"));
    ASSERT_TRUE(editor.addSocket(node, SocketType::Rep));
    EXPECT_EQ(editor.topology().node(node)->role, "outside");
}

TEST(EditorSockets, ARoleThatWasChosenStaysWhileItFits)
{
    Editor editor;
    const NodeId node = *editor.addNodeForSocket(SocketType::Router, {0, 0});
    ASSERT_TRUE(editor.setRole(node, "peer"));
    ASSERT_TRUE(editor.addSocket(node, SocketType::Dealer));
    EXPECT_EQ(editor.topology().node(node)->role, "peer");
}

TEST(EditorSockets, WhenNoRoleFitsTheRoleStaysForTheCheckToSay)
{
    Editor editor;
    const NodeId node = *editor.addNodeForSocket(SocketType::Req, {0, 0});
    ASSERT_TRUE(editor.addSocket(node, SocketType::Pull));
    EXPECT_EQ(editor.topology().node(node)->role, "requester");
    EXPECT_EQ(editor.topology().node(node)->sockets.size(), 2U);
    EXPECT_FALSE(editor.addSocket(NodeId("nobody"), SocketType::Pull));
}

TEST(EditorSockets, ARemovedSocketTakesItsWiresAlongAndUndoBringsAllBack)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.removeSocket(ref("w1", "out")));
    EXPECT_EQ(editor.topology().node(NodeId("w1"))->sockets.size(), 1U);
    EXPECT_EQ(editor.topology().node(NodeId("w1"))->role, "sink");
    EXPECT_EQ(editor.topology().wire(WireId("b")), nullptr);
    EXPECT_NE(editor.topology().wire(WireId("a")), nullptr);
    EXPECT_THAT(log.last().wiresRemoved, ElementsAre(WireId("b")));
    EXPECT_THAT(log.last().nodesChanged, ElementsAre(NodeId("w1")));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    EXPECT_FALSE(editor.removeSocket(ref("w1", "none")));
}

TEST(EditorSockets, ATypeIsRefusedWhileAWireWouldBecomeIllegal)
{
    Editor editor(smallPipeline());
    const Status refused = editor.setSocketType(ref("vent", "out"), SocketType::Pub);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("'a'"));
    EXPECT_THAT(refused.error().message, HasSubstr("PUB cannot talk to PULL"));
    EXPECT_EQ(editor.topology(), smallPipeline());

    ASSERT_TRUE(editor.remove({{}, {WireId("a")}, {}}));
    ASSERT_TRUE(editor.setSocketType(ref("vent", "out"), SocketType::Pub));
    EXPECT_EQ(editor.topology().socket(ref("vent", "out"))->type, SocketType::Pub);
    EXPECT_EQ(editor.topology().node(NodeId("vent"))->role, "source");
}

TEST(EditorSockets, AWireTurnsWhenTheNewTypeAnswersRatherThanAsks)
{
    Topology topology;
    topology.nodes = {makeNode("a", "requester", {{"x", SocketType::Dealer}}),
                      makeNode("b", "requester", {{"x", SocketType::Dealer}})};
    topology.wires = {Wire{WireId("w"), ref("a", "x"), ref("b", "x"), WireEnd::From, {}, {}}};
    Editor editor(topology);
    ASSERT_TRUE(editor.setSocketType(ref("a", "x"), SocketType::Router));
    const Wire& wire = *editor.topology().wire(WireId("w"));
    EXPECT_EQ(wire.from, ref("b", "x"));
    EXPECT_EQ(wire.to, ref("a", "x"));
    EXPECT_EQ(wire.bind, WireEnd::To);
    editor.undo();
    EXPECT_EQ(editor.topology(), topology);
}

TEST(EditorSockets, RenameSocketTakesItsWiresAlong)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.renameSocket(ref("w1", "out"), SocketId("results")));
    EXPECT_EQ(editor.topology().wire(WireId("b"))->from, ref("w1", "results"));
    EXPECT_FALSE(editor.renameSocket(ref("w1", "results"), SocketId("in")));
    EXPECT_FALSE(editor.renameSocket(ref("w1", "results"), SocketId("a b")));
    EXPECT_FALSE(editor.renameSocket(ref("w1", "none"), SocketId("x")));
}

TEST(EditorSockets, OptionsAreThoseOfTheCatalogue)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setOption(ref("vent", "out"), "SNDHWM", Value(std::int64_t{10})));
    EXPECT_EQ(editor.topology().socket(ref("vent", "out"))->options.at("SNDHWM"), Value(std::int64_t{10}));
    EXPECT_FALSE(editor.setOption(ref("vent", "out"), "SNDHWM", Value(std::string("ten"))));
    EXPECT_FALSE(editor.setOption(ref("vent", "out"), "SNDWHM", Value(std::int64_t{10})));
    ASSERT_TRUE(editor.setOption(ref("vent", "out"), "SNDHWM", std::nullopt));
    EXPECT_TRUE(editor.topology().socket(ref("vent", "out"))->options.empty());
}

TEST(EditorSockets, SubscriptionsAreForSubAndXsub)
{
    Editor editor;
    const NodeId sub = *editor.addNodeForSocket(SocketType::Sub, {0, 0});
    ASSERT_TRUE(editor.setSubscriptions({sub, SocketId("in")}, {"weather.", std::string("\0\xff", 2)}));
    EXPECT_EQ(editor.topology().socket({sub, SocketId("in")})->subscriptions.size(), 2U);
    ASSERT_TRUE(editor.setSocketType({sub, SocketId("in")}, SocketType::Pull));
    EXPECT_TRUE(editor.topology().socket({sub, SocketId("in")})->subscriptions.empty());
    EXPECT_THAT(editor.setSubscriptions({sub, SocketId("in")}, {""}).error().message, HasSubstr("SUB and XSUB"));
}

TEST(EditorSockets, TheSideOfAPortIsNoChangeOfTheNetwork)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.setSide(ref("vent", "out"), PortSide::Left));
    EXPECT_THAT(log.last().nodesChanged, ElementsAre(NodeId("vent")));
    EXPECT_FALSE(log.last().meaningChanged);
    EXPECT_TRUE(editor.modified());
}

} // namespace
} // namespace zeroloom
