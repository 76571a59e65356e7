// What stands around the programs of a C++ export: the header that they share, CMakeLists.txt, the launcher, README.md.
// Pure functions.
#pragma once

#include <string>

#include "core/exchange/node_program.h"

namespace zeroloom {

inline constexpr int CppStandard = 17;

// interrupt.hpp: waiting, sending and receiving that Ctrl-C ends.
std::string cppInterruptHeader();

std::string cppCmakeLists(const Topology& topology, const NodePrograms& programs);
// Bash 5.1: starts the programs in order, ends all on Ctrl-C or when one fails, and leaves nothing behind.
std::string cppLauncher(const NodePrograms& programs);
std::string cppReadme(const Topology& topology, const NodePrograms& programs, const Remarks& remarks);

} // namespace zeroloom
