// Fits a node's sockets to what roles take: which role, and under which socket ids. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/topology.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

// For each socket, in order, the slot of the role that it takes; nullopt when the role does not take just these. A
// socket that bears a slot's name gets that slot where it can; else the order of the slot's types is one of preference.
std::optional<std::vector<const SocketSlot*>> fitSlots(const RoleInfo& role, const std::vector<Socket>& sockets);

// The id for one more socket of this type on the node: the slot's name when the role takes it too, else "in" or "out"
// by its direction, else the type's name in small letters. Never one that the node has.
SocketId freshSocketId(const Node& node, SocketType type);

// Makes the role fit after the node's sockets have changed from `typesBefore`, and gives the sockets the ids that it
// expects. Returns the ids that changed: old to new. The role stays when it takes the sockets, unless it was just the
// usual one for what the node had: a ROUTER alone is a replier, which takes a DEALER too, but ROUTER and DEALER
// together are usually a proxy. When no role takes the sockets, it stays as well. Parameters that both roles have stay.
std::map<SocketId, SocketId> fitRole(Node& node, const std::vector<SocketType>& typesBefore);

std::vector<SocketType> socketTypesOf(const Node& node);

// Gives the sockets the ids that the node's role expects, if it takes them at all. Returns the ids that changed.
std::map<SocketId, SocketId> fitSocketIds(Node& node);

// Sets the role and drops the parameters that it does not have or would refuse. An unknown role keeps none.
void changeRole(Node& node, const std::string& role);

// "push" for PUSH: how ids are made of a type.
std::string lowerCaseName(SocketType type);

} // namespace zeroloom
