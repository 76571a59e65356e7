// The messages of a host that were looked at. Callable from any thread.
#pragma once

#include "core/control/samples.h"
#include "core/host/numbered_log.h"

namespace zeroloom {

using MessageLog = NumberedLog<MessageSample>;

} // namespace zeroloom
