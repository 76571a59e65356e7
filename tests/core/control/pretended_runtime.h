// A worker runtime that opens no sockets: it says of its nodes that they run, resolves wildcards to made-up ports, and
// reports what it was told as figures of its nodes. Used by the control server's thread.
#pragma once

#include <chrono>
#include <cstdlib>
#include <thread>

#include <unistd.h>

#include "core/host/served_runtime.h"

namespace zeroloom::test {

class PretendedRuntime final : public ServedRuntime {
public:
    ApplyResult apply(const HostPlan& desired, const ResolvedEndpoints& resolved) override
    {
        ++m_applies;
        m_plan = desired;
        ApplyResult result;
        m_connectedTo.clear();
        forEachWire([&](const PlannedNode& node, const PlannedWire& wire) {
            if (wire.binds) {
                result.bound[wire.bindKey] = "tcp://127.0.0.1:" + std::to_string(20'000 + ::getpid() % 40'000);
                return;
            }
            const auto known = resolved.find(wire.bindKey);
            if (known != resolved.end())
                m_connectedTo[node.id] = known->second;
            else if (wire.peerHost != desired.host)
                result.waiting.push_back(wire.bindKey);
        });
        for (const PlannedNode& node : desired.nodes) {
            // A very slow host: it goes on when there is a file of this name.
            const auto waits = node.params.find("topics");
            while (waits != node.params.end() && ::access(std::get<TextList>(waits->second).front().c_str(), F_OK) != 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (node.params.contains("text") && toText(node.params.at("text")) == "refused")
                result.errors.push_back({ErrorCode::Io, "the port is in use", node.id.text()});
        }
        return result;
    }
    void setPaused(bool paused) override { m_paused = paused; }
    void stopSources() override { m_sourcesStopped = true; }
    bool drained() override { return m_sourcesStopped && ++m_drainedAsked > 3; }

    void collect(HostBatch& batch) override
    {
        ++m_collects;
        for (const PlannedNode& node : m_plan.nodes) {
            NodeSample sample{node.id, NodeState::Running, {}, 0, {}};
            sample.figures = {{"applies", m_applies},
                              {"paused", m_paused},
                              {"sources_stopped", m_sourcesStopped},
                              {"connected_to", m_connectedTo[node.id]}};
            if (const auto rate = node.params.find("rate"); rate != node.params.end())
                sample.figures["rate"] = rate->second;
            batch.nodes.push_back(std::move(sample));
            for (const PlannedSocket& socket : node.sockets) {
                SocketSample counted;
                counted.socket = {node.id, socket.id};
                counted.sent = static_cast<std::uint64_t>(m_collects);
                batch.sockets.push_back(std::move(counted));
            }
        }
        batch.events.resize(static_cast<std::size_t>(m_eventsEachTime));
        for (HostEvent& event : batch.events)
            event.text = std::string(200, 'x');
    }

    int m_eventsEachTime = 1;

private:
    template <typename Visit>
    void forEachWire(Visit visit)
    {
        for (const PlannedNode& node : m_plan.nodes) {
            for (const PlannedSocket& socket : node.sockets) {
                for (const PlannedWire& wire : socket.wires)
                    visit(node, wire);
            }
        }
    }

    HostPlan m_plan;
    std::map<NodeId, std::string> m_connectedTo;
    std::int64_t m_applies = 0, m_collects = 0;
    int m_drainedAsked = 0;
    bool m_paused = false, m_sourcesStopped = false;
};

} // namespace zeroloom::test
