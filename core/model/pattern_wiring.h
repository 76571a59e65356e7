// Which sockets of some nodes are meant when they are wired by a pattern in one act. Pure functions.
#pragma once

#include <set>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

struct SocketPair {
    SocketRef from; // sends first
    SocketRef to;
};

// Every pair of sockets of the pattern, on two different nodes, that can talk and is not wired yet, except:
// - Nodes with sockets on both sides of the pattern (workers, proxies) stand in the middle. When there are some, the
//   nodes at the ends are wired to them and not to each other, and they are not wired to each other. When there is
//   nothing else, they make a chain from left to right.
// - Two sockets of one type (DEALER and DEALER) are wired only when neither has another partner among the nodes.
// - A PAIR socket gets one peer: neighbours from left to right, those that have a peer left out.
std::vector<SocketPair> patternPairs(const Topology& topology, const std::set<NodeId>& nodes, Pattern pattern);

} // namespace zeroloom
