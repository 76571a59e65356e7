// How a generated C++ program opens the sockets of its node: types, options, subscriptions and endpoints, each with the
// reason of the pattern. Pure functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/exchange/node_program.h"

namespace zeroloom {

// Options that a role sets by itself where the person did not: name in cppzmq to the line that sets it.
struct CppSocketChoices {
    std::string variable;               // the socket's name in the program
    std::string routingId;              // an expression; empty: as the options say
    std::vector<std::string> roleLines; // what the role sets, before the endpoints
    bool waitsForEndpoint = false;      // binds through bindWhenFree()
    int lingerMs = 1000;                // where LINGER is not set and the type can send
};

// The lines that open the socket, without indentation.
std::string cppSocketLines(const ProgramSocket& socket, const NodeProgram& program, const CppSocketChoices& choices);

// A DEALER of which all peers are REP: they take nothing without an empty frame in front.
bool needsDelimiter(const ProgramSocket& socket);
// Whether the ROUTER at this wire's end gives the ROUTER at the other one a name, by which it can speak first: unless
// that brings a name of its own along.
bool namesRouter(const ProgramSocket& socket, const ProgramWire& wire);
// How it calls it, by the number of the connects so named, from 1.
std::string namedRouter(const ProgramWire& wire, int number);

// What the program needs before it for that: constants for options that cppzmq has no name for.
std::string cppOptionConstants(const NodeProgram& program);

// Options whose values are secret: they stand in no file, the program reads them from these variables of the
// environment.
std::vector<std::string> cppSecretVariables(const NodeProgram& program);

} // namespace zeroloom
