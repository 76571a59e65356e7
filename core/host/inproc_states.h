// States of inproc wires: libzmq's monitors tell nothing of them, so the host reports both ends itself.
#pragma once

#include <vector>

#include "core/host/records.h"

namespace zeroloom {

// Both ends of each inproc wire between `nodes` become Connected when both are there, and Disconnected when one has
// gone. Callable from any thread.
void settleInprocStates(const std::vector<NodeRecordPtr>& nodes);

// The socket was opened anew and has connected again through this wire: the connection of the old one has ended.
// Callable from any thread.
void renewInprocConnection(SocketRecord& socket, WireRecord& wire);

} // namespace zeroloom
