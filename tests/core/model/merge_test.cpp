// Merging one topology into another: what clashes, what a person may decide, and what one step of undo takes back.
#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "core/model/merge.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

ClashChoices all(ClashChoice choice) { return {choice, {}}; }

// Applied by the editor, which refuses what would be broken.
MergePlan mergeInto(Editor& editor, const Topology& coming, const ClashChoices& choices, Point offset = {})
{
    MergePlan plan = planMerge(coming, editor.topology(), choices, offset, "Merge");
    const Status applied = editor.apply(plan.edit);
    EXPECT_TRUE(applied) << (applied ? "" : applied.error().text());
    return plan;
}

Topology otherNames()
{
    Topology topology;
    topology.nodes = {makeNode("pub", "source", {{"out", SocketType::Pub}}),
                      makeNode("sub", "sink", {{"in", SocketType::Sub}})};
    topology.wires = {Wire{WireId("a"), ref("pub", "out"), ref("sub", "in"), {}, {}, {}}};
    topology.layout = {{NodeId("pub"), {0, 0}}, {NodeId("sub"), {240, 0}}};
    topology.notes = {Note{NoteId("note"), "remember", {0, 100}, {200, 80}, {}}};
    return topology;
}

TEST(Merge, WhatHasNamesOfItsOwnComesAsItIs)
{
    Editor editor(smallPipeline());
    EXPECT_THAT(nodeClashes(otherNames(), editor.topology()), IsEmpty());
    const MergePlan plan = mergeInto(editor, otherNames(), {}, {0, 200});
    EXPECT_THAT(plan.added, ElementsAre(NodeId("pub"), NodeId("sub")));
    EXPECT_THAT(plan.wires, ElementsAre(WireId("a2"))); // ids of wires are nobody's names
    EXPECT_THAT(plan.remarks, IsEmpty());
    EXPECT_EQ(editor.topology().layout.at(NodeId("sub")), (Point{240, 200}));
    EXPECT_EQ(editor.topology().notes.at(0).position, (Point{0, 300}));
    EXPECT_EQ(editor.topology().name, "Small pipeline");
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    editor.redo();
    EXPECT_EQ(editor.topology().nodes.size(), 5U);
}

TEST(Merge, ClashesSayWhetherAnythingDiffers)
{
    Topology coming = smallPipeline();
    coming.nodes[1].params["work"] = Value(std::string("1ms"));
    EXPECT_THAT(
        nodeClashes(coming, smallPipeline()),
        ElementsAre(NodeClash{NodeId("vent"), true}, NodeClash{NodeId("w1"), false}, NodeClash{NodeId("sink"), true}));
}

TEST(Merge, RenamedNodesKeepTheirWiresAndNobodyElsesName)
{
    Topology coming = smallPipeline();
    coming.nodes.push_back(makeNode("w2", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, all(ClashChoice::Rename));
    EXPECT_THAT(plan.added,
                ElementsAre(NodeId("vent2"), NodeId("w3"), NodeId("sink2"), NodeId("w2"))); // w2 comes itself
    EXPECT_EQ(plan.renamed.at(NodeId("w1")), NodeId("w3"));
    EXPECT_EQ(editor.topology().wires.size(), 4U);
    EXPECT_EQ(editor.topology().wires[2].to, ref("w3", "in"));
}

TEST(Merge, AReplacedNodeKeepsItsPlaceAndTheWiresThatStillFit)
{
    Topology coming;
    coming.nodes = {makeNode("w1", "worker", {{"in", SocketType::Pull}, {"done", SocketType::Push}})};
    coming.nodes[0].label = "New";
    coming.layout = {{NodeId("w1"), {900, 900}}};
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, all(ClashChoice::Replace));
    EXPECT_THAT(plan.replaced, ElementsAre(NodeId("w1")));
    EXPECT_THAT(plan.added, IsEmpty());
    EXPECT_EQ(editor.topology().nodes[1].label, "New");
    EXPECT_EQ(editor.topology().layout.at(NodeId("w1")), (Point{240, 0}));
    EXPECT_EQ(editor.topology().wires.size(), 1U); // vent.out → w1.in fits, w1.out → sink.in does not
    EXPECT_EQ(plan.wiresRemoved, 1U);
    ASSERT_EQ(plan.remarks.size(), 1U);
    EXPECT_THAT(plan.remarks[0], HasSubstr("'w1.out → sink.in' of this topology goes: there is no socket 'w1.out'"));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
}

TEST(Merge, AReplacedSocketOfAnotherTypeLosesIllegalWires)
{
    Topology coming;
    coming.nodes = {makeNode("vent", "source", {{"out", SocketType::Pub}})};
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, all(ClashChoice::Replace));
    EXPECT_EQ(plan.wiresRemoved, 1U);
    EXPECT_THAT(plan.remarks, ElementsAre(HasSubstr("PUB cannot talk to PULL")));
}

TEST(Merge, AWireOfTheSameTwoSocketsIsReplacedAndNotDoubled)
{
    Topology coming = smallPipeline();
    coming.wires[0].endpoint = "tcp://127.0.0.1:6001";
    coming.wires[0].id = WireId("other");
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, all(ClashChoice::Replace));
    EXPECT_EQ(editor.topology().wires.size(), 2U);
    EXPECT_EQ(editor.topology().wire(WireId("a"))->endpoint, "tcp://127.0.0.1:6001");
    EXPECT_THAT(plan.replaced, IsEmpty()); // the nodes are the same
    EXPECT_THAT(plan.wires, ElementsAre(WireId("a")));
}

TEST(Merge, WiresOfSkippedNodesGoToTheOnesHere)
{
    Topology coming;
    coming.nodes = {makeNode("vent", "source", {{"out", SocketType::Push}}),
                    makeNode("w2", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}),
                    makeNode("sink", "sink", {{"elsewhere", SocketType::Pull}})};
    coming.wires = {Wire{WireId("a"), ref("vent", "out"), ref("w2", "in"), {}, {}, {}},
                    Wire{WireId("b"), ref("w2", "out"), ref("sink", "elsewhere"), {}, {}, {}},
                    Wire{WireId("c"), ref("vent", "out"), ref("sink", "elsewhere"), {}, {}, {}}};
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, all(ClashChoice::Skip));
    EXPECT_THAT(plan.added, ElementsAre(NodeId("w2")));
    EXPECT_THAT(plan.kept, ElementsAre(NodeId("vent"), NodeId("sink")));
    ASSERT_EQ(editor.topology().wires.size(), 3U);
    EXPECT_EQ(editor.topology().wires[2].from, ref("vent", "out"));
    EXPECT_EQ(editor.topology().wires[2].to, ref("w2", "in"));
    EXPECT_THAT(plan.remarks, ElementsAre(HasSubstr("'w2.out → sink.elsewhere' does not come along")));
}

TEST(Merge, EachClashCanBeDecidedByItself)
{
    Topology coming = smallPipeline();
    for (Node& node : coming.nodes)
        node.label = "New";
    Editor editor(smallPipeline());
    const ClashChoices choices{ClashChoice::Replace,
                               {{NodeId("w1"), ClashChoice::Skip}, {NodeId("sink"), ClashChoice::Rename}}};
    EXPECT_THAT(nodesToPlace(coming, editor.topology(), choices), ElementsAre(NodeId("sink")));
    mergeInto(editor, coming, choices);
    EXPECT_EQ(editor.topology().node(NodeId("vent"))->label, "New");
    EXPECT_EQ(editor.topology().node(NodeId("w1"))->label, "");
    EXPECT_EQ(editor.topology().node(NodeId("sink"))->label, "");
    EXPECT_EQ(editor.topology().node(NodeId("sink2"))->label, "New");
    EXPECT_EQ(editor.topology().wires.back().from, ref("w1", "out"));
    EXPECT_EQ(editor.topology().wires.back().to, ref("sink2", "in"));
}

TEST(Merge, NoEndpointIsBoundTwice)
{
    Topology here = smallPipeline();
    here.wires[0].endpoint = "tcp://127.0.0.1:6001";
    Topology coming = otherNames();
    coming.wires[0].endpoint = "tcp://127.0.0.1:6001";
    Editor editor(here);
    const MergePlan plan = mergeInto(editor, coming, {});
    EXPECT_EQ(editor.topology().wires.back().endpoint, "");
    EXPECT_THAT(plan.remarks, ElementsAre(HasSubstr("tcp://127.0.0.1:6001 is bound by 'vent.out' here")));

    coming.nodes[0].role = "outside"; // bound by somebody else's program, which is there once
    Editor second(here);
    mergeInto(second, coming, {});
    EXPECT_EQ(second.topology().wires.back().endpoint, "tcp://127.0.0.1:6001");
}

TEST(Merge, HostsThatAreMissingComeAlong)
{
    Topology coming = otherNames();
    coming.hosts.push_back(Host{HostId("edge"), "Edge", {}});
    coming.nodes[0].host = HostId("edge");
    Editor editor(smallPipeline());
    mergeInto(editor, coming, {});
    ASSERT_NE(editor.topology().host(HostId("edge")), nullptr);
    coming.hosts.back().label = "Another";
    const MergePlan again = mergeInto(editor, coming, all(ClashChoice::Rename));
    EXPECT_EQ(editor.topology().hosts.size(), 2U);
    EXPECT_THAT(again.remarks, ElementsAre(HasSubstr("host 'edge' is here already")));
}

TEST(Merge, AnEmptyTopologyTakesTheNameToo)
{
    Editor editor;
    mergeInto(editor, smallPipeline(), {});
    EXPECT_EQ(editor.topology(), smallPipeline());
    EXPECT_TRUE(editor.modified());
    editor.undo();
    EXPECT_EQ(editor.topology(), Topology());
}

TEST(Merge, TheSameOnceMoreChangesNothing)
{
    Editor editor(smallPipeline());
    for (const ClashChoice choice : {ClashChoice::Replace, ClashChoice::Skip}) {
        mergeInto(editor, smallPipeline(), all(choice));
        EXPECT_EQ(editor.topology(), smallPipeline());
        EXPECT_FALSE(editor.canUndo());
    }
}

TEST(Merge, WhatIsBrokenInItselfDoesNotBreakTheTopology)
{
    Topology coming;
    coming.nodes = {makeNode("x", "source", {{"out", SocketType::Push}}),
                    makeNode("x", "sink", {{"in", SocketType::Pull}})};
    coming.wires = {Wire{WireId("a"), ref("x", "out"), ref("nobody", "in"), {}, {}, {}}};
    Editor editor(smallPipeline());
    const MergePlan plan = mergeInto(editor, coming, {});
    EXPECT_THAT(plan.added, UnorderedElementsAre(NodeId("x"), NodeId("x2")));
    EXPECT_EQ(plan.remarks.size(), 1U);
}

TEST(Merge, WhatComesStandsBelowWhatIsHere)
{
    Topology coming = otherNames();
    const Point offset = offsetBelow(coming, smallPipeline(), {});
    EXPECT_EQ(offset.x, 0);
    EXPECT_GE(offset.y, 90); // a node's height
    EXPECT_EQ(offsetBelow(coming, Topology(), {}), Point());
}

} // namespace
} // namespace zeroloom
