// States of inproc wires: libzmq's monitors tell nothing of them, so the host reports both ends itself.
#pragma once

#include <string_view>
#include <vector>

#include "core/host/records.h"

namespace zeroloom {

// Of an endpoint as it is written or bound.
inline bool isInproc(std::string_view endpoint) { return endpoint.starts_with("inproc:"); }

// Both ends of each inproc wire between `nodes` become Connected when both are there, and Disconnected when one has
// gone. Callable from any thread.
void settleInprocStates(const std::vector<NodeRecordPtr>& nodes);

// The socket was opened anew and has connected again through this wire: the connection of the old one has ended.
// Callable from any thread.
void renewInprocConnection(SocketRecord& socket, WireRecord& wire);

} // namespace zeroloom
