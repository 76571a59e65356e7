#include "core/host/inproc_states.h"

#include <map>

#include "core/host/wire_states.h"

namespace zeroloom {
namespace {

struct End {
    SocketRecordPtr socket;
    WireRecordPtr wire;
    bool runs = false;
    bool up = false; // bound, or connected
};

bool isUp(SocketRecord& socket, const WireRecord& wire)
{
    const std::lock_guard lock(socket.mutex);
    return !wire.endpoint.empty() && wire.state != ConnectionState::Failed;
}

void settle(const End& end, bool connected, bool otherRuns)
{
    ConnectionState state;
    std::string how;
    {
        const std::lock_guard lock(end.socket->mutex);
        state = end.wire->state;
        how = end.wire->via.empty() ? std::string() : "through a relay";
    }
    if (connected && state != ConnectionState::Connected)
        setWireState(*end.socket, *end.wire, ConnectionState::Connected, std::move(how));
    else if (!connected && state == ConnectionState::Connected) {
        end.wire->disconnects.fetch_add(1, std::memory_order_relaxed);
        setWireState(*end.socket, *end.wire, ConnectionState::Disconnected,
                     otherRuns ? "the other end is not connected" : "the other end does not run");
    }
}

} // namespace

void settleInprocStates(const std::vector<NodeRecordPtr>& nodes)
{
    std::map<WireId, std::vector<End>> wires;
    for (const NodeRecordPtr& node : nodes) {
        const NodeState state = node->state.load(std::memory_order_relaxed);
        const bool runs = state != NodeState::Stopped && state != NodeState::Failed;
        for (const SocketRecordPtr& socket : node->sockets) {
            std::vector<WireRecordPtr> own;
            {
                const std::lock_guard lock(socket->mutex);
                own = socket->wires;
            }
            for (const WireRecordPtr& wire : own) {
                if (isInproc(wire->plan.endpoint))
                    wires[wire->plan.id].push_back({socket, wire, runs, runs && isUp(*socket, *wire)});
            }
        }
    }
    for (const auto& [id, ends] : wires) {
        const bool connected = ends.size() == 2 && ends[0].up && ends[1].up;
        const bool bothRun = ends.size() == 2 && ends[0].runs && ends[1].runs;
        for (const End& end : ends)
            settle(end, connected, bothRun);
    }
}

void renewInprocConnection(SocketRecord& socket, WireRecord& wire)
{
    const std::lock_guard lock(socket.mutex);
    if (wire.state != ConnectionState::Connected)
        return;
    wire.disconnects.fetch_add(1, std::memory_order_relaxed);
    ++wire.connects;
}

} // namespace zeroloom
