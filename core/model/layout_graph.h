// The graph that the layered layout works on: nodes by place, without cycles, each with its layer. Not for others.
#pragma once

#include <cstddef>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

using Place = std::size_t; // of a node or a bend in the graph below

// The graph that is laid out: nodes first, then the bends of wires that cross several layers.
struct LayoutGraph {
    std::vector<Point> sizes;
    std::vector<std::vector<Place>> next;
    std::vector<std::vector<Place>> previous;
    std::vector<std::size_t> layer;
    std::vector<double> y; // top of the box, within its component

    Place add(Point size)
    {
        sizes.push_back(size);
        next.emplace_back();
        previous.emplace_back();
        layer.push_back(0);
        y.push_back(0);
        return sizes.size() - 1;
    }
    void join(Place from, Place to)
    {
        next[from].push_back(to);
        previous[to].push_back(from);
    }
    std::size_t size() const { return sizes.size(); }
    double centre(Place place) const { return y[place] + sizes[place].y / 2; }
};

// Nodes that are wired together, in file order; parts in the order of their first node.
std::vector<std::vector<Place>> components(const LayoutGraph& graph);

// Turns wires until none closes a cycle; of several between two nodes one is left.
void breakCycles(LayoutGraph& graph);

// The layer of a node is the length of the longest path that leads to it. Nodes that nothing leads to then move right
// up to what they feed, so that a late source stands beside its sink. The graph must have no cycles.
void assignLayers(LayoutGraph& graph);

// A wire across several layers becomes a chain of bends, one in each layer, so that boxes keep out of its way. The
// bends are added to `part`, whose nodes they join.
void addBends(LayoutGraph& graph, std::vector<Place>& part);

} // namespace zeroloom
