#include "core/host/process_figures.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

#include <unistd.h>

namespace zeroloom {

namespace {

std::uint64_t cpuNanoseconds()
{
    timespec time{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) != 0)
        return 0;
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint64_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0, resident = 0;
    file >> size >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint32_t threads()
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    // The name in parentheses may hold anything; the fields count from behind it (proc(5): threads are number 20).
    const std::size_t name = line.rfind(')');
    unsigned long count = 0;
    if (name == std::string::npos ||
        std::sscanf(line.c_str() + name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %lu",
                    &count) != 1)
        return 0;
    return static_cast<std::uint32_t>(count);
}

} // namespace

void addProcessFigures(HostBatch& batch)
{
    batch.processId = ::getpid();
    batch.cpuNs = cpuNanoseconds();
    batch.residentBytes = residentBytes();
    batch.threads = threads();
}

} // namespace zeroloom
