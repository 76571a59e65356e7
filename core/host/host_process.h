// A host as a process: the body of `zeroloomctl host`.
#pragma once

#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/control/curve_keys.h"
#include "core/host/served_runtime.h"

namespace zeroloom {

struct HostProcessOptions {
    std::string controlEndpoint, telemetryEndpoint; // both empty: made in a private folder
    ServerKeys keys;                                // needed for tcp
    bool allowPrograms = false;
    // The process was started by a driver and ends when this descriptor reads its end; -1: started by hand, ends when
    // told to or by Ctrl-C.
    int stopDescriptor = -1;
};

// What is served, for whoever started it by hand.
using ServingTold = std::function<void(const std::string& controlEndpoint, const std::string& telemetryEndpoint)>;

// Serves until told to end and leaves nothing behind: no socket file, no folder, no program. Call it once in a process,
// from its only thread: it handles the process's signals.
Status runHostProcess(const HostProcessOptions& options, const RuntimeFactory& makeRuntime, const ServingTold& serving);

} // namespace zeroloom
