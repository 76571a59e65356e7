// Completion scripts for the shells, made from the commands themselves. Pure.
//
// What a value can be is told by its name in the help: FILE a topology, OUT any file, TYPE a socket type, EXAMPLE and
// FILE one of the gallery, for which the script asks the installed program.
#pragma once

#include <string>

#include "app/zeroloomctl/command_description.h"

namespace zeroloom {

std::string bashCompletion(const CommandDescription& program);
std::string zshCompletion(const CommandDescription& program);
std::string fishCompletion(const CommandDescription& program);

} // namespace zeroloom
