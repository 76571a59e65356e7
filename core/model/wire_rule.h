// Which way a wire runs. Pure functions.
#pragma once

#include "core/model/topology.h"

namespace zeroloom {

// Turns a wire of a legal pair so that `from` is the end that sends first; a chosen binding end turns with it. Returns
// whether it was turned. An illegal pair stays as it is.
bool directWire(Wire& wire, SocketType fromType, SocketType toType);

// SUB and XSUB.
bool takesSubscriptions(SocketType type);

} // namespace zeroloom
