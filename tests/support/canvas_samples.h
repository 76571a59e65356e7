// Topologies and observations for tests and benchmarks of the canvas: made up, without a run.
#pragma once

#include <memory>

#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom::samples {

// A ventilator, three workers, a sink: the last worker is slow.
Topology pipeline();
// The pipeline as it runs: two workers keep up, the third is jammed, its wire full and the ventilator mute.
ObservationPtr pipelineJammed();
// All of it up and flowing, nothing waiting.
ObservationPtr pipelineRunning();

// `nodes` in columns, each wired to two of the next columns; a few wires reach far. Twice as many wires as nodes.
Topology grid(int nodes);
// Every figure of `topology` another one at each tick; states stay, as they do in a network that runs.
ObservationPtr gridTick(const Topology& topology, int tick);

} // namespace zeroloom::samples
