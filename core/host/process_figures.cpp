#include "core/host/process_figures.h"

#include <ctime>
#include <fstream>
#include <string>

#include <unistd.h>

namespace zeroloom {

ProcessFigures processFigures()
{
    ProcessFigures figures;
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    figures.cpuNs = static_cast<std::uint64_t>(cpu.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(cpu.tv_nsec);
    std::uint64_t whole = 0, resident = 0;
    if (std::ifstream("/proc/self/statm") >> whole >> resident)
        figures.residentBytes = resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "Threads:") {
            status >> figures.threads;
            break;
        }
    }
    return figures;
}

} // namespace zeroloom
