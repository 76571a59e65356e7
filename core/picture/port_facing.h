// The side at which a socket's wires attach, where its type alone does not say it. Pure.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

// Sockets whose wires lead to others of their own side turn one of the two: PAIR to PAIR, DEALER to DEALER.
enum class Facing : std::uint8_t { ByType, Left, Right };

// Attaches left when it mostly receives and nobody chose.
bool attachesLeft(const Socket& socket);
// The same where its wires may turn it.
bool attachesLeft(const Socket& socket, Facing facing);

// Which sockets turn away from the side that their type has, because a wire leads from them to another of that side:
// what is sent first goes out at the right and comes in at the left.
std::unordered_map<SocketRef, Facing> facingsOf(const Topology& topology);
// Of each socket of the node, in its order.
std::vector<Facing> facingsOf(const Node& node, const std::unordered_map<SocketRef, Facing>& turned);

} // namespace zeroloom
