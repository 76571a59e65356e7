// Time as an argument, so that logic that depends on it is tested without waiting.
#pragma once

#include "core/base/duration.h"

namespace zeroloom {

class Clock {
public:
    virtual ~Clock() = default;

    // Nanoseconds of one monotonic clock of this machine (CLOCK_MONOTONIC: the same for every process on it).
    // Callable from any thread.
    virtual Nanoseconds now() const = 0;
};

class SteadyClock final : public Clock {
public:
    Nanoseconds now() const override;
};

}  // namespace zeroloom
