// What the reports of a host's driver say in the event log: a host that is lost can tell nothing of it itself.
#pragma once

#include <optional>

#include "core/control/run_session.h"

namespace zeroloom {

// The event of which `now` tells after `before` (nullptr: nothing was reported yet); nullopt when it tells of none. Its
// number and time are not set.
std::optional<HostEvent> eventOf(const HostReport* before, const HostReport& now);

} // namespace zeroloom
