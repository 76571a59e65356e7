// What this process costs. Callable from any thread.
#pragma once

#include <cstdint>

namespace zeroloom {

struct ProcessFigures {
    std::uint64_t cpuNs = 0; // since the process started
    std::uint64_t residentBytes = 0;
    std::uint32_t threads = 0;
};

ProcessFigures processFigures();

} // namespace zeroloom
