// Finds the nodes that hold the others up: not the one whose queue is full, but the one behind it that is slow. Pure.
#pragma once

#include "core/observe/observed_run.h"

namespace zeroloom {

// Fills in NodeObservation::jam.
void findJams(const ObservedRun& run, Observation& all);

} // namespace zeroloom
