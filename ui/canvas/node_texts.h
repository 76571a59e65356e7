// The words on a node's card, from its role, parameters and options. Pure functions.
#pragma once

#include <QString>

#include "core/model/topology.h"

namespace zeroloom {

// "source · 1,000/s · 64 B"; the host follows when it is not `local`.
QString nodeSubtitle(const Node& node);
// Whether a live rate follows the subtitle: for roles whose parameters do not state one already.
bool nodeShowsRate(const Node& node);
// What a send does at the high-water mark: "blocks at 1,000", "drops at 1,000", "no limit"; empty for a socket that
// does not send.
QString highWaterMarkText(const Socket& socket);
// What stands there while the socket is mute: "mute: blocked", "mute: dropping".
QString muteText(const Socket& socket);

} // namespace zeroloom
