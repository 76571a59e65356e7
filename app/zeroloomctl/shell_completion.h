// Completion scripts for the shells, made from the commands themselves. Pure.
//
// What a value can be is told by its name in the help: the argument FILE a topology or an example, an option's FILE and
// OUT any file, TYPE a socket type, FORMAT one of `export --to` or `import --from`, EXAMPLE one of the gallery, for which the scripts ask the installed program.
#pragma once

#include <string>

#include "app/zeroloomctl/command_description.h"

namespace zeroloom {

std::string bashCompletion(const CommandDescription& program);
std::string zshCompletion(const CommandDescription& program);
std::string fishCompletion(const CommandDescription& program);

} // namespace zeroloom
