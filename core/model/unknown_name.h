// What to say of a name that a topology does not have: the one that was meant, or those that there are. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/model/topology.h"

namespace zeroloom {

// "there is no node 'servre'; did you mean 'server'?", or the first of the nodes that there are.
std::string unknownNode(std::string_view name, const Topology& topology);
// The same where a name may be a node's or a wire's.
std::string unknownNodeOrWire(std::string_view name, const Topology& topology);
// "node 'server' has no socket 'in'; it has rep".
std::string unknownSocket(std::string_view name, const Node& node);

} // namespace zeroloom
