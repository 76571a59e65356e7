// What a generated C++ program does: the text of each role, as core/role plays it. The frames are the same, so that
// such a program and a node of Zeroloom's can stand at the two ends of a wire. Pure functions.
#pragma once

#include <set>
#include <string>

#include "core/exchange/node_program.h"
#include "core/exchange/remark.h"

namespace zeroloom {

// The parts of one program, each without indentation.
struct CppProgramText {
    std::set<std::string> includes; // of the standard library and the system: "<chrono>"
    std::string constants;          // parameters
    std::string definitions;        // types and functions that main uses
    std::string main;               // after the context was made
    Remarks remarks;
};

// `program` is of a role that runs here and is no `program`.
CppProgramText cppRoleText(const NodeProgram& program);

// One for each role; they are called by cppRoleText alone.
CppProgramText cppSource(const NodeProgram& program);
CppProgramText cppSink(const NodeProgram& program);
CppProgramText cppPeer(const NodeProgram& program);
CppProgramText cppWorker(const NodeProgram& program);
CppProgramText cppProxy(const NodeProgram& program);
CppProgramText cppVentilator(const NodeProgram& program);
CppProgramText cppCollector(const NodeProgram& program);
CppProgramText cppSynchronisedPublisher(const NodeProgram& program);
CppProgramText cppSynchronisedSubscriber(const NodeProgram& program);
CppProgramText cppDispatcher(const NodeProgram& program);
CppProgramText cppAskingWorker(const NodeProgram& program);
CppProgramText cppAsynchronousWorker(const NodeProgram& program);
CppProgramText cppLoadBalancer(const NodeProgram& program);
CppProgramText cppReadyWorker(const NodeProgram& program);
CppProgramText cppPeeringBroker(const NodeProgram& program);
CppProgramText cppBurstingClient(const NodeProgram& program);
CppProgramText cppRequester(const NodeProgram& program);
CppProgramText cppReplier(const NodeProgram& program);
CppProgramText cppHeart(const NodeProgram& program);
CppProgramText cppHeartbeater(const NodeProgram& program);
CppProgramText cppPinger(const NodeProgram& program);
CppProgramText cppListener(const NodeProgram& program);

} // namespace zeroloom
