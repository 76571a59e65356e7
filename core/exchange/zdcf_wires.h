// Wires made of what sockets bind and connect, where a file does not name them. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

struct BoundSocket {
    SocketRef at;
    std::vector<std::string> binds;
    std::vector<std::string> connects;
};

// Adds the wires that the endpoints ask for and the topology's wires do not serve yet: between the socket that binds an
// endpoint and each that connects to it. An end without a counterpart gets a node `outside`. What was guessed, and
// where wires and endpoints disagree, is told. Every socket stands once in the list, and is one of the topology's.
void addWiresByEndpoint(Topology& topology, const std::vector<BoundSocket>& sockets, Remarks& remarks);

} // namespace zeroloom
