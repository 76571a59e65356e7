// The endpoints of a program node: what others connect to, and what the program is told. Pure but for choosing a free
// port and asking who listens at a path.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/host/former_addresses.h"
#include "core/plan/plan.h"

namespace zeroloom {

// An id within the name of an environment variable: capitals, digits and '_'.
std::string variableSuffix(std::string_view id);

// Binds of the program's own sockets. A wildcard is settled here, since the program could not tell what it chose: where
// it was before, unless somebody else has come there meanwhile.
ResolvedEndpoints programBinds(const PlannedNode& node, const FormerAddresses& former);

// ZEROLOOM_ENDPOINT_<SOCKET> and ZEROLOOM_BIND_<SOCKET> for each socket: the endpoints joined by commas, and for each 1
// where the program is to bind and 0 where it is to connect; one figure alone when all are the same. nullopt while an
// endpoint is not known; its key is added to `waiting`.
std::optional<std::map<std::string, std::string>> programEnvironment(const PlannedNode& node,
                                                                     const ResolvedEndpoints& binds,
                                                                     const ResolvedEndpoints& resolved,
                                                                     std::set<std::string>& waiting);

} // namespace zeroloom
