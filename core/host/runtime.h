// The worker runtime of one host: event loops, metered sockets, monitors, and the counters that the sampler reads.
//
// Owned and called by one thread (the control server's); every ZeroMQ socket of a node lives on the one loop thread
// that runs the node. Nothing here blocks for longer than it takes a loop to answer a command.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/control/samples.h"
#include "core/plan/plan.h"

namespace zeroloom {

struct RuntimeOptions {
    int loops = 0;       // shared event loops; 0: one for each core, at most four
    int ownThreads = 24; // nodes beyond this number that want a thread of their own share the loops
    bool allowPrograms = false;
};

struct ApplyResult {
    ResolvedEndpoints bound;          // every bind of this host, wildcards resolved
    std::vector<std::string> waiting; // bind keys of other hosts that are needed and not known yet
    Errors errors;                    // what could not be done, by place; the rest was done
};

class Runtime {
public:
    explicit Runtime(RuntimeOptions options);
    ~Runtime(); // closes everything with LINGER 0 and joins

    // Makes what runs equal to `desired`: reconcile()'s steps. `resolved` has what other hosts bound, and may have what
    // this one had bound when it was another process: its wildcards look there first. Idempotent.
    ApplyResult apply(const HostPlan& desired, const ResolvedEndpoints& resolved);
    void setPaused(bool paused);
    // Sources, requesters and the like start nothing new; everything else goes on.
    void stopSources();
    // After stopSources: nothing waits in any socket and nothing was sent or received since the last call.
    bool drained();
    // Reads all counters. `batch` comes back complete, but for its hearts, of which it has those that changed since the
    // last call; the caller leaves out what a watcher has already. Its events and changes of hearts are those since the
    // last call (at most 20,000 events; eventsLeftOut counts older ones that were overwritten). So are its messages, of
    // which there are at most 20,000, too.
    void collect(HostBatch& batch);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zeroloom
