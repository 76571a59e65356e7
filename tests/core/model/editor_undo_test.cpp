#include <random>

#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(EditorUndo, EachStepBearsItsText)
{
    Editor editor(smallPipeline());
    EXPECT_FALSE(editor.canUndo());
    EXPECT_EQ(editor.undoText(), "");
    ASSERT_TRUE(editor.addNodeForSocket(SocketType::Pull, {0, 300}));
    ASSERT_TRUE(editor.connect(ref("vent", "out"), ref("pull", "in")));
    EXPECT_EQ(editor.undoText(), "Connect vent.out to pull.in");
    editor.undo();
    EXPECT_EQ(editor.undoText(), "Add PULL");
    EXPECT_EQ(editor.redoText(), "Connect vent.out to pull.in");
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    EXPECT_FALSE(editor.canUndo());
    editor.redo();
    editor.redo();
    EXPECT_FALSE(editor.canRedo());
    EXPECT_EQ(editor.topology().wires.back().to, ref("pull", "in"));
}

TEST(EditorUndo, ANewEditForgetsWhatCouldBeRedone)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setName("One"));
    editor.undo();
    ASSERT_TRUE(editor.setDescription("Two"));
    EXPECT_FALSE(editor.canRedo());
}

TEST(EditorUndo, ADragIsOneStep)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    for (int i = 1; i <= 10; ++i)
        ASSERT_TRUE(editor.move({{NodeId("vent"), {i * 10.0, 5}}, {NodeId("w1"), {240 + i * 10.0, 5}}}, {}, "drag 1"));
    EXPECT_EQ(log.count(), 10U);
    EXPECT_THAT(log.last().nodesMoved, ElementsAre(NodeId("vent"), NodeId("w1")));
    EXPECT_FALSE(log.last().meaningChanged);
    EXPECT_EQ(editor.undoText(), "Move 2 nodes");
    ASSERT_TRUE(editor.move({{NodeId("vent"), {500, 500}}}, {}, "drag 2"));
    editor.undo();
    EXPECT_EQ(editor.topology().layout.at(NodeId("vent")), (Point{100, 5}));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    EXPECT_FALSE(editor.canUndo());
    editor.redo();
    EXPECT_EQ(editor.topology().layout.at(NodeId("w1")), (Point{340, 5}));
}

TEST(EditorUndo, ADragThatPicksUpMoreOnItsWayIsStillOneStep)
{
    Editor editor(smallPipeline());
    const NoteId note = *editor.addNote("n", {0, 0});
    const Topology before = editor.topology();
    ASSERT_TRUE(editor.move({{NodeId("vent"), {1, 1}}}, {}, "g"));
    ASSERT_TRUE(editor.move({{NodeId("w1"), {2, 2}}, {NodeId("vent"), {3, 3}}}, {{note, {4, 4}}}, "g"));
    ASSERT_TRUE(editor.move({{NodeId("w1"), {5, 5}}}, {{note, {6, 6}}}, "g"));
    const Topology after = editor.topology();
    EXPECT_EQ(after.layout.at(NodeId("vent")), (Point{3, 3}));
    EXPECT_EQ(after.note(note)->position, (Point{6, 6}));
    editor.undo();
    EXPECT_EQ(editor.topology(), before);
    editor.redo();
    EXPECT_EQ(editor.topology(), after);
}

TEST(EditorUndo, ADragBackToWhereItBeganIsNoStep)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.move({{NodeId("vent"), {10, 0}}}, {}, "g"));
    EXPECT_TRUE(editor.modified());
    ASSERT_TRUE(editor.move({{NodeId("vent"), {0, 0}}}, {}, "g"));
    EXPECT_FALSE(editor.canUndo());
    EXPECT_FALSE(editor.modified());
}

TEST(EditorUndo, TypingInOneFieldMergesUntilItIsLeft)
{
    Editor editor(smallPipeline());
    for (const int rate : {1, 10, 100, 1000})
        ASSERT_TRUE(editor.setParam(NodeId("vent"), "rate", Value(std::int64_t{rate})));
    editor.endMerge();
    ASSERT_TRUE(editor.setParam(NodeId("vent"), "rate", Value(std::int64_t{7})));
    ASSERT_TRUE(editor.setParam(NodeId("vent"), "size", Value(std::int64_t{7})));
    ASSERT_TRUE(editor.setParam(NodeId("vent"), "rate", Value(std::int64_t{8})));
    const auto rate = [&] { return editor.topology().node(NodeId("vent"))->params.at("rate"); };
    editor.undo();
    EXPECT_EQ(rate(), Value(std::int64_t{7}));
    editor.undo();
    editor.undo();
    EXPECT_EQ(rate(), Value(std::int64_t{1000}));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
}

TEST(EditorUndo, WhatWasUndoneDoesNotMergeWithWhatFollows)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setName("A"));
    editor.endMerge();
    ASSERT_TRUE(editor.setName("B"));
    editor.undo();
    ASSERT_TRUE(editor.setName("C"));
    editor.undo();
    EXPECT_EQ(editor.topology().name, "A");
}

TEST(EditorUndo, ModifiedKnowsTheSavedStateAcrossUndoRedoAndMerges)
{
    Editor editor(smallPipeline());
    EXPECT_FALSE(editor.modified());
    ASSERT_TRUE(editor.setName("A"));
    EXPECT_TRUE(editor.modified());
    editor.markSaved();
    EXPECT_FALSE(editor.modified());

    // The same key, yet not the same step: undo must be able to return to what was saved.
    ASSERT_TRUE(editor.setName("AB"));
    EXPECT_TRUE(editor.modified());
    editor.undo();
    EXPECT_FALSE(editor.modified());
    EXPECT_EQ(editor.topology().name, "A");
    editor.undo();
    EXPECT_TRUE(editor.modified());
    editor.redo();
    EXPECT_FALSE(editor.modified());

    // Another branch of the same length is not the saved state.
    editor.undo();
    ASSERT_TRUE(editor.setName("Z"));
    EXPECT_TRUE(editor.modified());
    editor.undo();
    EXPECT_TRUE(editor.modified());
}

TEST(EditorUndo, ResetForgetsTheHistoryAndIsNotModified)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.setName("A"));
    editor.reset({});
    EXPECT_FALSE(editor.canUndo());
    EXPECT_FALSE(editor.canRedo());
    EXPECT_FALSE(editor.modified());
    EXPECT_TRUE(log.last().replaced);
    EXPECT_TRUE(editor.topology().nodes.empty());
    EXPECT_EQ(editor.addNodeForSocket(SocketType::Push, {})->text(), "push");
}

TEST(EditorApply, RefusesAnEditWhoseBeforeIsNotWhatIsThere)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    Node before = *editor.topology().node(NodeId("vent"));
    Node after = before;
    after.label = "New";
    ASSERT_TRUE(editor.setLabel(NodeId("vent"), "Changed meanwhile"));
    const Topology there = editor.topology();
    // The first change fits and the second does not: neither may stay.
    const Status refused =
        editor.apply({"Fix", {HeaderChange{"Small pipeline", "X", "", "Y"}, NodeChange{0, before, after}}, {}});
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("'vent'"));
    EXPECT_EQ(editor.topology(), there);
    EXPECT_EQ(log.count(), 1U);

    EXPECT_FALSE(editor.apply({"Fix", {PositionChange{NodeId("vent"), Point{9, 9}, Point{1, 1}}}, {}}));
    EXPECT_FALSE(editor.apply({"Fix", {PositionChange{NodeId("vent"), std::nullopt, Point{1, 1}}}, {}}));
    EXPECT_FALSE(editor.apply({"Fix", {HeaderChange{"Other", "X", "", ""}}, {}}));
    EXPECT_EQ(editor.topology(), there);
}

TEST(EditorApply, FindsAnItemWhosePlaceHasShifted)
{
    Editor editor(smallPipeline());
    const Node before = *editor.topology().node(NodeId("sink"));
    Node after = before;
    after.label = "The end";
    ASSERT_TRUE(editor.apply({"Fix", {NodeChange{0, before, after}}, {}}));
    EXPECT_EQ(editor.topology().nodes[2].label, "The end");
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
}

TEST(EditorApply, RefusesWhatWouldLeaveReferencesToNothing)
{
    const Topology start = smallPipeline();
    Editor editor(start);
    const auto refuses = [&](Change change) {
        const Status status = editor.apply({"Bad", {std::move(change)}, {}});
        return !status && editor.topology() == start && !editor.canUndo();
    };
    EXPECT_TRUE(refuses(NodeChange{2, start.nodes[2], std::nullopt})); // its wire and position would stay
    Node bare = start.nodes[1];
    bare.sockets.clear();
    EXPECT_TRUE(refuses(NodeChange{1, start.nodes[1], bare}));
    Node elsewhere = start.nodes[1];
    elsewhere.host = HostId("mars");
    EXPECT_TRUE(refuses(NodeChange{1, start.nodes[1], elsewhere}));
    EXPECT_TRUE(refuses(NodeChange{3, std::nullopt, start.nodes[1]})); // the id is taken
    EXPECT_TRUE(
        refuses(WireChange{2, std::nullopt, Wire{WireId("c"), ref("vent", "out"), ref("no", "in"), {}, {}, {}}}));
    EXPECT_TRUE(
        refuses(WireChange{2, std::nullopt, Wire{WireId("a"), ref("vent", "out"), ref("sink", "in"), {}, {}, {}}}));
    EXPECT_TRUE(refuses(HostChange{0, start.hosts[0], std::nullopt}));
    EXPECT_TRUE(refuses(HostChange{1, std::nullopt, start.hosts[0]}));
    EXPECT_TRUE(refuses(PositionChange{NodeId("nobody"), std::nullopt, Point{1, 1}}));
}

TEST(EditorObservers, AreCalledInOrderAndCanLeaveWithinTheCall)
{
    Editor editor(smallPipeline());
    std::string calls;
    int second = 0;
    editor.subscribe([&](const ChangeSet&) { calls += "1"; });
    second = editor.subscribe([&](const ChangeSet&) {
        calls += "2";
        editor.unsubscribe(second);
    });
    editor.subscribe([&](const ChangeSet&) { calls += "3"; });
    ASSERT_TRUE(editor.setName("A"));
    ASSERT_TRUE(editor.setName("B"));
    EXPECT_EQ(calls, "12313");
}

TEST(EditorObservers, CannotEditFromWithinTheCall)
{
    Editor editor(smallPipeline());
    bool refused = false;
    editor.subscribe([&](const ChangeSet&) {
        refused = !editor.setName("Inner");
        editor.undo();
    });
    ASSERT_TRUE(editor.setName("Outer"));
    EXPECT_TRUE(refused);
    EXPECT_EQ(editor.topology().name, "Outer");
}

// Does one thing at random, which may be refused.
void editAtRandom(Editor& editor, std::mt19937& random)
{
    const auto pick = [&](std::size_t count) { return count == 0 ? 0 : random() % count; };
    const Topology& topology = editor.topology();
    const auto node = [&] {
        return topology.nodes.empty() ? NodeId() : topology.nodes[pick(topology.nodes.size())].id;
    };
    const auto socket = [&]() -> SocketRef {
        const Node* owner = topology.node(node());
        return owner && !owner->sockets.empty() ? SocketRef{owner->id, owner->sockets[pick(owner->sockets.size())].id}
                                                : SocketRef{};
    };
    const auto type = [&] { return static_cast<SocketType>(pick(11)); };
    const Point point{static_cast<double>(pick(1000)), static_cast<double>(pick(1000))};
    switch (pick(16)) {
    case 0:
    case 1:
    case 2:
        (void)editor.addNodeForSocket(type(), point);
        break;
    case 3:
        (void)editor.addSocket(node(), type());
        break;
    case 4:
        (void)editor.removeSocket(socket());
        break;
    case 5:
        (void)editor.setSocketType(socket(), type());
        break;
    case 6:
        (void)editor.renameNode(node(), NodeId("n" + std::to_string(pick(30))));
        break;
    case 7:
        (void)editor.renameSocket(socket(), SocketId("s" + std::to_string(pick(4))));
        break;
    case 8:
    case 9:
    case 10:
        (void)editor.connect(socket(), socket());
        break;
    case 11:
        (void)editor.move({{node(), point}}, {}, "g" + std::to_string(pick(2)));
        break;
    case 12:
        (void)editor.remove({{node()}, {}, {}});
        break;
    case 13:
        (void)editor.insert(editor.extract({{node(), node(), node()}, {}, {}}), {30, 30}, "Paste");
        break;
    case 14:
        (void)editor.setParam(node(), "rate", Value(static_cast<std::int64_t>(pick(100))));
        break;
    case 15:
        (void)editor.wireByPattern({node(), node()}, static_cast<Pattern>(pick(4)));
        break;
    }
}

void expectWhole(const Topology& topology)
{
    const TopologyIndex index(topology);
    std::set<NodeId> ids;
    for (const Node& node : topology.nodes)
        EXPECT_TRUE(ids.insert(node.id).second) << node.id.text();
    for (const Wire& wire : topology.wires) {
        EXPECT_NE(index.socket(wire.from), nullptr) << wire.from.text();
        EXPECT_NE(index.socket(wire.to), nullptr) << wire.to.text();
    }
    for (const auto& [id, position] : topology.layout)
        EXPECT_TRUE(ids.contains(id)) << id.text();
}

TEST(EditorUndo, AnyHistoryUndoesToTheStartAndRedoesToTheEnd)
{
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        Editor editor(smallPipeline());
        std::vector<Topology> states{editor.topology()};
        for (int i = 0; i < 120; ++i) {
            editAtRandom(editor, random);
            if (random() % 8 == 0)
                editor.undo();
            if (random() % 16 == 0)
                editor.redo();
        }
        expectWhole(editor.topology());
        while (editor.canRedo())
            editor.redo();
        const Topology end = editor.topology();
        while (editor.canUndo())
            editor.undo();
        ASSERT_EQ(editor.topology(), smallPipeline()) << "seed " << seed;
        EXPECT_FALSE(editor.modified());
        while (editor.canRedo())
            editor.redo();
        ASSERT_EQ(editor.topology(), end) << "seed " << seed;
    }
}

} // namespace
} // namespace zeroloom
