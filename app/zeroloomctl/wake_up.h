// What ends the main thread's wait: a signal that asks the program to stop, or news from another thread.
//
// One object at a time: signal handlers are the process's. Child processes get the signals' default actions.
#pragma once

#include <chrono>

namespace zeroloom {

class WakeUp {
public:
    WakeUp();  // takes SIGINT, SIGTERM and SIGHUP
    ~WakeUp(); // gives them back
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;

    // Callable from any thread.
    void wake();

    // Returns after a wake, a stop signal, or the time given.
    void wait(std::chrono::milliseconds longest);

    // How many stop signals have come so far.
    int stopRequests() const;

private:
    int m_descriptor = -1;
};

} // namespace zeroloom
