// The whole command line: reads it, runs what it says, and words what is wrong with it.
#pragma once

#include "app/zeroloomctl/exit_code.h"

namespace zeroloom {

ExitCode runCommandLine(int argc, const char* const* argv);

} // namespace zeroloom
