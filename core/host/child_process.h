// A child process that dies with this one: own process group, standard output and error through pipes.
//
// Used on one thread, which must live as long as its children: the kernel's death signal follows the thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace zeroloom {

struct ChildCommand {
    std::string program;                            // a path, or a name that is looked for in PATH
    std::vector<std::string> arguments;             // without the program's name
    std::string folder;                             // empty: this process's
    std::map<std::string, std::string> environment; // added to this process's
};

class ChildProcess {
public:
    ChildProcess() = default;
    // Kills the group and waits, if it still runs.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    Status start(const ChildCommand& command);
    int pid() const { return m_pid; }
    int output() const { return m_output; } // non-blocking; -1: closed
    int errors() const { return m_errors; }
    int ended() const { return m_ended; } // a pidfd, readable when the process has ended
    void signalGroup(int signal) const;
    // After ended() is readable: how it ended, in words; `clean`: with status 0.
    struct Ending {
        bool clean = false;
        std::string text; // "ended with status 3", "killed by signal 9 (Killed)"
    };
    Ending reap();
    void closeOutput(int descriptor);

private:
    int m_pid = -1;
    int m_output = -1, m_errors = -1, m_ended = -1;
};

} // namespace zeroloom
