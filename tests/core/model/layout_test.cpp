#include "core/model/layout.h"

#include <algorithm>
#include <chrono>
#include <random>

#include <gmock/gmock.h>

#include "model_test_case.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::Pair;

void addChain(Topology& topology, const std::vector<std::string>& ids)
{
    for (const std::string& id : ids) {
        if (!topology.node(NodeId(id)))
            topology.nodes.push_back(makeNode(id, "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    }
    for (std::size_t i = 1; i < ids.size(); ++i) {
        const WireId id("x" + std::to_string(topology.wires.size()));
        topology.wires.push_back(Wire{id, ref(ids[i - 1], "out"), ref(ids[i], "in"), {}, {}, {}});
    }
}

Topology randomTopology(int nodes, int wires, unsigned seed)
{
    std::mt19937 random(seed);
    Topology topology;
    for (int i = 0; i < nodes; ++i)
        topology.nodes.push_back(
            makeNode("n" + std::to_string(i), "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    for (int i = 0; i < wires; ++i) {
        const std::string from = "n" + std::to_string(random() % nodes);
        const std::string to = "n" + std::to_string(random() % nodes);
        topology.wires.push_back(Wire{WireId("w" + std::to_string(i)), ref(from, "out"), ref(to, "in"), {}, {}, {}});
    }
    return topology;
}

bool anyOverlap(const std::map<NodeId, Point>& positions)
{
    // By columns: a full comparison of 1,000 boxes is slow under sanitizers.
    std::map<double, std::vector<double>> columns;
    for (const auto& [id, position] : positions)
        columns[position.x].push_back(position.y);
    for (auto& [x, rows] : columns) {
        std::ranges::sort(rows);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i] < rows[i - 1] + 90)
                return true;
        }
    }
    return false;
}

TEST(LayeredLayout, FollowsTheWiresFromLeftToRight)
{
    Topology topology;
    addChain(topology, {"vent", "w1", "sink"});
    addChain(topology, {"vent", "w2", "sink"});
    addChain(topology, {"vent", "w3", "sink"});
    const auto positions = layeredLayout(topology);
    EXPECT_EQ(positions.at(NodeId("vent")), (Point{0, 120}));
    EXPECT_EQ(positions.at(NodeId("w1")), (Point{320, 0}));
    EXPECT_EQ(positions.at(NodeId("w2")), (Point{320, 120}));
    EXPECT_EQ(positions.at(NodeId("w3")), (Point{320, 240}));
    EXPECT_EQ(positions.at(NodeId("sink")), (Point{640, 120}));
}

TEST(LayeredLayout, AvoidsCrossingsThatNeedNotBe)
{
    Topology topology;
    for (const char* id : {"a1", "a2", "b2", "b1"})
        topology.nodes.push_back(makeNode(id, "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}));
    topology.nodes.insert(topology.nodes.begin(), makeNode("root", "source", {{"out", SocketType::Push}}));
    addChain(topology, {"root", "a1", "b1"});
    addChain(topology, {"root", "a2", "b2"});
    const auto positions = layeredLayout(topology);
    const bool a1Above = positions.at(NodeId("a1")).y < positions.at(NodeId("a2")).y;
    const bool b1Above = positions.at(NodeId("b1")).y < positions.at(NodeId("b2")).y;
    EXPECT_EQ(a1Above, b1Above);
}

TEST(LayeredLayout, CyclesAndSelfLoopsEnd)
{
    Topology topology;
    addChain(topology, {"a", "b", "c", "a"});
    topology.wires.push_back(Wire{WireId("self"), ref("a", "out"), ref("a", "in"), {}, {}, {}});
    const auto positions = layeredLayout(topology);
    EXPECT_EQ(positions.at(NodeId("a")).x, 0);
    EXPECT_EQ(positions.at(NodeId("b")).x, 320);
    EXPECT_EQ(positions.at(NodeId("c")).x, 640);
}

TEST(LayeredLayout, PartsThatAreNotWiredStandBelowEachOther)
{
    Topology topology;
    addChain(topology, {"a", "b"});
    addChain(topology, {"c", "d"});
    const auto positions = layeredLayout(topology);
    EXPECT_EQ(positions.at(NodeId("a")), (Point{0, 0}));
    EXPECT_EQ(positions.at(NodeId("c")).x, 0);
    EXPECT_GE(positions.at(NodeId("c")).y, 90);
}

TEST(LayeredLayout, NodesWithoutWiresStandInRowsBelowTheRest)
{
    Topology topology;
    addChain(topology, {"a", "b"});
    for (const char* id : {"c", "d", "e", "f"})
        addChain(topology, {id});
    const auto positions = layeredLayout(topology);
    EXPECT_EQ(positions.at(NodeId("c")), (Point{0, 150}));
    EXPECT_EQ(positions.at(NodeId("d")), (Point{320, 150}));
    EXPECT_EQ(positions.at(NodeId("e")), (Point{0, 270}));
    EXPECT_EQ(positions.at(NodeId("f")), (Point{320, 270}));
}

TEST(LayeredLayout, ACycleTurnsNoWireThatIsNotInIt)
{
    Topology topology;
    addChain(topology, {"source", "a", "b", "a"});
    addChain(topology, {"source", "late"});
    addChain(topology, {"b", "late", "sink"});
    const auto positions = layeredLayout(topology);
    for (const auto& [left, right] : {std::pair("source", "a"), std::pair("a", "b"), std::pair("b", "late"),
                                      std::pair("late", "sink"), std::pair("source", "late")})
        EXPECT_LT(positions.at(NodeId(left)).x, positions.at(NodeId(right)).x) << left << " " << right;
}

TEST(LayeredLayout, KeepsToSizesAndToTheNodesAskedFor)
{
    Topology topology;
    addChain(topology, {"a", "b"});
    addChain(topology, {"a", "c"});
    const auto positions = layeredLayout(topology, {{NodeId("b"), {400, 300}}, {NodeId("a"), {300, 90}}});
    EXPECT_GE(positions.at(NodeId("b")).x, 300);
    EXPECT_GE(positions.at(NodeId("c")).y, positions.at(NodeId("b")).y + 300);
    EXPECT_THAT(layeredLayout(topology, {}, {NodeId("c")}), ElementsAre(Pair(NodeId("c"), Point{0, 0})));
    EXPECT_TRUE(layeredLayout({}).empty());
}

TEST(LayeredLayout, IsTheSameEveryTimeAndNothingOverlaps)
{
    for (const unsigned seed : {1U, 2U, 3U}) {
        const Topology topology = randomTopology(200, 300, seed);
        const auto positions = layeredLayout(topology);
        EXPECT_EQ(positions.size(), 200U);
        EXPECT_FALSE(anyOverlap(positions)) << seed;
        EXPECT_EQ(layeredLayout(topology), positions);
    }
}

TEST(LayeredLayout, AThousandNodesAndTwoThousandWiresTakeNoMoreThanAMoment)
{
    const Topology topology = randomTopology(1000, 2000, 7);
    const auto start = std::chrono::steady_clock::now();
    const auto positions = layeredLayout(topology);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(positions.size(), 1000U);
    EXPECT_FALSE(anyOverlap(positions));
    // Generous, for builds without optimisation and with sanitizers; the benchmark has the figure.
    EXPECT_LT(taken.count(), 20);
}

TEST(Align, PutsEdgesAndCentresInLine)
{
    const std::map<NodeId, Point> positions{{NodeId("a"), {0, 0}}, {NodeId("b"), {50, 300}}};
    const std::map<NodeId, Point> sizes{{NodeId("a"), {100, 40}}, {NodeId("b"), {200, 80}}};
    const auto x = [&](Alignment how) {
        const auto result = aligned(positions, sizes, how);
        EXPECT_EQ(result.at(NodeId("b")).y, 300);
        return std::pair(result.at(NodeId("a")).x, result.at(NodeId("b")).x);
    };
    const auto y = [&](Alignment how) {
        const auto result = aligned(positions, sizes, how);
        EXPECT_EQ(result.at(NodeId("b")).x, 50);
        return std::pair(result.at(NodeId("a")).y, result.at(NodeId("b")).y);
    };
    EXPECT_EQ(x(Alignment::Left), std::pair(0.0, 0.0));
    EXPECT_EQ(x(Alignment::Right), std::pair(150.0, 50.0));
    EXPECT_EQ(x(Alignment::HorizontalCentre), std::pair(75.0, 25.0));
    EXPECT_EQ(y(Alignment::Top), std::pair(0.0, 0.0));
    EXPECT_EQ(y(Alignment::Bottom), std::pair(340.0, 300.0));
    EXPECT_EQ(y(Alignment::VerticalCentre), std::pair(170.0, 150.0));
    EXPECT_TRUE(aligned({}, {}, Alignment::Left).empty());
}

TEST(Distribute, MakesEqualGapsAndKeepsTheOutermost)
{
    const std::map<NodeId, Point> positions{{NodeId("a"), {0, 7}}, {NodeId("b"), {110, 8}}, {NodeId("c"), {500, 9}}};
    const std::map<NodeId, Point> sizes{{NodeId("a"), {100, 40}}, {NodeId("b"), {200, 40}}, {NodeId("c"), {100, 40}}};
    const auto result = distributed(positions, sizes, Axis::Horizontal);
    EXPECT_EQ(result.at(NodeId("a")), (Point{0, 7}));
    EXPECT_EQ(result.at(NodeId("b")), (Point{200, 8}));
    EXPECT_EQ(result.at(NodeId("c")), (Point{500, 9}));
    const std::map<NodeId, Point> two{{NodeId("a"), {0, 0}}, {NodeId("b"), {3, 4}}};
    EXPECT_EQ(distributed(two, {}, Axis::Vertical), two);
}

} // namespace
} // namespace zeroloom
