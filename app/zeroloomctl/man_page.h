// The manual page zeroloomctl(1), made from the commands themselves. Pure.
#pragma once

#include <string>

#include "app/zeroloomctl/command_description.h"

namespace zeroloom {

// In the man macros of man(7).
std::string manPage(const CommandDescription& program);

} // namespace zeroloom
