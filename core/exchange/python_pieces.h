// Pieces of generated Python that more than one role has: its parameters as constants, pace, work, the ways of
// coroutines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/python_program.h"
#include "core/role/parameters.h"

namespace zeroloom {

Parameters pythonParameters(const PythonProgram& program);

// RATE where it is not as fast as possible, COUNT where it is not endless.
void addPaceConstants(PythonProgram& program, std::string_view what);
// PAYLOAD, and the SIZE of which it is made.
void addPayloadConstants(PythonProgram& program);
// A duration in seconds, unless it is 0; returns whether it is there.
bool addSecondsConstant(PythonProgram& program, std::string_view parameter, std::string_view name,
                        std::string_view comment);

// "while True:", or "while sent < COUNT:".
std::string sendLoop(const PythonProgram& program, std::string_view counter = "sent");
// Before the loop: when the next is due. In it: waits for that. Both are empty at full speed in a plain program.
void addDueStart(PythonProgram& program, PythonText& text);
void addDueWait(PythonProgram& program, PythonText& text);
// Waits for WORK, which must be there.
void addWork(PythonProgram& program, PythonText& text);
// All that was sent is to be delivered before a program ends by itself.
void addPatientEnd(PythonProgram& program, const std::vector<const ProgramSocket*>& sockets);

// The coroutine that reads what nobody wants.
void addDiscard(PythonProgram& program, std::string_view reason);
// A Counter called `totals`.
void addTotals(PythonProgram& program);
// Runs coroutines, given as calls, at the same time.
void addGather(PythonProgram& program, const std::vector<std::string>& calls);

// A DEALER that only REPs answer to: they want the empty frame that a REQ would put there.
bool facesOnlyReps(const ProgramSocket& socket);
bool isMandatory(const ProgramSocket& socket); // ROUTER_MANDATORY is on
// "router.send_multipart(message)", or a call of the function that minds peers who are gone, which is added.
std::string sendToPeers(PythonProgram& program, const ProgramSocket& socket, std::string_view variable,
                        std::string_view message);
std::string sendToPeers(PythonProgram& program, const std::vector<const ProgramSocket*>& sockets,
                        std::string_view variable, std::string_view message);

} // namespace zeroloom
