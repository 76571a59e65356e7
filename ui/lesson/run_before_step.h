// What runs, and what was done to it, when a lesson comes to a step: so that a learner can jump there. Pure function;
// any thread.
#pragma once

#include <optional>

#include "core/gallery/lesson.h"
#include "core/plan/conditions.h"

namespace zeroloom {

// All acts of the steps before `step`, laid together, and relays for all acts of the lesson, as it starts with. Nullopt: nothing runs there, or the step starts a run of its own.
// Acts that cannot be done to `topology` are left out: the step that does them says so.
std::optional<RunConditions> runBeforeStep(const Lesson& lesson, std::size_t step, const Topology& topology);

} // namespace zeroloom
