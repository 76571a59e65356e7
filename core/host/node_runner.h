// A node on its event loop: its sockets, its role, and when the role is called. Everything but the constructor and the
// records is for the thread of the loop that it is on.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/host/event_loop.h"
#include "core/host/metered_socket.h"
#include "core/host/peer_witness.h"
#include "core/plan/plan.h"
#include "core/role/role_node.h"

namespace zeroloom {

// Whether sources may start something.
enum class SourceGate { Open, Paused, Stopped };

class NodeRunner final : public Task, public RoleContext {
public:
    // `record` has its role set and no sockets yet.
    NodeRunner(SocketServices& services, EventLoop& loop, const std::atomic<SourceGate>& gate, PlannedNode plan,
               NodeRecordPtr record);
    ~NodeRunner();

    const NodeRecordPtr& record() const { return m_record; }

    // In this order: opens all sockets (all or none), binds and connects, then lets the role go.
    Status open();
    // In place of open(): the node has failed with this error, which comes back.
    Status refuse(const Error& error);
    void bindAll(const FormerAddresses& former, BindOutcome& outcome);
    void connectAll(const ResolvedEndpoints& resolved, std::vector<std::string>& waiting, Errors& errors);
    void begin();
    void close();

    // A move to another loop: the first is called on the old one, then the second on the new one. The loops' commands
    // are the full fence that libzmq asks for when a socket changes its thread.
    void leaveLoop();
    void enterLoop(EventLoop& loop);

    // For the socket of this id and each of its copies.
    void forEachSocket(const SocketId& id, const std::function<void(MeteredSocket&)>& act);
    void configure(const Values& params);
    // `hung`: the role is not called. `slow`: each message takes so much longer to get through any of its sockets.
    void setHindrance(bool hung, Nanoseconds slow);
    // Something changed that the role may wait for: a wire, the gate.
    void nudge();

    void run() override;

    std::span<RoleSocket* const> sockets() override { return m_roleSockets; }
    Nanoseconds now() const override { return EventLoop::now(); }
    bool mayStart() const override { return m_gate.load(std::memory_order_relaxed) == SourceGate::Open; }
    void recordRoundTrip(Nanoseconds time) override;
    IoView ioView() override;
    HeartWitness& witness() override { return m_witness; }
    void warn(std::string_view kind, std::string text) override;

private:
    class SocketWatcher;

    Status openCopies(const PlannedSocket& plan, const SocketRecordPtr& record);
    void watchSocket(std::size_t index);
    void setState(NodeState state);
    void restoreBinds(Progress& step);
    void standStill();
    std::uint64_t sentSoFar() const;

    SocketServices& m_services;
    EventLoop* m_loop;
    const std::atomic<SourceGate>& m_gate;
    PlannedNode m_plan;
    const NodeRecordPtr m_record;
    std::vector<std::unique_ptr<MeteredSocket>> m_sockets;
    std::vector<std::unique_ptr<SocketWatcher>> m_watchers;
    std::vector<RoleSocket*> m_roleSockets;
    PeerWitness m_witness;
    std::shared_ptr<IoProbe> m_probe; // when its role asks for it
    bool m_asked = false;             // in this advance
    std::optional<Nanoseconds> m_wakeAt;
    bool m_begun = false;
    Nanoseconds m_lastWarning{};
    std::uint64_t m_warningsKept = 0; // not told, since one was told less than a second before
    bool m_restoring = false;         // a reopened socket waits for its address
    bool m_wasBusy = false;
    NodeState m_state = NodeState::Starting;
};

} // namespace zeroloom
