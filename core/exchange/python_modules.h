// Names of modules that a Python program beside them must not have. Callable from any thread.
#pragma once

#include <string>
#include <vector>

namespace zeroloom {

// A file of one of these names would be imported in place of Python's own module, or of what pyzmq needs. Python 3.9 to
// 3.14, without names that begin with '_'; and the launcher's.
std::vector<std::string> pythonModules();

} // namespace zeroloom
