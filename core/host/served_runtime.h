// What the control server drives: the worker runtime, or a stand-in in tests.
//
// Owned and called by one thread, the server's. The calls mean what core/host/runtime.h says.
#pragma once

#include <functional>
#include <memory>

#include "core/host/runtime.h"

namespace zeroloom {

class ServedRuntime {
public:
    virtual ~ServedRuntime() = default;

    virtual ApplyResult apply(const HostPlan& desired, const ResolvedEndpoints& resolved) = 0;
    virtual void setPaused(bool paused) = 0;
    virtual void stopSources() = 0;
    virtual bool drained() = 0;
    virtual void collect(HostBatch& batch) = 0;
};

using RuntimeFactory = std::function<std::unique_ptr<ServedRuntime>(const RuntimeOptions&)>;

// The real one.
std::unique_ptr<ServedRuntime> serveRuntime(const RuntimeOptions& options);

} // namespace zeroloom
