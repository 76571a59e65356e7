#include "core/model/missing_places.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/model/layout.h"

namespace zeroloom {

namespace {

constexpr double RoomBelow = 128;

} // namespace

void placeMissing(Topology& topology)
{
    std::set<NodeId> missing;
    double bottom = std::numeric_limits<double>::lowest();
    double left = std::numeric_limits<double>::max();
    for (const Node& node : topology.nodes) {
        const auto found = topology.layout.find(node.id);
        if (found == topology.layout.end()) {
            missing.insert(node.id);
        } else {
            bottom = std::max(bottom, found->second.y);
            left = std::min(left, found->second.x);
        }
    }
    if (missing.empty()) {
        return;
    }
    const bool all = missing.size() == topology.nodes.size();
    const Point offset = all ? Point{} : Point{left, bottom + RoomBelow};
    for (const auto& [id, position] : layeredLayout(topology, {}, missing)) {
        topology.layout[id] = Point{position.x + offset.x, position.y + offset.y};
    }
}

} // namespace zeroloom
