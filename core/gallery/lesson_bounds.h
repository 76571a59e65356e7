// What a lesson's topology must not have: a lesson is opened by its title, and nobody was asked whether it may start
// programs, talk to other machines or touch files. Pure; callable from any thread.
#pragma once

#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

// Every program node, every way off this machine, and every file, with its place.
Errors beyondLessonBounds(const Topology& topology);

} // namespace zeroloom
