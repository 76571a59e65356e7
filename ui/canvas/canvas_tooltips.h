// What a thing on the canvas says of itself, for tooltips and screen readers: every figure with its unit, and whether
// it is exact. Pure functions over the scene and its observation.
#pragma once

#include <QString>

#include "core/model/topology.h"
#include "ui/canvas/canvas_scene.h"

namespace zeroloom {

// Rich text.
QString nodeTooltip(const CanvasScene& scene, const NodeItem& item, const std::vector<Diagnostic>& diagnostics);
QString portTooltip(const CanvasScene& scene, const PortItem& port);
QString wireTooltip(const CanvasScene& scene, const WireItem& item, const std::vector<Diagnostic>& diagnostics);

// Plain text, one line: "Worker 1, worker, running, sockets PULL and PUSH".
QString nodeDescription(const NodeItem& item);
// "Wire from PUSH of Ventilator to PULL of Worker 1, connected, 334/s".
QString wireDescription(const CanvasScene& scene, const WireItem& item);

} // namespace zeroloom
