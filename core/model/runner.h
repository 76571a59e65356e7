// Who runs a node. Pure; callable from any thread.
#pragma once

#include "core/model/topology.h"

namespace zeroloom {

enum class Runner {
    Zeroloom, // one of our hosts
    Program,  // a command of the user's own, which we start and tell its endpoints
    Outside,  // someone else, whom we cannot tell anything
};

// A role that does not exist counts as ours: the check says that it does not exist.
Runner runnerOf(const Node& node);

} // namespace zeroloom
