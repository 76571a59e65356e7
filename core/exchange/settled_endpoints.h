// Endpoints that programs agree on which are started apart from each other: exported code has nobody who tells one end
// which free port the other one got.
#pragma once

#include <map>
#include <string>

#include "core/exchange/remark.h"
#include "core/model/topology.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

struct SettledWire {
    std::string bind;    // what the binding end gives to zmq_bind
    std::string connect; // what the other end gives to zmq_connect
    bool operator==(const SettledWire&) const = default;
};

struct SettledEndpoints {
    std::map<WireId, SettledWire> wires;
    Remarks remarks;
};

inline constexpr int FirstSettledPort = 5555;

// Every wire's endpoint with its wildcards replaced: a port from FirstSettledPort on that no wire names, or an ipc path
// in the folder in which the programs run. `inproc` joins threads of one process, so it becomes such an ipc path. A
// bind on all interfaces ("*", 0.0.0.0) is connected to over loopback. Wires that share a bound endpoint still do.
SettledEndpoints settleEndpoints(const Topology& topology);

} // namespace zeroloom
