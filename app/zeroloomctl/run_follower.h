// Who goes along with a run on the command line and writes down what happens in it, as it happens.
//
// Owned and called by the main thread.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/model/topology.h"
#include "core/observe/observer.h"

namespace zeroloom {

class RunFollower {
public:
    virtual ~RunFollower() = default;

    // Called about ten times a second, and once when the run has ended. An error is a failure of the run.
    [[nodiscard]] virtual Status follow(const Observer& observer) = 0;
    // What shall run from now on, when that has changed since the last call.
    virtual std::optional<Topology> wanted() { return std::nullopt; }
    // False when nobody reads any more what is written: the run ends.
    virtual bool hasReader() const { return true; }
};

} // namespace zeroloom
