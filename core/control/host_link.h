// One host of a run as its driver sees it: its process, the connection to it, what it was told and what it said.
//
// Owned and called by the session's thread. Nothing blocks, except the end of a link whose process must be killed.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "core/control/control_client.h"
#include "core/control/launched_host.h"
#include "core/control/run_session.h"

namespace zeroloom {

// What all links of a session share; outlives them.
struct LinkSurroundings {
    zmq::context_t& context;
    const RunSessionOptions& options;
    const RunCallbacks& callbacks;
};

class HostLink {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    HostLink(HostId host, LinkSurroundings surroundings);

    // Starts the process, or starts it again after it was lost. What is wanted is told as soon as it answers.
    void launch(TimePoint now);

    // What is wanted now; `generation` grows with every change of the plan. Told when the link is free, the latest
    // only.
    void want(std::shared_ptr<const HostPlan> plan, std::uint64_t generation, ResolvedEndpoints resolved);
    void setPaused(bool paused);
    // Stops the process where it stands, once what is wanted was told; and lets it go on. Its silence is no news then.
    // It goes on, too, before anything is asked of it at the end.
    void setFrozen(bool frozen);

    // Takes in what came and does what is due.
    void serve(TimePoint now);
    void addPollItems(std::vector<zmq::pollitem_t>& items);
    TimePoint nextDeadline() const;

    // The steps of a stop. Each asks the host and is done when `answered()`; a host that is gone has always answered.
    void stopSources(TimePoint deadline);
    void askDrained(TimePoint deadline);
    void takeFinalBatch(TimePoint deadline);
    void quit(TimePoint deadline); // then it is killed
    void kill();
    bool answered() const { return !m_asked || ended(); }
    bool drained() const { return m_drained || ended(); }

    const HostId& host() const { return m_host; }
    HostState state() const { return m_report.state; }
    // No process: not started, lost, or stopped.
    bool ended() const { return !m_process; }
    // What it binds, as last told; kept while it is lost, for its peers to come back to.
    const ResolvedEndpoints& bound() const { return m_bound; }
    // Grows whenever the host answered what it was told: bound() may have changed.
    std::uint64_t applied() const { return m_applied; }
    // Whether the kernel tells the end of the process by a descriptor; else serve() must be called often.
    bool hasEndDescriptor() const { return m_process && m_process->endDescriptor() >= 0; }

private:
    void report(HostState state, std::string detail = {});
    void lose(std::string why);
    void problem(Error error);
    void greet(TimePoint now);
    void takeGreeting(const Result<ControlAnswer>& answer);
    void tellWanted(TimePoint now);
    void addFormerBinds(ResolvedEndpoints& resolved) const;
    bool isTold() const { return m_toldGeneration == m_wantedGeneration && m_toldResolved == m_wantedResolved; }
    void sendPaused();
    void freezeWhenTold();
    void thaw();
    void takeApplied(const Result<ControlAnswer>& answer);
    void takeBatch(Result<HostBatch> batch);
    void checkProcess();
    void checkSilence(TimePoint now);
    void checkDeadlines(TimePoint now);
    void ask(ControlAction action, TimePoint deadline);
    // A network of hearts that was lost as a whole has more changes than one batch takes, and one that is looked at as
    // it runs more messages.
    bool hasFinalBatch() const
    {
        return m_finalBatch && m_lastBatch >= *m_finalBatch && m_lastHeartChange >= m_newestHeartChange &&
               m_lastMessage >= m_newestMessage;
    }
    void watchNext() { m_client->watch({m_lastBatch, m_lastEvent, m_lastHeartChange, m_lastMessage}); }

    const HostId m_host;
    const LinkSurroundings m_surroundings;
    HostReport m_report;
    std::optional<LaunchedHost> m_process;
    std::unique_ptr<ControlClient> m_client;

    std::shared_ptr<const HostPlan> m_plan;
    std::uint64_t m_wantedGeneration = 0, m_toldGeneration = 0, m_applied = 0;
    ResolvedEndpoints m_wantedResolved, m_toldResolved, m_bound;
    ResolvedEndpoints m_everBound; // where its next process looks first
    bool m_greeted = false, m_applying = false, m_paused = false;
    bool m_quitting = false;
    bool m_frozen = false, m_stands = false; // to be stopped, and is
    bool m_pauseKept = false;                // to be told when it goes on
    TimePoint m_applyLate = TimePoint::max(), m_quitUntil = TimePoint::max();

    bool m_asked = false, m_drained = false;
    std::optional<std::uint64_t> m_finalBatch; // answered when this one has come

    std::uint64_t m_lastBatch = 0, m_lastEvent = 0;
    std::uint64_t m_lastHeartChange = 0, m_newestHeartChange = 0; // that came, and that there is
    std::uint64_t m_lastMessage = 0, m_newestMessage = 0;
    TimePoint m_lastHeard, m_lastWatch;
    bool m_silent = false;
    std::vector<std::string> m_toldProblems; // of the last apply: the same ones are not told again
};

} // namespace zeroloom
