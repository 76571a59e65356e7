// Makes the observation of a moment of what an observed run remembers. Pure.
#pragma once

#include "core/observe/observed_run.h"

namespace zeroloom {

// Times of the machine's monotonic clock: of the run's start, and of the moment.
Observation buildObservation(const ObservedRun& run, Nanoseconds started, Nanoseconds now);

// In microseconds.
LatencySummary summarize(const LatencyHistogram& latency, Quality quality);

} // namespace zeroloom
