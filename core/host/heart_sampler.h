// Reads what the monitors among a host's nodes know of their hearts into a batch. Owned by the runtime's thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "core/host/event_log.h"
#include "core/host/peer_processes.h"
#include "core/host/records.h"

namespace zeroloom {

class HeartSampler {
public:
    // `processes` is told which monitors there are.
    HeartSampler(EventLog& log, PeerProcesses& processes) : m_log(log), m_processes(processes) {}

    // Fills monitors, with all of them, hearts, with those that changed since the last call, and the changes of their
    // states since then, numbered over all monitors. The event log is told of these, too.
    void collect(const std::vector<NodeRecordPtr>& nodes, HostBatch& batch);

private:
    struct Known {
        std::weak_ptr<NodeRecord> node; // another one after it was started anew
        std::uint64_t life = 0;
        std::uint64_t stamp = 0; // of what was read of its watch
        bool seen = false;
    };

    void collectFrom(const NodeRecordPtr& node, HeartWatch& watch, HostBatch& batch);

    EventLog& m_log;
    PeerProcesses& m_processes;
    std::map<NodeId, Known> m_monitors;
    std::uint64_t m_lastChange = 0;
    std::vector<HeartChange> m_changes; // those of one monitor
};

} // namespace zeroloom
