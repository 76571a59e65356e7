#include "core/model/layout.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace zeroloom {

namespace {

constexpr Point DefaultSize{184, 90};

struct Box {
    NodeId id;
    Point position;
    Point size;
};

std::vector<Box> boxesOf(const std::map<NodeId, Point>& positions, const std::map<NodeId, Point>& sizes)
{
    std::vector<Box> boxes;
    for (const auto& [id, position] : positions) {
        const auto size = sizes.find(id);
        boxes.push_back({id, position, size == sizes.end() ? DefaultSize : size->second});
    }
    return boxes;
}

} // namespace

std::map<NodeId, Point> aligned(const std::map<NodeId, Point>& positions, const std::map<NodeId, Point>& sizes,
                                Alignment alignment)
{
    const std::vector<Box> boxes = boxesOf(positions, sizes);
    const bool horizontal =
        alignment == Alignment::Left || alignment == Alignment::HorizontalCentre || alignment == Alignment::Right;
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const Box& box : boxes) {
        const double start = horizontal ? box.position.x : box.position.y;
        lowest = std::min(lowest, start);
        highest = std::max(highest, start + (horizontal ? box.size.x : box.size.y));
    }
    const auto place = [&](double extent) {
        switch (alignment) {
        case Alignment::Left:
        case Alignment::Top:
            return lowest;
        case Alignment::Right:
        case Alignment::Bottom:
            return highest - extent;
        case Alignment::HorizontalCentre:
        case Alignment::VerticalCentre:
            break;
        }
        return (lowest + highest - extent) / 2;
    };
    std::map<NodeId, Point> result;
    for (const Box& box : boxes) {
        result[box.id] =
            horizontal ? Point{place(box.size.x), box.position.y} : Point{box.position.x, place(box.size.y)};
    }
    return result;
}

std::map<NodeId, Point> distributed(const std::map<NodeId, Point>& positions, const std::map<NodeId, Point>& sizes,
                                    Axis axis)
{
    std::vector<Box> boxes = boxesOf(positions, sizes);
    if (boxes.size() < 3)
        return positions;
    const auto start = [axis](const Box& box) { return axis == Axis::Horizontal ? box.position.x : box.position.y; };
    const auto extent = [axis](const Box& box) { return axis == Axis::Horizontal ? box.size.x : box.size.y; };
    // By centre, so that a wide box that starts early does not change its rank.
    std::ranges::stable_sort(boxes, {}, [&](const Box& box) { return start(box) + extent(box) / 2; });
    double filled = 0;
    for (const Box& box : boxes)
        filled += extent(box);
    const double whole = start(boxes.back()) + extent(boxes.back()) - start(boxes.front());
    const double gap = (whole - filled) / static_cast<double>(boxes.size() - 1);
    std::map<NodeId, Point> result;
    double at = start(boxes.front());
    for (const Box& box : boxes) {
        result[box.id] = axis == Axis::Horizontal ? Point{at, box.position.y} : Point{box.position.x, at};
        at += extent(box) + gap;
    }
    result[boxes.back().id] = boxes.back().position;
    return result;
}

} // namespace zeroloom
