// Whether a process is alive.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

namespace zeroloom::test {

// Running, not merely waiting to be buried by a parent.
inline bool processRuns(std::int64_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return false;
    const std::size_t name = line.rfind(')');
    return name != std::string::npos && line.substr(name, 3) != ") Z";
}

} // namespace zeroloom::test
