// What is observed of a node or a wire, as rows of figures that say how well they are known.
// Pure functions of an observation.
#pragma once

#include <optional>
#include <vector>

#include "core/model/topology.h"
#include "core/observe/observation.h"
#include "core/plan/conditions.h"
#include "ui/inspector/figure_grid.h"

namespace zeroloom {

std::vector<FigureRow> nodeRows(const NodeObservation& node);
// Of a node that watches hearts: what its own figures do not tell.
std::vector<FigureRow> monitorRows(const HeartMonitorObservation& monitor);
std::vector<FigureRow> socketRows(const Socket& socket, const SocketObservation& observed);
std::vector<FigureRow> wireRows(const WireObservation& wire);
// What was done to it while it runs; nothing for most.
std::optional<FigureRow> faultRow(const RunConditions& conditions, const NodeId& node);
std::optional<FigureRow> faultRow(const RunConditions& conditions, const WireId& wire);
std::vector<FigureRow> hostRows(const Observation& observation);

} // namespace zeroloom
