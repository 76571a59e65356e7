#include "core/base/clock.h"

#include <ctime>

namespace zeroloom {

Nanoseconds SteadyClock::now() const
{
    // Read by name and not through std::chrono::steady_clock, because stamps are compared between processes.
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

} // namespace zeroloom
