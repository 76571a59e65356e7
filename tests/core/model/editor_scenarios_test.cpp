#include <gmock/gmock.h>

#include "core/model/editor.h"
#include "model_test_case.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

Scenario scenario(const std::string& name, std::vector<TimedAct> acts) { return {name, std::move(acts), {}}; }

std::vector<std::string> actsOf(const Editor& editor, std::size_t place = 0)
{
    std::vector<std::string> texts;
    for (const TimedAct& act : editor.topology().scenarios.at(place).acts)
        texts.push_back(act.act);
    return texts;
}

TEST(EditorScenarios, AreAddedChangedRenamedAndRemovedEachAsOneStep)
{
    Editor editor(smallPipeline());
    ChangeLog log(editor);
    ASSERT_TRUE(editor.setScenario(scenario("A worker dies", {{6s, "restart w1"}, {3s, "kill w1"}})));
    EXPECT_THAT(actsOf(editor), ElementsAre("kill w1", "restart w1"));
    EXPECT_TRUE(log.last().scenariosChanged);
    EXPECT_TRUE(log.last().meaningChanged);
    EXPECT_EQ(editor.undoText(), "Add scenario A worker dies");
    ASSERT_TRUE(editor.setScenario(scenario("A worker dies", {{1s, "hang w1"}})));
    EXPECT_THAT(actsOf(editor), ElementsAre("hang w1"));
    ASSERT_TRUE(editor.renameScenario("A worker dies", "It hangs"));
    EXPECT_EQ(editor.topology().scenarios.front().name, "It hangs");
    ASSERT_TRUE(editor.removeScenario("It hangs"));
    EXPECT_TRUE(editor.topology().scenarios.empty());
    for (int i = 0; i < 3; ++i)
        editor.undo();
    EXPECT_THAT(actsOf(editor), ElementsAre("kill w1", "restart w1"));
    editor.undo();
    EXPECT_EQ(editor.topology(), smallPipeline());
    editor.redo();
    EXPECT_THAT(actsOf(editor), ElementsAre("kill w1", "restart w1"));
}

TEST(EditorScenarios, WithoutANameOrWithAnothersAreRefused)
{
    Editor editor(smallPipeline());
    EXPECT_FALSE(editor.setScenario(scenario("", {})));
    EXPECT_FALSE(editor.setScenario(scenario("x", {{-1s, "pause"}})));
    ASSERT_TRUE(editor.setScenario(scenario("one", {})));
    ASSERT_TRUE(editor.setScenario(scenario("two", {})));
    EXPECT_FALSE(editor.renameScenario("one", "two"));
    EXPECT_FALSE(editor.renameScenario("three", "four"));
    EXPECT_FALSE(editor.removeScenario("three"));
    EXPECT_EQ(editor.topology().scenarios.size(), 2U);
}

TEST(EditorScenarios, FollowWhenWhatTheyNameGetsAnotherId)
{
    Editor editor(smallPipeline());
    const WireId wire = editor.topology().wires.front().id; // vent.out to w1.in
    ASSERT_TRUE(editor.setScenario(scenario("s", {{0s, "kill w1"},
                                                  {1s, "hold w1.in"},
                                                  {2s, "cut vent.out->w1.in"},
                                                  {3s, "kill   vent"},
                                                  {4s, "kill nobody"},
                                                  {5s, "set w1.work=5ms"}})));
    const Topology before = editor.topology();
    ASSERT_TRUE(editor.renameNode(NodeId("w1"), NodeId("worker")));
    EXPECT_THAT(actsOf(editor), ElementsAre("kill worker", "hold worker.in", "cut " + wire.text(), "kill   vent",
                                            "kill nobody", "set worker.work=5ms"));
    ASSERT_TRUE(editor.renameSocket({NodeId("worker"), SocketId("in")}, SocketId("tasks")));
    EXPECT_EQ(actsOf(editor).at(1), "hold worker.tasks");
    editor.undo();
    editor.undo();
    EXPECT_EQ(editor.topology(), before);
}

TEST(EditorScenarios, StayWhenWhatTheyNameIsRemoved)
{
    Editor editor(smallPipeline());
    ASSERT_TRUE(editor.setScenario(scenario("s", {{0s, "kill w1"}})));
    ASSERT_TRUE(editor.remove({{NodeId("w1")}, {}, {}}));
    EXPECT_THAT(actsOf(editor), ElementsAre("kill w1"));
}

} // namespace
} // namespace zeroloom
