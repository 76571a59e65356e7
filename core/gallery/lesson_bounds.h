// What a lesson's topology must not have: a lesson is opened by its title, and nobody was asked whether it may start
// programs or talk to other machines. Pure; callable from any thread.
#pragma once

#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

// Every program node, and every way off this machine, with its place.
Errors beyondLessonBounds(const Topology& topology);

} // namespace zeroloom
