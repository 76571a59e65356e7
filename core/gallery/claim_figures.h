// The figures that a claim can be about: their names, what has them, and how they are said. A constant table.
#pragma once

#include <span>
#include <string_view>

#include "core/gallery/claim.h"

namespace zeroloom {

struct ClaimFigureInfo {
    ClaimFigure figure;
    std::string_view name;  // "lost-unroutable"
    std::string_view words; // that a subject follows: "unroutable of"
    std::string_view unit;  // behind the number, or empty
    bool ofSockets = true;  // and of nodes, over their sockets
    bool ofWires = true;
    bool ofNodes = true;
    bool counts = false; // from the beginning of a step
};

// Those that have a name: not Number and not OfRole.
std::span<const ClaimFigureInfo> claimFigures();
const ClaimFigureInfo* claimFigureByName(std::string_view name);
const ClaimFigureInfo* claimFigureInfo(ClaimFigure figure);

} // namespace zeroloom
