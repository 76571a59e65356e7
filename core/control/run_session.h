// Runs a topology: starts a host process for each host, tells it what is wanted, collects its batches, and ends it.
//
// Owned by one thread (the window's, or the command line's); a thread of its own talks to the hosts. Callbacks are
// made on that thread: a window passes them on to its own. They must not end the session.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/control/samples.h"
#include "core/model/topology.h"
#include "core/plan/conditions.h"
#include "core/plan/plan.h"

namespace zeroloom {

struct HostReport {
    HostId host;
    HostState state = HostState::Starting;
    std::int64_t processId = 0;
    std::string detail;               // why it was lost, in words: "killed by signal 9"
    bool frozen = false;              // its process was stopped where it stands (RunConditions)
};

struct RunSessionOptions {
    std::filesystem::path hostProgram;  // zeroloomctl; its `host` subcommand is the worker process
    std::set<HostId> only;              // run just these hosts' nodes; empty: all
    bool allowPrograms = false;         // a person said yes to the topology's program nodes
    // A host that works longer than this on one change is told of as a problem. A thousand nodes take seconds to start.
    std::chrono::milliseconds changeLimit = std::chrono::seconds(60);
    // Where hosts that are run elsewhere are reached, when it is not by what the endpoints say: names or addresses.
    std::map<HostId, std::string> addresses{};
    RunConditions conditions{}; // that hold from the start
};

struct RunCallbacks {
    std::function<void(const HostBatch&)> batch;
    std::function<void(const HostReport&)> hostChanged;
    std::function<void(const Error&)> problem;                      // a request that a host refused
    std::function<void()> stopped;                                  // all hosts have ended
    // What was done to the run, of the kind "act", as it is sent on its way; of the host of what it was done to.
    std::function<void(const HostId&, const HostEvent&)> acted{};
};

class RunSession {
public:
    // Refuses a topology with errors, and one with program nodes unless they are allowed. Returns at once; readiness
    // is told by hostChanged.
    [[nodiscard]] static Result<std::unique_ptr<RunSession>> start(const Topology& topology, RunSessionOptions options,
                                                                   RunCallbacks callbacks);
    // Ends the hosts (kills those that do not end within a second) and joins. No callback is made after it.
    ~RunSession();

    // The desired state changed: hosts are told the difference. Refuses a topology with errors and keeps running what
    // runs. Calls in quick succession are merged.
    Status apply(const Topology& topology);
    // What apply would restart.
    std::vector<std::pair<NodeId, std::string>> restartsOf(const Topology& topology) const;
    // Sources stop, queues drain for up to `drain`, final batches are taken, then the hosts end; `stopped` is called.
    void stop(std::chrono::milliseconds drain);
    // Does something to the run (core/model/act.h). Refuses what cannot be done to what is wanted now. Restarting a node
    // whose host was lost starts that host's process again.
    Status perform(const Act& act);
    // What was done so far, and the way back to it: undoing an act is setting the conditions from before it.
    const RunConditions& conditions() const;
    void setConditions(RunConditions conditions);
    // Starts the processes of lost hosts again with what is wanted now.
    void restartLostHosts();

private:
    RunSession();
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace zeroloom
