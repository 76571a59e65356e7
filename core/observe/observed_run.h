// The memory of a run: takes in batches and keeps the accounts of all flows up to date. One thread.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "core/observe/gone_histories.h"
#include "core/observe/observed_hearts.h"
#include "core/observe/observed_rows.h"
#include "core/observe/queue_split.h"

namespace zeroloom {

class ObservedRun {
public:
    explicit ObservedRun(const Topology& topology) { setTopology(topology); }

    // Rows of what is no longer there are forgotten, but for their histories; what went through removed wires stays in
    // their sockets' accounts.
    void setTopology(const Topology& topology);
    void addBatch(const HostBatch& batch);
    void addHostReport(const HostReport& report);

    // Rows of all that is in the topology; what has not been sampled yet says so.
    std::unordered_map<NodeId, NodeRow> nodes;
    std::unordered_map<SocketRef, SocketRow> sockets;
    std::unordered_map<WireId, WireRow> wires;
    std::map<HostId, HostRow> hosts;
    // Messages a second that a node was asked to send, for nodes that send at a pace.
    std::unordered_map<NodeId, double> pace;
    ObservedHearts hearts;
    RunConditions conditions; // what was done to the run, as its driver told

private:
    // A round-robin socket with all its wires.
    struct Turns {
        FlowCounts counts;
        FlowSituation situation;
        bool known = true;      // every receiver is ours and knows what came through which wire
        bool unlimited = false; // some wire has no limit
        bool numbered = true;   // what comes bears the numbers of its sender
        std::vector<TurnsShare> shares;
        std::vector<TurnsGuess::Wire> looks;
        std::vector<std::pair<WireRow*, WireEnd>> members;
    };

    void takeHost(const HostBatch& batch);
    void link(WireRow& wire);
    void takeSocket(const SocketSample& sample, const HostRow& host, const HostBatch& batch);
    void takeEnd(const WireEndSample& sample, const HostRow& host);
    void advanceRates(const HostId& host, std::uint64_t timeNs);
    void forgetRates(const HostId& host);
    static void forgetRates(WireRow& wire, WireEnd end);
    void loseEnd(WireRow& wire, WireEnd end);
    void loseSocket(SocketRow& row);
    void updateFlows(std::uint64_t timeNs);
    bool runsHere(const ObservedEnd& end) const;
    void updateFlow(WireRow& wire, WireEnd sender, std::uint64_t timeNs);
    void takeSent(WireRow& wire, WireEnd sender);
    void takeUnwanted(WireRow& wire, WireEnd sender, std::uint64_t sent);
    void balance(WireRow& wire, WireEnd sender, std::uint64_t timeNs);
    void addToTurns(Turns& turns, SocketRow& socket, WireRow& wire, WireEnd sender, std::uint64_t timeNs) const;
    void shareOut(const Turns& turns, const SocketRow& socket);
    void balanceTurns(SocketRow& socket, std::uint64_t timeNs);
    FlowSituation situation(const WireRow& wire, WireEnd sender, std::uint64_t timeNs) const;
    void forgetWire(WireRow& wire);
    SocketRow& socketRow(const SocketRef& ref);
    WireRow& wireRow(const WireId& id);

    GoneHistories<SocketRef, SocketMetrics> m_goneSockets;
    GoneHistories<WireId, WireMetrics> m_goneWires;
};

} // namespace zeroloom
