// The words on a node's card, from its role, parameters and options. UTF-8. Pure functions; any thread.
#pragma once

#include <string>

#include "core/model/topology.h"

namespace zeroloom {

// "source · 1,000/s · 64 B"; the host follows when it is not `local`.
std::string cardSubtitle(const Node& node);
// Whether a live rate follows the subtitle: for roles whose parameters do not state one already.
bool cardShowsRate(const Node& node);
// What a send does at the high-water mark: "blocks at 1,000", "drops at 1,000", "no limit"; empty for a socket that
// does not send.
std::string highWaterMarkWords(const Socket& socket);

} // namespace zeroloom
