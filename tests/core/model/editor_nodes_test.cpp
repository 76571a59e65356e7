#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(EditorNodes, ADroppedSocketBecomesANodeWithTheFittingRoleAndAFreshId)
{
    Editor editor;
    ChangeLog log(editor);
    EXPECT_EQ(editor.addNodeForSocket(SocketType::Push, {10, 20})->text(), "push");
    EXPECT_EQ(editor.addNodeForSocket(SocketType::Push, {10, 120})->text(), "push2");
    EXPECT_EQ(editor.addNodeForSocket(SocketType::Pull, {250, 20})->text(), "pull");
    EXPECT_EQ(editor.addNodeForSocket(SocketType::Req, {250, 120})->text(), "req");
    const Topology& topology = editor.topology();
    EXPECT_EQ(topology.node(NodeId("push"))->role, "source");
    EXPECT_EQ(topology.node(NodeId("pull"))->role, "sink");
    EXPECT_EQ(topology.node(NodeId("req"))->role, "requester");
    EXPECT_NE(topology.socket(ref("push", "out")), nullptr);
    EXPECT_NE(topology.socket(ref("pull", "in")), nullptr);
    EXPECT_NE(topology.socket(ref("req", "req")), nullptr);
    EXPECT_EQ(topology.layout.at(NodeId("push2")), (Point{10, 120}));
    EXPECT_EQ(log.count(), 4U);
    EXPECT_THAT(log.last().nodesAdded, ElementsAre(NodeId("req")));
    EXPECT_TRUE(log.last().nodesMoved.empty());
    EXPECT_TRUE(log.last().meaningChanged);
}

TEST(EditorNodes, ANodeWhoseIdIsTakenGetsAnother)
{
    Editor editor(smallPipeline());
    EXPECT_EQ(editor.addNode(makeNode("w1", "worker", {}), std::nullopt)->text(), "w2");
    EXPECT_FALSE(editor.topology().layout.contains(NodeId("w2")));
}

TEST(EditorNodes, RefusesNodesThatCannotBe)
{
    Editor editor(smallPipeline());
    const Topology before = editor.topology();
    EXPECT_THAT(editor.addNode(makeNode("a.b", "sink", {}), {}).error().message, HasSubstr("'a.b'"));
    Node elsewhere = makeNode("x", "sink", {});
    elsewhere.host = HostId("mars");
    EXPECT_THAT(editor.addNode(elsewhere, {}).error().message, HasSubstr("host 'mars'"));
    EXPECT_FALSE(editor.addNode(makeNode("x", "sink", {{"in", SocketType::Pull}, {"in", SocketType::Pull}}), {}));
    EXPECT_FALSE(editor.addNode(makeNode("x", "sink", {}), Point{1e9, 0}));
    EXPECT_FALSE(editor.addNode(makeNode("x", "sink", {}), Point{std::nan(""), 0}));
    EXPECT_EQ(editor.topology(), before);
    EXPECT_FALSE(editor.canUndo());
}

TEST(EditorNodes, WiresAndPositionFollowARename)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.renameNode(NodeId("w1"), NodeId("worker")));
    const Topology& topology = editor.topology();
    EXPECT_EQ(topology.node(NodeId("w1")), nullptr);
    EXPECT_EQ(topology.nodes[1].id.text(), "worker");
    EXPECT_EQ(topology.wire(WireId("a"))->to, ref("worker", "in"));
    EXPECT_EQ(topology.wire(WireId("b"))->from, ref("worker", "out"));
    EXPECT_EQ(topology.layout.at(NodeId("worker")), (Point{240, 0}));
    EXPECT_FALSE(topology.layout.contains(NodeId("w1")));
    EXPECT_THAT(log.last().nodesRemoved, ElementsAre(NodeId("w1")));
    EXPECT_THAT(log.last().nodesAdded, ElementsAre(NodeId("worker")));
    EXPECT_THAT(log.last().wiresChanged, ElementsAre(WireId("a"), WireId("b")));

    EXPECT_THAT(editor.renameNode(NodeId("worker"), NodeId("sink")).error().message, HasSubstr("exists already"));
    EXPECT_FALSE(editor.renameNode(NodeId("worker"), NodeId("no good")));
    EXPECT_FALSE(editor.renameNode(NodeId("nobody"), NodeId("x")));
    EXPECT_TRUE(editor.renameNode(NodeId("worker"), NodeId("worker")));

    // A step that changed nothing is no step: one undo leads back to the start.
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    EXPECT_FALSE(editor.canUndo());
}

TEST(EditorNodes, ParametersAreCheckedAndReturnToTheirDefault)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.setParam(NodeId("vent"), "rate", Value(std::int64_t{1000})));
    EXPECT_EQ(editor.topology().node(NodeId("vent"))->params.at("rate"), Value(std::int64_t{1000}));
    EXPECT_THAT(log.last().nodesChanged, ElementsAre(NodeId("vent")));
    EXPECT_TRUE(log.last().meaningChanged);

    EXPECT_FALSE(editor.setParam(NodeId("vent"), "rate", Value(std::int64_t{-1})));
    EXPECT_FALSE(editor.setParam(NodeId("vent"), "rate", Value(std::nan(""))));
    EXPECT_THAT(editor.setParam(NodeId("vent"), "speed", Value(true)).error().message, HasSubstr("'speed'"));
    EXPECT_FALSE(editor.setParam(NodeId("nobody"), "rate", Value(std::int64_t{1})));
    EXPECT_EQ(log.count(), 1U);

    ASSERT_TRUE(editor.setParam(NodeId("vent"), "rate", std::nullopt));
    EXPECT_TRUE(editor.topology().node(NodeId("vent"))->params.empty());
}

TEST(EditorNodes, ARoleKeepsTheParametersThatBothHave)
{
    Editor editor;
    ASSERT_TRUE(editor.addNodeForSocket(SocketType::Dealer, {0, 0}));
    const NodeId node("dealer");
    ASSERT_TRUE(editor.setParam(node, "rate", Value(std::int64_t{5})));
    ASSERT_TRUE(editor.setParam(node, "timeout", Value(std::string("1s"))));
    ASSERT_TRUE(editor.setRole(node, "source"));
    EXPECT_THAT(editor.topology().node(node)->params, ElementsAre(testing::Key("rate")));
    EXPECT_THAT(editor.setRole(node, "juggler").error().message, HasSubstr("source, sink"));
    editor.undo();
    EXPECT_EQ(editor.topology().node(node)->params.size(), 2U);
    EXPECT_EQ(editor.topology().node(node)->role, "requester");
}

TEST(EditorNodes, LabelAndHost)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setLabel(NodeId("vent"), "Ventilator"));
    EXPECT_EQ(editor.topology().node(NodeId("vent"))->title(), "Ventilator");
    EXPECT_THAT(editor.setNodeHost(NodeId("vent"), HostId("far")).error().message, HasSubstr("'far'"));
    ASSERT_TRUE(editor.addHost(HostId("far"), "Far away"));
    ASSERT_TRUE(editor.setNodeHost(NodeId("vent"), HostId("far")));
    EXPECT_EQ(editor.topology().node(NodeId("vent"))->host.text(), "far");
}

TEST(EditorHosts, NodesOfARemovedHostGoToLocal)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.addHost(HostId("far"), ""));
    EXPECT_TRUE(log.last().hostsChanged);
    EXPECT_FALSE(editor.addHost(HostId("far"), ""));
    EXPECT_FALSE(editor.addHost(HostId("no good"), ""));
    ASSERT_TRUE(editor.setNodeHost(NodeId("w1"), HostId("far")));
    const Topology before = editor.topology();
    ASSERT_TRUE(editor.removeHost(HostId("far")));
    EXPECT_EQ(editor.topology().node(NodeId("w1"))->host.text(), "local");
    EXPECT_EQ(editor.topology().hosts.size(), 1U);
    editor.undo();
    EXPECT_EQ(editor.topology(), before);
    EXPECT_FALSE(editor.removeHost(HostId("local")));
    EXPECT_FALSE(editor.removeHost(HostId("mars")));
}

TEST(EditorNotes, AddEditResizeAndHeader)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    const NoteId note = *editor.addNote("Look here", {5, 5});
    EXPECT_EQ(note.text(), "note");
    EXPECT_EQ(editor.addNote("And here", {5, 95})->text(), "note2");
    EXPECT_THAT(log.last().notesAdded, ElementsAre(NoteId("note2")));
    EXPECT_FALSE(log.last().meaningChanged);
    ASSERT_TRUE(editor.setNote(note, "Look there"));
    ASSERT_TRUE(editor.resizeNote(note, {300, 40}));
    EXPECT_EQ(editor.topology().note(note)->text, "Look there");
    EXPECT_EQ(editor.topology().note(note)->size, (Point{300, 40}));
    EXPECT_FALSE(editor.resizeNote(note, {0, 40}));
    EXPECT_FALSE(editor.setNote(NoteId("none"), ""));

    ASSERT_TRUE(editor.setName("Other"));
    ASSERT_TRUE(editor.setDescription("Words"));
    EXPECT_EQ(editor.topology().name, "Other");
    EXPECT_EQ(editor.topology().description, "Words");
    EXPECT_TRUE(log.last().headerChanged);
    EXPECT_FALSE(log.last().meaningChanged);
    EXPECT_EQ(editor.undoText(), "Describe topology");
}

} // namespace
} // namespace zeroloom
