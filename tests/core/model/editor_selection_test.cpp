#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(EditorSelection, DeletingANodeTakesItsWiresAndUndoPutsAllBackInPlace)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    const NoteId note = *editor.addNote("n", {0, 0});
    const Topology before = editor.topology();
    ASSERT_TRUE(editor.remove({{NodeId("w1"), NodeId("vent")}, {}, {note}}));
    EXPECT_EQ(editor.undoText(), "Delete 2 nodes, 2 wires and 1 note");
    EXPECT_EQ(editor.topology().nodes.size(), 1U);
    EXPECT_TRUE(editor.topology().wires.empty());
    EXPECT_EQ(editor.topology().layout.size(), 1U);
    EXPECT_EQ(log.last().nodesRemoved.size(), 2U);
    EXPECT_EQ(log.last().wiresRemoved.size(), 2U);
    EXPECT_THAT(log.last().notesRemoved, ElementsAre(note));
    editor.undo();
    EXPECT_EQ(editor.topology(), before);
    EXPECT_EQ(log.last().nodesAdded.size(), 2U);
    EXPECT_FALSE(editor.remove({{NodeId("nobody")}, {}, {}}));
    EXPECT_FALSE(editor.remove({{}, {WireId("nothing")}, {}}));
    EXPECT_TRUE(editor.remove({}));
}

TEST(EditorSelection, ACopyHoldsTheWiresInsideIt)
{
    Editor editor(smallPipeline());
    const Topology copy = editor.extract({{NodeId("vent"), NodeId("w1")}, {WireId("b")}, {}});
    EXPECT_EQ(copy.nodes.size(), 2U);
    ASSERT_EQ(copy.wires.size(), 1U);
    EXPECT_EQ(copy.wires[0].id, WireId("a"));
    EXPECT_EQ(copy.layout.size(), 2U);
}

TEST(EditorSelection, APasteGetsFreshIdsAndIsOneStep)
{
    Editor editor(smallPipeline());
    const Topology copy = editor.extract({{NodeId("vent"), NodeId("w1")}, {}, {}});
    const auto pasted = editor.insert(copy, {20, 30}, "Paste 2 nodes");
    ASSERT_TRUE(pasted);
    EXPECT_THAT(pasted->nodes, ElementsAre(NodeId("vent2"), NodeId("w2")));
    EXPECT_EQ(pasted->wires.size(), 1U);
    const Wire& wire = editor.topology().wires.back();
    EXPECT_EQ(wire.from, ref("vent2", "out"));
    EXPECT_EQ(wire.to, ref("w2", "in"));
    EXPECT_EQ(editor.topology().layout.at(NodeId("w2")), (Point{260, 30}));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
}

TEST(EditorSelection, APasteDoesNotBindAnEndpointTwice)
{
    Topology topology = smallPipeline();
    topology.wires[0].endpoint = "tcp://127.0.0.1:5557";
    topology.wires[1].endpoint = "ipc://*";
    Editor editor(topology);
    const Topology copy = editor.extract({{NodeId("vent"), NodeId("w1"), NodeId("sink")}, {}, {}});
    ASSERT_TRUE(editor.insert(copy, {}, "Paste"));
    EXPECT_EQ(editor.topology().wires[2].endpoint, "");
    EXPECT_EQ(editor.topology().wires[3].endpoint, "ipc://*");

    // Elsewhere nothing is in the way; and what someone else binds can be connected to again.
    Editor empty;
    ASSERT_TRUE(empty.insert(copy, {}, "Paste"));
    EXPECT_EQ(empty.topology().wires[0].endpoint, "tcp://127.0.0.1:5557");
    topology.nodes[0].role = "outside";
    topology.wires[0].bind = WireEnd::From;
    Editor outside(topology);
    ASSERT_TRUE(outside.insert(topology, {}, "Paste"));
    EXPECT_EQ(outside.topology().wires[2].endpoint, "tcp://127.0.0.1:5557");
}

TEST(EditorSelection, APasteBringsItsHostsAndNotesAlong)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.addHost(HostId("far"), "Far away"));
    ASSERT_TRUE(editor.setNodeHost(NodeId("w1"), HostId("far")));
    const NoteId note = *editor.addNote("Look", {7, 8});
    const Topology copy = editor.extract({{NodeId("w1")}, {}, {note}});
    Editor other;
    const auto pasted = other.insert(copy, {10, 10}, "Paste");
    ASSERT_TRUE(pasted);
    EXPECT_EQ(other.topology().host(HostId("far"))->label, "Far away");
    EXPECT_EQ(other.topology().node(NodeId("w1"))->host.text(), "far");
    EXPECT_EQ(other.topology().note(note)->position, (Point{17, 18}));
    other.undo();
    EXPECT_EQ(other.topology().hosts.size(), 1U);
    // Pasted where it was copied: the host is there, the note is a second one.
    ASSERT_TRUE(editor.insert(copy, {}, "Paste"));
    EXPECT_EQ(editor.topology().hosts.size(), 2U);
    EXPECT_EQ(editor.topology().notes.size(), 2U);
}

TEST(EditorSelection, MoveRefusesWhatIsNotThereOrGoesTooFar)
{
    Editor editor(smallPipeline());
    EXPECT_FALSE(editor.move({{NodeId("nobody"), {0, 0}}}, {}, ""));
    EXPECT_FALSE(editor.move({}, {{NoteId("nothing"), {0, 0}}}, ""));
    EXPECT_THAT(editor.move({{NodeId("vent"), {2e6, 0}}}, {}, "").error().message, HasSubstr("canvas"));
    EXPECT_EQ(editor.topology(), smallPipeline());
}

TEST(EditorSelection, AThousandNodesCanBePastedMovedAndDeletedAgain)
{
    Topology large;
    for (int i = 0; i < 1000; ++i) {
        large.nodes.push_back(makeNode("n" + std::to_string(i), "source", {{"out", SocketType::Push}}));
        large.layout[large.nodes.back().id] = {i * 10.0, 0};
    }
    Editor editor(large);
    const auto pasted = editor.insert(large, {0, 100}, "Paste");
    ASSERT_TRUE(pasted);
    EXPECT_EQ(pasted->nodes.size(), 1000U);
    ASSERT_TRUE(editor.remove(*pasted));
    EXPECT_EQ(editor.topology(), large);
    editor.undo();
    EXPECT_EQ(editor.topology().nodes.size(), 2000U);
}

} // namespace
} // namespace zeroloom
