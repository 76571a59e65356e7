// What a program must do that plays one node by itself: the common ground of the exporters that write code.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

// A wire as the program at one of its ends sees it.
struct ProgramWire {
    SocketRef peer;
    SocketType peerType = SocketType::Pair;
    std::string peerRoutingId; // that a ROUTER at the other end brings along; empty: none
    bool binds = false;        // this end does
    std::string endpoint;      // to bind or to connect to
    bool operator==(const ProgramWire&) const = default;
};

struct ProgramSocket {
    std::string name; // an identifier, unique in its node
    SocketId id;
    SocketType type = SocketType::Pair;
    Values options;                         // only those that the type has; without what a role's copies set
    std::vector<std::string> subscriptions; // raw bytes; empty text: everything
    std::vector<ProgramWire> wires;
    std::vector<std::string> binds; // endpoints of the wires, each once
    std::vector<std::string> connects;
    int copies = 1;       // opened so often, each with routing id copyRoutingId(copyName, i, copies)
    std::string copyName; // empty: no routing ids
    bool operator==(const ProgramSocket&) const = default;
};

struct NodeProgram {
    std::string name; // a file name without suffix that is an identifier, too; unique in the export
    NodeId id;
    std::string title;
    HostId host;
    std::string role;
    Values params; // every parameter of the role, those that were not set with their defaults
    std::vector<ProgramSocket> sockets;
    bool operator==(const NodeProgram&) const = default;

    const ProgramSocket* socket(std::string_view socketId) const; // nullptr when it has none
};

// The socket of a worker that ends it: of two that receive, the one of that name, or the SUB beside another type, as
// core/role/worker.cpp has it. nullptr: it has none.
const ProgramSocket* workerControl(const NodeProgram& worker);

struct NodePrograms {
    std::vector<NodeProgram> programs; // in the order in which they start: those that bind before those that connect
    std::vector<const Node*> outside;  // run by someone else; point into the topology
    Remarks remarks;
};

// Fails when the topology has errors. `reserved`: file names that a node must not get ("launch").
[[nodiscard]] Result<NodePrograms> nodePrograms(const Topology& topology, const std::vector<std::string>& reserved);

} // namespace zeroloom
