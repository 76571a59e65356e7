// What the texts of brokers and of who stands at them have in common: envelopes of workers, and random choices. Pure
// functions.
#pragma once

#include <string>

#include "core/exchange/cpp_role_parts.h"

namespace zeroloom {

// The functions isWorker(frames), address(frames, worker) and shown(id).
void cppAddWorkerFunctions(CppProgramText& text);

// What comes from a worker through `socket` (a variable of the program): it waits for a request from then on.
// `deliver`: lines for a reply, of which `frames` has no more than whom it is for, and what it says.
std::string cppTakeFromWorker(const NodeProgram& program, const std::string& socket, const std::string& deliver);

// The line that makes `generator`, the same in each run where `seed` is set.
std::string cppGenerator(const CppParameters& parameters, CppProgramText& text);

} // namespace zeroloom
