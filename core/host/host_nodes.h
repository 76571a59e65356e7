// The nodes of a host, made to follow what is wanted of it. Owned by the runtime's thread, which waits for the loops at
// each step, so that steps are done in order and nothing is half done when apply returns.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/host/loop_pool.h"
#include "core/host/node_runner.h"
#include "core/host/own_addresses.h"
#include "core/host/program_supervisor.h"
#include "core/host/runtime.h"
#include "core/plan/reconcile.h"

namespace zeroloom {

class HostNodes {
public:
    HostNodes(SocketServices& services, const RuntimeOptions& options);

    ApplyResult apply(const HostPlan& desired, const ResolvedEndpoints& resolved);
    // A socket that a role opened anew lost its inproc peers: connects them again. Called every now and then.
    void bringBackInprocPeers();
    // Sources look at the gate again.
    void setGate(SourceGate gate);
    SourceGate gate() const { return m_gate.load(); }
    void closeAll();
    const HostId& host() const { return m_running.host; }
    std::vector<NodeRecordPtr> records() const;

private:
    // A node that runs on a loop. Its runner is touched on the loop only.
    struct Node {
        PlannedNode plan;
        NodeRecordPtr record;
        EventLoop* loop = nullptr;
        std::unique_ptr<NodeRunner> runner;
        bool fresh = true; // opened in this apply
    };

    // What binding came to, of all nodes.
    struct Binding {
        ResolvedEndpoints bound;
        std::vector<std::pair<NodeId, Error>> errors;
        std::vector<std::string> inUse;
        std::vector<BindOutcome::NotWhereItWas> notWhereTheyWere;
    };

    void perform(const StopNode& step, ApplyResult&);
    void perform(const RestartNode& step, ApplyResult& result);
    void perform(const StartNode& step, ApplyResult& result) { start(step.node, result); }
    void perform(const ChangeThread& step, ApplyResult&);
    void perform(const ChangeParameters& step, ApplyResult&);
    void perform(const ChangeOption& step, ApplyResult& result);
    void perform(const ChangeSubscriptions& step, ApplyResult&);
    void perform(const ChangeNodeCondition& step, ApplyResult&);
    void perform(const ChangeSocketCondition& step, ApplyResult&);
    void perform(const ChangeWireFault& step, ApplyResult&);
    void perform(const AddWire& step, ApplyResult&);
    void perform(const RemoveWire& step, ApplyResult&);

    void start(const PlannedNode& plan, ApplyResult& result);
    void stop(const NodeId& id, std::string_view kind, const std::string& reason);
    void stopPrograms(const std::vector<Step>& steps);
    void keepKilled(const NodeRecordPtr& record);
    void notePlans();
    void openFresh(ApplyResult& result);
    void tellPeerSubscriptions();
    void beginFresh();

    // host_endpoints.cpp
    std::string routingId(const SocketRef& ref) const;
    void warnOfSecondPeer(const SocketRef& ref, const PlannedWire& wire);
    ResolvedEndpoints withoutOwn(const ResolvedEndpoints& resolved);
    void dropInprocConnects(const std::set<SocketRef>& to);
    std::set<SocketRef> freshSockets() const;
    Binding bindOnce();
    void giveUpFormer(const std::vector<BindOutcome::NotWhereItWas>& taken);
    void bindAll(ApplyResult& result);
    void connectAll(ApplyResult& result);

    WireRecordPtr makeWire(const PlannedWire& wire) const;
    void onSocket(const SocketRef& ref, const std::function<void(MeteredSocket&)>& act);
    void forEach(const std::function<void(Node&)>& act);
    void logNode(const NodeId& id, std::string_view kind, std::string text, EventSeverity severity);

    SocketServices& m_services;
    std::atomic<SourceGate> m_gate{SourceGate::Open};
    LoopPool m_loops;
    ProgramSupervisor m_programs;
    std::map<NodeId, Node> m_nodes;
    std::map<NodeId, NodeRecordPtr> m_killed; // what they counted is still told
    OwnAddresses m_addresses;
    FormerAddresses m_former;
    HostPlan m_running;
    ResolvedEndpoints m_resolved; // all that is known, of other hosts and this one
};

} // namespace zeroloom
