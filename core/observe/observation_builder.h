// Makes the observation of a moment of what an observed run remembers. Pure.
#pragma once

#include "core/observe/observed_run.h"

namespace zeroloom {

// `seconds`: since the run started.
Observation buildObservation(const ObservedRun& run, double seconds);

// In microseconds.
LatencySummary summarize(const LatencyHistogram& latency, Quality quality);

} // namespace zeroloom
