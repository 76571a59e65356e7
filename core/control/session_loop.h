// The thread of a run: it alone talks to the hosts. The session's owner gives it commands and never waits for it.
//
// post() may be called from any thread; everything else runs on the loop's own.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <zmq.hpp>

#include "core/control/host_link.h"
#include "core/control/run_session.h"
#include "core/control/unique_fd.h"

namespace zeroloom {

class SessionLoop {
public:
    using Command = std::function<void(SessionLoop&)>;
    using TimePoint = HostLink::TimePoint;
    using Milliseconds = std::chrono::milliseconds;

    SessionLoop(RunSessionOptions options, RunCallbacks callbacks);
    // Ends the hosts at once, those that do not within a second by force, and joins.
    ~SessionLoop();

    void post(Command command);

    // --- What commands do
    void setPlan(Plan plan);
    void setPaused(bool paused);
    // Hosts whose processes are to stand still; the others go on.
    void setFrozen(const std::set<HostId>& hosts);
    void stop(Milliseconds drain);
    void restartLost();
    // The one host, if it was lost.
    void restartLost(const HostId& host);
    void tellActed(const HostId& host, const HostEvent& event);

private:
    // How far a stop has come. Draining: rounds of questions until all hosts say twice in a row that nothing moves.
    // Collecting: a last batch, and after a while another, so that a watcher sees that nothing moves.
    enum class Phase { Running, StoppingSources, Draining, Collecting, Resting, CollectingAgain, Quitting, Ended };

    void run();
    void takeCommands();
    void distribute();
    bool hasNews();
    std::string endpointElsewhere(const PlannedWire& wire) const;
    ResolvedEndpoints resolvedFor(const HostPlan& plan) const;
    void tellUnreachable(const HostPlan& plan);
    void advanceStop(TimePoint now);
    void enter(Phase phase, TimePoint now);
    void endSoon();
    bool allAnswered() const;
    bool allEnded() const;
    Milliseconds waitingTime(TimePoint now) const;
    void waitForNews(Milliseconds most);

    const RunSessionOptions m_options;
    const RunCallbacks m_callbacks;
    UniqueFd m_wake;
    std::mutex m_mutex;
    std::deque<Command> m_commands; // guarded by m_mutex

    zmq::context_t m_context;
    std::map<HostId, std::unique_ptr<HostLink>> m_links;
    std::map<HostId, std::shared_ptr<const HostPlan>> m_plans;
    std::vector<std::unique_ptr<HostLink>> m_leaving; // hosts that the topology has no more
    std::uint64_t m_generation = 0, m_appliedSeen = 0;
    bool m_paused = false;
    std::set<HostId> m_frozen;
    bool m_changed = false;
    std::set<std::string> m_unreachableTold;

    Phase m_phase = Phase::Running;
    TimePoint m_drainUntil, m_phaseUntil, m_nextRound;
    int m_quietRounds = 0;
    bool m_roundAsked = false;
    bool m_abandon = false;

    std::thread m_thread; // last: it uses all of the above
};

} // namespace zeroloom
