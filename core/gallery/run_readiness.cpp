#include "core/gallery/run_readiness.h"

#include <algorithm>

#include "core/model/runner.h"

namespace zeroloom {

namespace {

class Readiness {
public:
    Readiness(const Topology& topology, const RunConditions& conditions, const Observation& observation)
        : m_topology(topology), m_conditions(conditions), m_observation(observation)
    {
    }
    bool isUp() const
    {
        const auto runs = [](const auto& host) { return host.second.state == HostState::Running; };
        return !m_observation.hosts.empty() && std::ranges::all_of(m_observation.hosts, runs) &&
               std::ranges::all_of(m_topology.nodes, [this](const Node& node) { return !isWanted(node) || hasStarted(node); }) &&
               std::ranges::all_of(m_topology.wires, [this](const Wire& wire) { return !canConnect(wire) || isConnected(wire); });
    }

private:
    bool isWanted(const Node& node) const
    {
        const auto condition = m_conditions.nodes.find(node.id);
        const bool away = condition != m_conditions.nodes.end() && (condition->second.killed || condition->second.frozen);
        return runnerOf(node) != Runner::Outside && !away;
    }
    NodeState stateOf(const NodeId& id) const
    {
        const auto seen = m_observation.nodes.find(id);
        return seen == m_observation.nodes.end() ? NodeState::Starting : seen->second.state;
    }
    bool hasStarted(const Node& node) const { return stateOf(node.id) != NodeState::Starting; }
    bool canConnect(const Wire& wire) const
    {
        const auto fault = m_conditions.wires.find(wire.id);
        if (fault != m_conditions.wires.end() && fault->second.cut)
            return false;
        return std::ranges::all_of(std::initializer_list<const SocketRef*>{&wire.from, &wire.to}, [this](const SocketRef* end) {
            const Node* node = m_topology.node(end->node);
            return node && isWanted(*node) && stateOf(end->node) == NodeState::Running;
        });
    }
    bool isConnected(const Wire& wire) const
    {
        const auto seen = m_observation.wires.find(wire.id);
        return seen != m_observation.wires.end() && seen->second.from.state == ConnectionState::Connected &&
               seen->second.to.state == ConnectionState::Connected;
    }

    const Topology& m_topology;
    const RunConditions& m_conditions;
    const Observation& m_observation;
};

} // namespace

bool runIsUp(const Topology& topology, const RunConditions& conditions, const Observation& observation)
{
    return Readiness(topology, conditions, observation).isUp();
}

} // namespace zeroloom
