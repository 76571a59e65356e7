// The processes of this machine in which the hearts of a host's monitors live: who they are, and how each is when an
// answer is overdue.
//
// A thread of its own finds out whose connections are (holdersOf) and, once a second, how long their threads have
// waited for a processor, for verdicts to compare with. It sleeps while there is no monitor. evidence() may be called
// from any thread and is cheap: a process is looked at once in a round of verdicts, whatever the number of its hearts,
// and all of them together take a bounded time.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "core/host/process_look.h"
#include "core/host/records.h"
#include "core/liveness/heart_witness.h"

namespace zeroloom {

class PeerProcesses {
public:
    PeerProcesses() = default;
    ~PeerProcesses();

    struct Evidence {
        PeerProcess process = PeerProcess::Unknown;
        Nanoseconds waited{0}; // Starved: for a processor, in a second
    };
    // Of the process at the other end of a connection, by that end's address. Unknown until it was found out.
    Evidence evidence(const std::string& address);

    // Whose hearts are to be looked for; called again and again by the runtime's thread. The first call starts the
    // thread.
    void setMonitors(std::vector<std::weak_ptr<NodeRecord>> monitors);

private:
    struct Process {
        ProcessLook before, last; // `before` is at least half a second older than what is compared with it
        Evidence evidence;        // of `judged`
        Nanoseconds judged{0};
    };

    void run();
    void resolve();
    void resolve(HeartWatch& watch);
    void sample();
    std::vector<std::int64_t> likely();
    std::vector<std::int64_t> nextToSample();
    static Evidence judge(const Process& process, const ProcessLook& now);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;                                     // guarded by m_mutex
    std::vector<std::weak_ptr<NodeRecord>> m_monitors;         // guarded by m_mutex
    std::unordered_map<std::string, std::int64_t> m_byAddress; // guarded by m_mutex
    std::map<std::int64_t, Process> m_processes;               // guarded by m_mutex
    Nanoseconds m_roundBegan{0}, m_roundSpent{0};              // guarded by m_mutex
    Nanoseconds m_resolved{0};                                 // the thread's
    std::int64_t m_lastSampled = 0;                            // the thread's
    std::thread m_thread;
};

} // namespace zeroloom
