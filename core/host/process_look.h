// What the kernel says of a process of this machine: whether it is there, stopped, and how its threads get the
// processor (proc(5): stat, schedstat). Callable from any thread; reads only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/duration.h"

namespace zeroloom {

struct ThreadLook {
    std::int64_t id = 0;
    bool runnable = false;
    Nanoseconds waited{0}; // for a processor, since it was made, without the wait that goes on now
};

struct ProcessLook {
    bool there = false;              // and not a zombie
    bool stopped = false;            // by a signal or a debugger
    std::uint64_t startTicks = 0;    // after the machine's start: tells processes of one number apart
    std::vector<ThreadLook> threads; // by id
    Nanoseconds at{0};
};

ProcessLook lookAtProcess(std::int64_t id);

// "python3"; empty when there is none.
std::string processName(std::int64_t id);

// Whether this kernel tells how long threads waited for a processor.
bool tellsWaiting();

} // namespace zeroloom
