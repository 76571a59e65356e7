#include "core/control/process_session.h"

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <unistd.h>

namespace zeroloom {
namespace {

// Rounds: a process may have started another while the list was read.
constexpr int MostRounds = 10;

bool isDead(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return true;
    const std::size_t name = line.rfind(')'); // the name may have any character in it
    return name == std::string::npos || name + 2 >= line.size() || line[name + 2] == 'Z' || line[name + 2] == 'X';
}

std::set<pid_t> membersOf(pid_t session)
{
    std::set<pid_t> members;
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename();
        pid_t process = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
        if (read.ec != std::errc() || read.ptr != name.data() + name.size())
            continue;
        if (process != session && process != ::getpid() && ::getsid(process) == session && !isDead(process))
            members.insert(process);
    }
    return members;
}

} // namespace

void killSession(pid_t session)
{
    std::set<pid_t> killed;
    for (int round = 0; round < MostRounds; ++round) {
        std::set<pid_t> members = membersOf(session);
        if (members.empty() || members == killed)
            return; // all of them are dying
        for (const pid_t process : members)
            ::kill(process, SIGKILL);
        killed = std::move(members);
    }
}

} // namespace zeroloom
