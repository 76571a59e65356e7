// Edits that a diagnostic offers as its fix. Pure: they are made from the topology as it is, and the editor refuses
// them once it is another.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/change.h"
#include "core/model/topology.h"

namespace zeroloom {

using NodeFix = std::function<void(Node&)>;
using SocketFix = std::function<void(Socket&)>;
using WireFix = std::function<void(Wire&)>;

// Nothing for a node with more sockets than a person draws: an edit holds the whole node twice, and one for each socket
// would be quadratic.
std::optional<Edit> fixNode(const Topology& topology, const Node& node, std::string text, const NodeFix& change);
// `socket` is one of `node`'s.
std::optional<Edit> fixSocket(const Topology& topology, const Node& node, const Socket& socket, std::string text,
                              const SocketFix& change);
Edit fixWires(const Topology& topology, const std::vector<const Wire*>& wires, std::string text, const WireFix& change);
Edit removeWires(const Topology& topology, const std::vector<const Wire*>& wires, std::string text);

// Two prepared edits as one step of undo. They must not touch the same thing.
std::optional<Edit> together(std::optional<Edit> first, const std::optional<Edit>& second);

} // namespace zeroloom
