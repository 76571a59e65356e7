// The speed at which the roles' clocks run: 1/100 to 1. Pure functions but for what they tell the run.
#pragma once

#include <vector>

#include "ui/document/run_controller.h"

namespace zeroloom {

// From the fastest to the slowest: 1, 1/2, 1/5, ... 1/100.
const std::vector<double>& speedSteps();
// Also before it runs: it starts at that speed.
void setSpeed(RunController& run, double speed);
// The next step up or down from what holds now.
void changeSpeed(RunController& run, bool faster);

} // namespace zeroloom
