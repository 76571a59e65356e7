// The canvas without a window: places and words of cards.
#include <gmock/gmock.h>

#include "core/picture/canvas_picture.h"
#include "core/picture/card_metrics.h"

namespace zeroloom {
namespace {

Topology pipeline()
{
    Topology topology;
    topology.nodes.push_back({NodeId("a"),
                              "A",
                              HostId("local"),
                              "source",
                              {},
                              {{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}},
                              {}});
    topology.nodes.push_back({NodeId("b"),
                              "B",
                              HostId("local"),
                              "sink",
                              {},
                              {{SocketId("in"), SocketType::Pull, {}, {}, PortSide::Auto, {}}},
                              {}});
    topology.wires.push_back({WireId("w"), {NodeId("a"), SocketId("out")}, {NodeId("b"), SocketId("in")}, {}, {}, {}});
    return topology;
}

TEST(CanvasPicture, CardsStandWhereTheLayoutHasThem)
{
    Topology topology = pipeline();
    topology.layout = {{NodeId("a"), {10, 20}}, {NodeId("b"), {400, 60}}};
    const CanvasPicture picture = canvasPicture(topology);
    ASSERT_EQ(picture.cards.size(), 2U);
    EXPECT_EQ(picture.cards[0].position, (Point{10, 20}));
    EXPECT_EQ(picture.cards[0].width, canvas_metrics::NodeWidth);
    EXPECT_EQ(picture.cards[0].ports[0].position, (Point{10 + canvas_metrics::NodeWidth, 80}));
    EXPECT_EQ(picture.cards[0].ports[0].badge, "blocks at 1,000");
    EXPECT_EQ(picture.cards[0].subtitle, "source · 10/s · 64 B");
    EXPECT_EQ(picture.cards[1].ports[0].position, (Point{400, 120}));
    ASSERT_EQ(picture.wires.size(), 1U);
    EXPECT_EQ(picture.wires[0].curve.start, picture.cards[0].ports[0].position);
    EXPECT_EQ(picture.wires[0].curve.end, picture.cards[1].ports[0].position);
    EXPECT_TRUE(picture.cards[0].ports[0].binds != picture.cards[1].ports[0].binds);
}

TEST(CanvasPicture, WhatHasNoPlaceStandsBelowWhatHasOne)
{
    Topology topology = pipeline();
    topology.layout = {{NodeId("a"), {10, 20}}};
    const CanvasPicture picture = canvasPicture(topology);
    EXPECT_GE(picture.cards[1].position.y, picture.cards[0].position.y + picture.cards[0].height);
}

TEST(CanvasPicture, EverythingIsWithinTheBounds)
{
    Topology topology = pipeline();
    topology.layout = {{NodeId("a"), {900, 0}}, {NodeId("b"), {0, 0}}}; // the wire runs back, around both
    topology.notes.push_back({NoteId("n"), "text", {-500, 300}, {200, 80}, {}});
    const CanvasPicture picture = canvasPicture(topology);
    const auto holds = [&](const Point& point) {
        return point.x > picture.bounds.left && point.x < picture.bounds.right && point.y > picture.bounds.top &&
               point.y < picture.bounds.bottom;
    };
    EXPECT_TRUE(holds({-500, 300}) && holds({1084, 96}));
    for (double t = 0; t <= 1; t += 0.01)
        EXPECT_TRUE(holds(picture.wires[0].curve.at(t)));
}

} // namespace
} // namespace zeroloom
