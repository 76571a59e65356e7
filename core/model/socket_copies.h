// What a role does to a socket beyond what is drawn: one drawn `pong` of a heart stands for as many as the node has
// hearts, and its `ping` subscribes by itself. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/model/topology.h"

namespace zeroloom {

struct SocketCopies {
    int count = 1;
    // What their routing ids are made of; empty: the role gives none, or the person chose ROUTING_ID.
    std::string name;
    bool operator==(const SocketCopies&) const = default;
};

// Whether the socket's role subscribes it to everything unless the person chose what.
bool subscribesToAll(const Node& node, const Socket& socket);

// By the parameters that the socket's slot in its role names. One without a name for any other socket.
SocketCopies copiesOf(const Node& node, const Socket& socket);

// The routing id of the copy at `index`, from 0: the name itself when it is the only one, else "name-0001" and on, with
// as many digits as the last one needs, at least four.
std::string copyRoutingId(std::string_view name, int index, int count);

} // namespace zeroloom
