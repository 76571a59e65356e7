// Where boxes go when nobody put them: positions are returned and applied by the caller. Pure functions.
#pragma once

#include <map>
#include <set>

#include "core/model/topology.h"

namespace zeroloom {

// Layered from left to right along the direction of the wires; parts that are not wired together stand below each
// other, and nodes without wires in rows below them all. `sizes` gives each node's extent; nodes without one take 184
// by 90. Only `nodes` are laid out; empty: all.
std::map<NodeId, Point> layeredLayout(const Topology& topology, const std::map<NodeId, Point>& sizes = {},
                                      const std::set<NodeId>& nodes = {});

enum class Alignment { Left, HorizontalCentre, Right, Top, VerticalCentre, Bottom };
enum class Axis { Horizontal, Vertical };
std::map<NodeId, Point> aligned(const std::map<NodeId, Point>& positions, const std::map<NodeId, Point>& sizes,
                                Alignment);
// Equal gaps between neighbours; the outermost stay.
std::map<NodeId, Point> distributed(const std::map<NodeId, Point>& positions, const std::map<NodeId, Point>& sizes,
                                    Axis);

} // namespace zeroloom
