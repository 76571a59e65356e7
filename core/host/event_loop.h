// One thread that waits on descriptors and timers, and runs tasks in turn so that none starves.
//
// Everything but start, stop, post, call and nudge is for the loop's own thread. Watchers and tasks belong to their
// makers, who take them out (unwatch, forget) before they go.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

#include <sys/epoll.h>

#include "core/base/duration.h"
#include "core/base/result.h"

namespace zeroloom {

class EventLoop;

// Told of a descriptor that epoll reports. It must change the descriptor's state or the loop calls again.
class Watcher {
public:
    virtual ~Watcher() = default;
    virtual void onEvents(std::uint32_t events) = 0;
};

// A piece of work that is run when it was made ready or its time has come. run() is bounded and never blocks.
class Task {
public:
    virtual ~Task() = default;
    virtual void run() = 0;

private:
    friend class EventLoop;
    bool m_ready = false;
    std::uint64_t m_serial = 0; // 0: the loop does not know it
    Nanoseconds m_armed = Nanoseconds::max();
    Nanoseconds m_due = Nanoseconds::max();
};

class EventLoop {
public:
    // `pollEvery`: while tasks are ready, descriptors are looked at once in so many rounds.
    explicit EventLoop(std::string name, int pollEvery = 1) : m_name(std::move(name)), m_pollEvery(pollEvery) {}
    ~EventLoop() { stop(); }
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    // The thread's name shows in top(1); the kernel keeps 15 characters.
    Status start();
    // Runs what was posted before, then joins. May be called twice.
    void stop();
    // Runs `command` on the loop's thread. From any thread; after stop it is dropped.
    void post(std::function<void()> command);
    // The same, and returns when it has run.
    void call(const std::function<void()>& command);

    // Whether it was made for one task alone.
    bool isExclusive() const { return m_pollEvery > 1; }
    // True while a command waits to be run.
    const std::atomic<bool>& commandsWaiting() const { return m_commandsWaiting; }

    void watch(int descriptor, Watcher& watcher, std::uint32_t events);
    // The watcher hears nothing more, not even of what was reported together with what it is being told of.
    void unwatch(int descriptor, const Watcher& watcher);
    void makeReady(Task& task);
    // Runs the task at `time` (of now()) at the latest; a later wish replaces an earlier one.
    void wakeAt(Task& task, Nanoseconds time);
    void forget(Task& task);
    static Nanoseconds now();

private:
    struct Timer {
        Nanoseconds time;
        std::uint64_t serial;
        bool operator>(const Timer& other) const { return time > other.time; }
    };

    void run();
    void waitForEvents();
    void runTimers();
    void runCommands();
    void runReady();
    void know(Task& task);

    const std::string m_name;
    const int m_pollEvery;
    int m_unpolled = 0;
    std::thread m_thread;
    int m_epoll = -1;
    int m_wake = -1;
    std::array<epoll_event, 128> m_reported{}; // what is being told to the watchers
    std::size_t m_reportedCount = 0;
    std::atomic<bool> m_commandsWaiting{false};
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_commands; // guarded by m_mutex
    bool m_stopping = false;                       // guarded by m_mutex
    bool m_ended = false;                          // the loop's thread only

    std::deque<Task*> m_ready;
    std::priority_queue<Timer, std::vector<Timer>, std::greater<>> m_timers;
    std::vector<std::pair<std::uint64_t, Task*>> m_known; // sorted by serial, for timers of tasks that have gone
    std::uint64_t m_nextSerial = 1;
};

} // namespace zeroloom
