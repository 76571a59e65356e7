// One run of a topology on the command line, from the first process to the last figure.
//
// Owned and called by the main thread; what the session's thread tells it goes through a guarded inbox.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/zeroloomctl/exit_code.h"
#include "app/zeroloomctl/run_acts.h"
#include "app/zeroloomctl/run_display.h"
#include "app/zeroloomctl/run_follower.h"
#include "app/zeroloomctl/run_health.h"
#include "app/zeroloomctl/wake_up.h"
#include "core/control/run_session.h"
#include "core/observe/observer.h"

namespace zeroloom {

// This program, whose `host` subcommand is the worker process.
std::filesystem::path ownProgram();

struct RunLoopOptions {
    RunSessionOptions session;
    std::chrono::nanoseconds duration{0}; // from the moment at which all hosts run; 0: until it ends by itself
    std::chrono::milliseconds drain{2000};
    std::filesystem::path health; // a file that tells how the run is, or empty
    bool endAtFailure = false;    // what failed is all that matters
    std::vector<PlannedAct> acts{}; // by time; it does not end by itself before the last of them
};

class RunLoop {
public:
    // `follower` may be null. Display and follower outlive the loop.
    RunLoop(const Topology& topology, RunLoopOptions options, RunDisplay& display, RunFollower* follower);
    ~RunLoop();

    // Returns when the run has ended: Done, or Failed when something failed while it ran.
    ExitCode run();

    // After run(): what was known at its end.
    ObservationPtr observation() const { return m_observer.current(); }

private:
    using Time = std::chrono::steady_clock;
    struct Inbox;

    bool start();
    void step();
    void takeInbox();
    void performDueActs();
    std::chrono::milliseconds waitingTime() const;
    void follow();
    void noticeFailures(const Observation& observation);
    void addWireFailure(const Wire& wire, const std::string& detail);
    void tellHealth(const Observation& observation);
    void tellUnconnected(const Observation& observation);
    void noticeSilentHosts(const Observation& observation);
    void addFailure(const std::string& text);
    // Why the run ends now, in words; nullopt: it goes on. Empty: for no reason that needs telling.
    std::optional<std::string> reasonToStop(const Observation& observation);
    void beginStop(const std::string& reason);
    bool mustEndNow() const;
    bool sourcesAreDone(const Observation& observation) const;
    bool nothingRuns(const Observation& observation) const;

    Topology m_topology; // what is wanted now
    RunLoopOptions m_options;
    RunDisplay& m_display;
    RunFollower* m_follower;
    SteadyClock m_clock;
    Observer m_observer;
    HealthTeller m_health;
    WakeUp m_wakeUp;
    std::unique_ptr<Inbox> m_inbox;
    std::unique_ptr<RunSession> m_session; // after what its callbacks use: ends first
    std::vector<NodeId> m_counting;        // nodes that end by themselves; empty: the run does not
    std::size_t m_nextAct = 0;
    std::optional<Time::time_point> m_lastAct;
    std::set<std::string> m_failures;
    std::optional<Time::time_point> m_running;  // since when all hosts run
    std::optional<Time::time_point> m_stopping; // since when it drains
    bool m_stopped = false;
    bool m_readerLeft = false;
};

} // namespace zeroloom
