// Which nodes a sequence has lifelines of, and in what order: as they stand on the canvas from left to right, so that
// most arrows of a request run to the right and those of its reply back. Pure functions.
#pragma once

#include <vector>

#include "core/check/check.h"
#include "core/model/editor.h"

namespace zeroloom {

inline constexpr std::size_t MostLifelines = 12;

struct LifelineChoice {
    std::vector<NodeId> nodes;
    std::size_t of = 0; // how many there would be without the limit
    bool operator==(const LifelineChoice&) const = default;
};

// The nodes that are selected and those at the ends of selected wires; one alone with all that it talks to; with
// nothing selected all.
LifelineChoice lifelinesOf(const Selection& selection, const Topology& topology);
// Of a wire its ends, of a socket or a node it and all that it talks to.
LifelineChoice lifelinesOf(const Place& place, const Topology& topology);

} // namespace zeroloom
