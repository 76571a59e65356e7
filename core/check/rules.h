// The groups of rules, one file for each. Each reports all that it finds to the context.
#pragma once

#include "core/check/check_context.h"

namespace zeroloom {

void checkNames(CheckContext& context);     // ids, hosts, wires to nowhere
void checkRoles(CheckContext& context);     // roles, their sockets and parameters
void checkOptions(CheckContext& context);   // socket options, types that this libzmq lacks
void checkPeers(CheckContext& context);     // who is wired to whom
void checkEndpoints(CheckContext& context); // who binds what, and whether the other end can reach it
void checkRouting(CheckContext& context);   // routing ids
void checkSecurity(CheckContext& context);  // mechanisms of the two ends
void checkConflate(CheckContext& context);  // CONFLATE where it does not do what it says
void checkFlow(CheckContext& context);      // rates against what receivers can take
void checkHearts(CheckContext& context);    // heartbeat networks: who hears and answers whom, and by what rule
void checkScenarios(CheckContext& context); // what is to be done to a run

} // namespace zeroloom
