// Names and positions of a drawing, made into ids and places on the canvas. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/dot_graph.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

// Of each node. Names that are ids keep them; the others get ids like them, which is told.
std::vector<std::string> dotNodeIds(const DotGraph& graph, Remarks& remarks);
// "north" for "cluster_north"; "host" where the name makes no id.
std::string dotClusterId(const DotSubgraph& cluster);

// "x,y" or "x,y!", within the canvas.
std::optional<Point> dotPoint(std::string_view text);
// Graphviz gives the middles in points, upwards, and closer than cards of the canvas stand: they are turned and spread,
// and begin at the origin.
std::map<std::string, Point> spreadDrawing(const std::map<std::string, Point>& drawn);

// Where in the drawing the items of the document stand that was made of it, in their order.
struct DotDocumentPlaces {
    DotPlace graph;
    std::vector<DotPlace> nodes, wires, notes;
    // "line 3, column 5 (/params/rate)" for "/nodes/0/params/rate".
    std::string of(const std::string& pointer) const;
};

} // namespace zeroloom
