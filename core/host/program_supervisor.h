// Runs a host's program nodes: starts each when its endpoints are known, passes its output on as events, and starts it
// again where that was asked for. Called by the runtime's thread; the programs are the children of a thread of its own.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "core/base/result.h"
#include "core/host/event_log.h"
#include "core/host/event_loop.h"
#include "core/host/former_addresses.h"
#include "core/host/records.h"
#include "core/plan/plan.h"

namespace zeroloom {

class ProgramSupervisor {
public:
    ProgramSupervisor(EventLog& log, bool allowed);
    ~ProgramSupervisor();

    // Takes the node on; it starts at the next resolve() that knows its endpoints. Refused unless programs are allowed.
    void start(const PlannedNode& plan, const FormerAddresses& former, Errors& errors);
    bool has(const NodeId& id) const { return m_programs.contains(id); }
    // Ends those of them that are programs of this host: asks all, and kills after a second those that still run.
    void stop(const std::vector<NodeId>& ids);
    // Kills those of them that are programs of this host, with what they started; their records come back.
    std::vector<NodeRecordPtr> kill(const std::vector<NodeId>& ids);
    // Stops a program of this host where it stands, and lets it go on. Does nothing for other nodes.
    void setFrozen(const NodeId& id, bool frozen);
    void stopAll();
    // What the programs bind, for those who connect.
    void addBound(ResolvedEndpoints& bound) const;
    void resolve(const ResolvedEndpoints& resolved, std::set<std::string>& waiting);
    void addRecords(std::vector<NodeRecordPtr>& records) const;

private:
    class Program;

    std::vector<Program*> find(const std::vector<NodeId>& ids) const;

    EventLog& m_log;
    const bool m_allowed;
    std::unique_ptr<EventLoop> m_loop; // started with the first program
    std::map<NodeId, std::unique_ptr<Program>> m_programs;
};

} // namespace zeroloom
