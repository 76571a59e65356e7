// What zeroloomctl returns to the shell.
#pragma once

namespace zeroloom {

enum class ExitCode : int {
    Done = 0,
    TopologyHasErrors = 1,
    Usage = 2,  // a wrong command line, or input that cannot be read
    Failed = 3, // something failed while running
};

} // namespace zeroloom
