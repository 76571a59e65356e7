// Where the panel of hearts takes what it shows from: the run, or what a test pretends. GUI thread only.
#pragma once

#include <cstdint>
#include <vector>

#include "core/observe/observer.h"

namespace zeroloom {

class LivenessSource {
public:
    virtual ~LivenessSource() = default;
    // Never null.
    virtual ObservationPtr observation() const = 0;
    // As Observer's; none before the first run.
    virtual std::vector<Observer::HeartEvent> heartEvents(std::uint64_t after, std::size_t most) const = 0;
    virtual std::uint64_t lastHeartEventNumber() const = 0;
};

} // namespace zeroloom
