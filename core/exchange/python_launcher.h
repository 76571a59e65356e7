// launch.py of a Python export: starts all programs, passes their output through, and ends them together.
#pragma once

#include <string>
#include <string_view>

#include "core/exchange/node_program.h"

namespace zeroloom {

// Programs of the role `program` are the person's own commands; the others are files beside the launcher.
bool isOwnCommand(const NodeProgram& program);
std::string pythonLauncher(const NodePrograms& programs, std::string_view topology);

} // namespace zeroloom
