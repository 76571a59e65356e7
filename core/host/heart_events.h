// Changes of hearts' states as lines of the event log. Callable from any thread.
#pragma once

#include <span>

#include "core/host/event_log.h"

namespace zeroloom {

// A line for each change while there are few of a kind; where many change at once (a network that is gone), one line
// with their number. Kinds are "heart-new", "heart-late", "heart-beat", "heart-lost", "heart-back" and "heart-left".
void logHeartChanges(const NodeId& monitor, std::span<const HeartChange> changes, EventLog& log);

} // namespace zeroloom
