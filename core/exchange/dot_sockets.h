// Which ZeroMQ sockets a node of a Graphviz drawing has: in an attribute, in the fields of a record, in the cells of a
// table, or in the words of its label. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/dot_graph.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

struct DrawnSocket {
    std::string name; // of its port, or empty
    SocketType type = SocketType::Pair;
    bool operator==(const DrawnSocket&) const = default;
};

struct DrawnNode {
    std::vector<DrawnSocket> sockets;
    std::string title; // what else the label says, in its first line; or empty
    bool operator==(const DrawnNode&) const = default;
};

DrawnNode drawnNode(const DotNode& node);

// "PUSH", "push", "ZMQ_PUSH", "zmq.PUSH". Draft types too.
std::optional<SocketType> socketTypeNamed(std::string_view word);
// "in:PULL, out:PUSH", "PULL PUSH"; words that name no type are passed over.
std::vector<DrawnSocket> socketList(std::string_view text);
// The types that stand in a label of any other kind as words of their own, in capitals.
std::vector<SocketType> typesInWords(std::string_view text);
// A label without its escapes: "\n", "\l" and "\r" end lines, "\N" is the name. Entities are resolved.
std::string labelText(std::string_view label, std::string_view name);

} // namespace zeroloom
