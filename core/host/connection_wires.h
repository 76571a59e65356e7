// Which of a socket's wires a connection or an endpoint belongs to, as far as its monitor's events tell.
//
// Functions of the record alone; the caller holds its mutex.
#pragma once

#include <string>
#include <vector>

#include "core/host/records.h"

namespace zeroloom {

// The wire that connects to `endpoint`, itself or through its relay; nullptr: none is likely to.
WireRecordPtr connectingWire(const SocketRecord& socket, const std::string& endpoint);

// The wires that go through the bind at `endpoint`; all that are bound when none is known to.
std::vector<WireRecordPtr> boundWires(const SocketRecord& socket, const std::string& endpoint);

// Of the wires that share a bind, the one that an unknown peer's connection is likely to be: one whose peer does not
// run here and that has none yet; the last such when all have one (an outside box may stand for many clients).
WireRecordPtr likelyWire(const SocketRecord& socket, const Connection& connection);

// Whether a connection of the wire has done its handshake.
bool hasConnection(const SocketRecord& socket, const WireRecord& wire);

// The connection of which the handshake at `endpoint` is told, in the socket's life that `reader` reads of; nullptr:
// none waits for it.
Connection* handshakingConnection(SocketRecord& socket, const std::string& endpoint, std::uint64_t reader);

} // namespace zeroloom
