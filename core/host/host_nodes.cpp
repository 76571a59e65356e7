#include "core/host/host_nodes.h"

#include <algorithm>
#include <mutex>
#include <thread>

#include "core/host/descriptor_budget.h"
#include "core/host/inproc_states.h"
#include "core/host/wire_states.h"

namespace zeroloom {
namespace {

bool hasFailed(const NodeRecord& record) { return record.state.load(std::memory_order_relaxed) == NodeState::Failed; }

int sharedLoops(const RuntimeOptions& options)
{
    if (options.loops > 0)
        return options.loops;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4);
}

} // namespace

HostNodes::HostNodes(SocketServices& services, const RuntimeOptions& options)
    : m_services(services), m_loops(sharedLoops(options), options.ownThreads),
      m_programs(services.log, options.allowPrograms)
{
}

WireRecordPtr HostNodes::makeWire(const PlannedWire& wire) const
{
    const bool here = !wire.peerOutside && wire.peerHost == m_running.host;
    auto record = std::make_shared<WireRecord>(wire, here);
    if (isInproc(wire.endpoint))
        record->peerRoutingId = routingId(wire.peer);
    return record;
}

void HostNodes::logNode(const NodeId& id, std::string_view kind, std::string text, EventSeverity severity)
{
    HostEvent event;
    event.severity = severity;
    event.kind = std::string(kind);
    event.node = id;
    event.text = std::move(text);
    m_services.log.add(std::move(event));
}

void HostNodes::forEach(const std::function<void(Node&)>& act)
{
    std::vector<LoopPool::Piece> pieces;
    for (auto& [id, node] : m_nodes)
        pieces.emplace_back(node.loop, [&act, &own = node] { act(own); });
    LoopPool::runAll(pieces);
}

void HostNodes::onSocket(const SocketRef& ref, const std::function<void(MeteredSocket&)>& act)
{
    const auto found = m_nodes.find(ref.node);
    if (found == m_nodes.end())
        return;
    Node& node = found->second;
    node.loop->call([&] {
        node.runner->forEachSocket(ref.socket, act);
        node.runner->nudge();
    });
}

void HostNodes::start(const PlannedNode& plan, ApplyResult& result)
{
    if (plan.role == "program") {
        m_programs.start(plan, m_former, result.errors);
        return;
    }
    auto record = std::make_shared<NodeRecord>(plan.id);
    record->role = makeRoleNode(plan.role);
    auto loop = m_loops.take(plan.ownThread);
    if (!loop || !record->role) {
        const Error error = loop
                                ? Error{ErrorCode::InvalidInput, "there is no role '" + plan.role + "'", plan.id.text()}
                                : Error{loop.error().code, loop.error().message, plan.id.text()};
        result.errors.push_back(error);
        logNode(plan.id, "node-failed", error.message, EventSeverity::Error);
        if (loop)
            m_loops.giveBack(*loop);
        return;
    }
    Node node{plan, record, *loop, nullptr, true};
    node.runner = std::make_unique<NodeRunner>(m_services, **loop, m_gate, plan, record);
    m_nodes.insert_or_assign(plan.id, std::move(node));
}

void HostNodes::stop(const NodeId& id, std::string_view kind, const std::string& reason)
{
    const auto found = m_nodes.find(id);
    if (found == m_nodes.end())
        return;
    Node& node = found->second;
    node.loop->call([&] {
        node.runner->close();
        node.runner.reset();
    });
    m_loops.giveBack(node.loop);
    m_nodes.erase(found);
    logNode(id, kind, reason, EventSeverity::Info);
}

// Its thread has left the record by now, so that this one may write it.
void HostNodes::keepKilled(const NodeRecordPtr& record)
{
    {
        const std::lock_guard lock(record->mutex);
        record->error = "killed";
    }
    record->busy.store(false, std::memory_order_relaxed);
    for (const SocketRecordPtr& socket : record->sockets) {
        socket->idle.store(true, std::memory_order_relaxed);
        if (const std::uint64_t since = socket->mutedSince.get(); since != 0) {
            socket->muteNs.add(static_cast<std::uint64_t>(EventLoop::now().count()) - since);
            socket->mutedSince.set(0);
        }
        std::vector<WireRecordPtr> wires;
        {
            const std::lock_guard lock(socket->mutex);
            wires = socket->wires;
        }
        for (const WireRecordPtr& wire : wires)
            setWireState(*socket, *wire, ConnectionState::Disconnected, "its node was killed");
    }
    m_killed[record->id] = record;
}

void HostNodes::perform(const StopNode& step, ApplyResult&)
{
    const auto found = m_nodes.find(step.node);
    const NodeRecordPtr record = found == m_nodes.end() ? nullptr : found->second.record;
    stop(step.node, step.killed ? "node-killed" : "node-stopped", {});
    if (step.killed && record)
        keepKilled(record);
}

// All at once: each may take a second to end.
void HostNodes::stopPrograms(const std::vector<Step>& steps)
{
    std::vector<NodeId> ending, killed;
    for (const Step& step : steps) {
        if (const auto* stop = std::get_if<StopNode>(&step))
            (stop->killed ? killed : ending).push_back(stop->node);
        else if (const auto* restart = std::get_if<RestartNode>(&step))
            ending.push_back(restart->node.id);
    }
    for (const NodeRecordPtr& record : m_programs.kill(killed))
        keepKilled(record);
    m_programs.stop(ending);
}

void HostNodes::perform(const RestartNode& step, ApplyResult& result)
{
    stop(step.node.id, "node-restarted", step.reason);
    start(step.node, result);
}

void HostNodes::perform(const ChangeThread& step, ApplyResult&)
{
    const auto found = m_nodes.find(step.node);
    if (found == m_nodes.end())
        return;
    Node& node = found->second;
    node.plan.ownThread = step.own;
    if (node.loop->isExclusive() == step.own)
        return;
    const auto next = m_loops.take(step.own);
    if (!next)
        return; // no thread to be had: it stays where it is
    if ((*next)->isExclusive() != step.own) {
        m_loops.giveBack(*next);
        return;
    }
    node.loop->call([&] { node.runner->leaveLoop(); });
    (*next)->call([&] { node.runner->enterLoop(**next); });
    m_loops.giveBack(node.loop);
    node.loop = *next;
}

void HostNodes::perform(const ChangeParameters& step, ApplyResult&)
{
    const auto found = m_nodes.find(step.node);
    if (found == m_nodes.end())
        return;
    Node& node = found->second;
    node.plan.params = step.params;
    node.loop->call([&] { node.runner->configure(step.params); });
}

void HostNodes::perform(const ChangeOption& step, ApplyResult& result)
{
    onSocket(step.socket, [&](MeteredSocket& socket) {
        if (const Status set = socket.setOption(step.name, step.value); !set && socket.tells())
            result.errors.push_back(set.error());
    });
}

void HostNodes::perform(const ChangeSubscriptions& step, ApplyResult&)
{
    onSocket(step.socket, [&](MeteredSocket& socket) { socket.changeSubscriptions(step.added, step.removed); });
}

void HostNodes::perform(const ChangeNodeCondition& step, ApplyResult&)
{
    m_programs.setFrozen(step.node, step.frozen);
    const auto found = m_nodes.find(step.node);
    if (found == m_nodes.end())
        return;
    found->second.loop->call([&] { found->second.runner->setHindrance(step.hung, step.slow); });
}

void HostNodes::perform(const ChangeSocketCondition& step, ApplyResult&)
{
    onSocket(step.socket, [&](MeteredSocket& socket) {
        socket.setTap(step.tap);
        socket.setValve(step.held, step.steps);
    });
}

void HostNodes::perform(const ChangeWireFault& step, ApplyResult&)
{
    onSocket(step.socket, [&](MeteredSocket& socket) { socket.wiring().setFault(step.wire, step.fault); });
}

void HostNodes::perform(const AddWire& step, ApplyResult&)
{
    warnOfSecondPeer(step.socket, step.wire);
    onSocket(step.socket, [record = makeWire(step.wire)](MeteredSocket& socket) { socket.addWire(record); });
}

void HostNodes::perform(const RemoveWire& step, ApplyResult&)
{
    onSocket(step.socket, [&](MeteredSocket& socket) { socket.removeWire(step.wire.id); });
}

// What could not be started is left out of what runs, so that the next apply starts it.
void HostNodes::notePlans()
{
    std::erase_if(m_running.nodes, [&](const PlannedNode& planned) {
        const auto found = m_nodes.find(planned.id);
        if (found == m_nodes.end())
            return !m_programs.has(planned.id);
        found->second.plan = planned;
        return false;
    });
}

// Opens the new nodes' sockets, and once more those of nodes that could not be opened before.
void HostNodes::openFresh(ApplyResult& result)
{
    std::mutex mutex;
    std::map<NodeId, Error> refused;
    DescriptorBudget budget(m_running);
    for (const auto& [id, node] : m_nodes) {
        if (!node.fresh && !hasFailed(*node.record))
            continue;
        if (const Status enough = budget.take(node.plan); !enough)
            refused.emplace(id, enough.error());
    }
    forEach([&](Node& node) {
        if (hasFailed(*node.record)) {
            node.record = std::make_shared<NodeRecord>(node.plan.id);
            node.record->role = makeRoleNode(node.plan.role);
            node.runner = std::make_unique<NodeRunner>(m_services, *node.loop, m_gate, node.plan, node.record);
            node.fresh = true;
        }
        if (!node.fresh)
            return;
        const auto refusal = refused.find(node.plan.id);
        if (const Status opened = refusal == refused.end() ? node.runner->open() : node.runner->refuse(refusal->second);
            !opened) {
            const std::lock_guard lock(mutex);
            result.errors.push_back(opened.error());
            logNode(node.plan.id, "node-failed", opened.error().message, EventSeverity::Error);
            return;
        }
        for (const PlannedSocket& socket : node.plan.sockets) {
            for (const PlannedWire& wire : socket.wires) {
                const WireRecordPtr record = makeWire(wire);
                node.runner->forEachSocket(socket.id, [&](MeteredSocket& one) { one.addWire(record); });
            }
        }
    });
}

// A publisher's messages go into a wire when the other end asked for them; that is known of subscribers in this host.
void HostNodes::tellPeerSubscriptions()
{
    std::map<SocketRef, const PlannedSocket*> subscribers;
    for (const PlannedNode& node : m_running.nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            const bool knows =
                socket.type == SocketType::Sub || (socket.type == SocketType::XSub && node.role == "sink");
            if (knows && node.role != "program")
                subscribers.emplace(SocketRef{node.id, socket.id}, &socket);
        }
    }
    forEach([&](Node& node) {
        for (const SocketRecordPtr& record : node.record->sockets) {
            if (record->type != SocketType::Pub && record->type != SocketType::XPub)
                continue;
            std::vector<WireRecordPtr> wires;
            {
                const std::lock_guard lock(record->mutex);
                wires = record->wires;
            }
            for (const WireRecordPtr& wire : wires) {
                if (const auto found = subscribers.find(wire->plan.peer); found != subscribers.end())
                    node.runner->forEachSocket(record->ref.socket, [&](MeteredSocket& socket) {
                        socket.setPeerSubscriptions(wire->plan.id, found->second->subscriptions);
                    });
            }
        }
    });
}

void HostNodes::beginFresh()
{
    forEach([&](Node& node) {
        if (!std::exchange(node.fresh, false))
            return;
        if (hasFailed(*node.record))
            return;
        node.runner->begin();
        logNode(node.plan.id, "node-started", {}, EventSeverity::Info);
    });
}

void HostNodes::setGate(SourceGate gate)
{
    m_gate.store(gate);
    for (auto& [id, node] : m_nodes)
        node.loop->post([runner = node.runner.get()] { runner->nudge(); });
}

std::vector<NodeRecordPtr> HostNodes::records() const
{
    std::vector<NodeRecordPtr> all;
    all.reserve(m_nodes.size());
    for (const auto& [id, node] : m_nodes)
        all.push_back(node.record);
    m_programs.addRecords(all);
    for (const auto& [id, record] : m_killed)
        all.push_back(record);
    return all;
}

ApplyResult HostNodes::apply(const HostPlan& desired, const ResolvedEndpoints& resolved)
{
    ApplyResult result;
    const std::vector<Step> steps = reconcile(m_running, desired);
    m_running = desired;
    const ResolvedEndpoints elsewhere = withoutOwn(resolved);
    stopPrograms(steps);
    for (const Step& step : steps)
        std::visit([&](const auto& one) { perform(one, result); }, step);
    std::erase_if(m_killed, [&](const auto& one) { return !desired.killed.contains(one.first); });
    notePlans();
    openFresh(result);
    dropInprocConnects(freshSockets());
    bindAll(result);
    m_resolved = result.bound;
    m_resolved.insert(elsewhere.begin(), elsewhere.end());
    connectAll(result);
    tellPeerSubscriptions();
    beginFresh();
    settleInprocStates(records());
    return result;
}

void HostNodes::closeAll()
{
    m_programs.stopAll();
    forEach([](Node& node) {
        node.runner->close();
        node.runner.reset();
    });
    m_nodes.clear();
    m_loops.stopAll();
}

} // namespace zeroloom
