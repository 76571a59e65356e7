// The shape of a node's card and of a wire, from the widths of its words. Pure functions; any thread.
#pragma once

#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

struct PortShape {
    bool left = false;
    bool hasBadge = false;
    double y = 0; // from the card's top; set by stackPorts
};

// Left and right ports take rows from the same first line downwards, each side by itself. Returns the card's height.
double stackPorts(std::vector<PortShape>& ports);

// Widths of the words on a card.
struct CardWords {
    double title = 0;
    double subtitle = 0; // with what follows it while it runs
    double leftPorts = 0;
    double rightPorts = 0;
};
double cardWidth(const CardWords& words);

// A Bézier curve.
struct WireCurve {
    Point start, startControl, endControl, end;
    Point at(double t) const; // 0 to 1
};
// From port to port; each end leaves its card at the side of its port. `lane` counts from the middle of all wires
// between the same two nodes, so that none of them covers another.
WireCurve wireCurve(const Point& start, bool startLeft, const Point& end, bool endLeft, double lane);
// Far enough that a wire leaves its port straight, and not so far that short wires loop.
double wireReach(const Point& start, const Point& end, bool forward);

// Which of the wires between two nodes each one is, counted from their middle.
std::map<WireId, double> wireLanes(const Topology& topology);

} // namespace zeroloom
