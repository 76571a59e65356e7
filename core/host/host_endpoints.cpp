// How the nodes of a host find each other: what they bind, where, and who connects to it.
#include <algorithm>
#include <iterator>
#include <mutex>
#include <thread>

#include "core/host/host_nodes.h"
#include "core/host/inproc_states.h"

namespace zeroloom {
namespace {

constexpr auto BindAgainAfter = std::chrono::milliseconds(5);

} // namespace

// Of what is known of binds, those of other hosts. What is told of own ones is of a process that was this host before.
ResolvedEndpoints HostNodes::withoutOwn(const ResolvedEndpoints& resolved)
{
    ResolvedEndpoints elsewhere = resolved;
    for (const PlannedNode& node : m_running.nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            for (const PlannedWire& wire : socket.wires) {
                const auto told = resolved.find(wire.bindKey);
                if (told == resolved.end() || !isBoundBy(wire, m_running.host))
                    continue;
                m_former.adopt(wire, told->second);
                elsewhere.erase(wire.bindKey);
            }
        }
    }
    return elsewhere;
}

// Of a socket of this host, as it is wanted now.
std::string HostNodes::routingId(const SocketRef& ref) const
{
    for (const PlannedNode& node : m_running.nodes) {
        const auto socket = std::ranges::find(node.sockets, ref.socket, &PlannedSocket::id);
        if (node.id == ref.node && socket != node.sockets.end())
            return routingIdOf(socket->options);
    }
    return {};
}

// A first fault puts a relay into the way of a wire that is connected already. A ROUTER may then not know it again.
void HostNodes::warnOfSecondPeer(const SocketRef& ref, const PlannedWire& wire)
{
    const bool routes = wire.peerType == SocketType::Router || wire.peerType == SocketType::Rep;
    if (!wire.fault.relayed || wire.binds || !routes || !isInproc(wire.endpoint))
        return;
    const std::string name = routingId(ref);
    if (name.empty())
        return;
    HostEvent event;
    event.severity = EventSeverity::Warning;
    event.kind = "connects-anew";
    event.node = ref.node;
    event.socket = ref.socket;
    event.wire = wire.id;
    event.endpoint = wire.endpoint;
    event.text = "it connects anew, through a relay, as '" + name + "'; if " + wire.peer.text() +
                 " had messages of it to read, it ignores the new connection as a second one of that name: restart " +
                 wire.peer.node.text() + " then";
    m_services.log.add(std::move(event));
}

std::set<SocketRef> HostNodes::freshSockets() const
{
    std::set<SocketRef> fresh;
    for (const auto& [id, node] : m_nodes) {
        for (const PlannedSocket& socket : node.plan.sockets) {
            if (node.fresh)
                fresh.insert({id, socket.id});
        }
    }
    return fresh;
}

// An inproc connection ends with the socket that bound it and does not come back by itself. One that still waits for its
// first bind is left to libzmq, which cannot take it back: the bind would meet the dead one first, and a PAIR has no
// second.
void HostNodes::dropInprocConnects(const std::set<SocketRef>& to)
{
    if (to.empty())
        return;
    forEach([&](Node& node) {
        if (node.fresh)
            return;
        for (const SocketRecordPtr& record : node.record->sockets) {
            std::vector<WireId> dropped;
            {
                const std::lock_guard lock(record->mutex);
                for (const WireRecordPtr& wire : record->wires) {
                    if (wire->plan.binds || !isInproc(wire->plan.endpoint) ||
                        !to.contains(wire->plan.peer))
                        continue;
                    wire->peerRoutingId = routingId(wire->plan.peer); // it may have been opened with another
                    if (wire->state != ConnectionState::Idle)
                        dropped.push_back(wire->plan.id);
                }
            }
            for (const WireId& wire : dropped) {
                node.runner->forEachSocket(record->ref.socket,
                                           [&](MeteredSocket& socket) { socket.wiring().dropConnect(wire); });
            }
        }
    });
}

void HostNodes::bringBackInprocPeers()
{
    std::set<SocketRef> opened;
    for (const auto& [id, node] : m_nodes) {
        for (const SocketRecordPtr& socket : node.record->sockets) {
            if (socket->awaitsInprocPeers.exchange(false, std::memory_order_acquire))
                opened.insert(socket->ref);
        }
    }
    if (opened.empty())
        return;
    dropInprocConnects(opened);
    ApplyResult result;
    connectAll(result);
    settleInprocStates(records());
}

HostNodes::Binding HostNodes::bindOnce()
{
    Binding all;
    std::mutex mutex;
    forEach([&](Node& node) {
        BindOutcome own;
        node.runner->bindAll(m_former, own);
        const std::lock_guard lock(mutex);
        all.bound.merge(own.bound);
        all.inUse.insert(all.inUse.end(), own.inUse.begin(), own.inUse.end());
        std::ranges::move(own.notWhereTheyWere, std::back_inserter(all.notWhereTheyWere));
        for (Error& error : own.errors)
            all.errors.emplace_back(node.plan.id, std::move(error));
    });
    return all;
}

// Somebody else has come to where they were: another address it is, and that is told.
void HostNodes::giveUpFormer(const std::vector<BindOutcome::NotWhereItWas>& taken)
{
    for (const BindOutcome::NotWhereItWas& one : taken) {
        m_former.forget(one.bindKey);
        HostEvent event;
        event.severity = EventSeverity::Warning;
        event.kind = "address-taken";
        event.node = one.socket.node;
        event.socket = one.socket.socket;
        event.wire = one.wire;
        event.endpoint = one.endpoint;
        event.text = "it cannot come back to " + one.endpoint + ", where it was before (" + one.why +
                     "): it gets another address, and what its peers kept for it is lost";
        m_services.log.add(std::move(event));
    }
}

// What was closed or unbound in this apply, or just before it, still has its address for a moment.
void HostNodes::bindAll(ApplyResult& result)
{
    Binding binding;
    const auto worthTheWait = [&](const std::string& endpoint) {
        return m_addresses.justGivenUp(endpoint, EventLoop::now());
    };
    for (bool again = true; again;) {
        binding = bindOnce();
        m_addresses.hold(binding.bound, EventLoop::now());
        const bool waits = std::ranges::any_of(binding.inUse, worthTheWait);
        if (waits)
            std::this_thread::sleep_for(BindAgainAfter);
        else
            giveUpFormer(binding.notWhereTheyWere);
        again = waits || !binding.notWhereTheyWere.empty();
    }
    for (auto& [node, error] : binding.errors) {
        logNode(node, "bind-failed", error.text(), EventSeverity::Error);
        result.errors.push_back(std::move(error));
    }
    result.bound = std::move(binding.bound);
    m_programs.addBound(result.bound);
    m_former.note(result.bound);
}

void HostNodes::connectAll(ApplyResult& result)
{
    std::mutex mutex;
    std::set<std::string> waiting;
    forEach([&](Node& node) {
        std::vector<std::string> own;
        Errors errors;
        node.runner->connectAll(m_resolved, own, errors);
        const std::lock_guard lock(mutex);
        waiting.insert(own.begin(), own.end());
        result.errors.insert(result.errors.end(), errors.begin(), errors.end());
    });
    m_programs.resolve(m_resolved, waiting);
    result.waiting.assign(waiting.begin(), waiting.end());
}

} // namespace zeroloom
