// When a run counts as up: not before, and in spite of what was done to it.
#include "core/gallery/run_readiness.h"

#include <gtest/gtest.h>

#include "tests/core/gallery/lesson_samples.h"

namespace zeroloom {
namespace {

class RunReadinessTest : public testing::Test {
protected:
    RunReadinessTest()
    {
        m_seen.hosts[HostId("local")].state = HostState::Running;
        for (const Node& node : m_topology.nodes)
            m_seen.nodes[node.id].state = NodeState::Running;
        for (const Wire& wire : m_topology.wires)
            m_seen.wires[wire.id].from.state = m_seen.wires[wire.id].to.state = ConnectionState::Connected;
    }
    bool isUp() const { return runIsUp(m_topology, m_conditions, m_seen); }
    const Topology m_topology = test::lessonTopologySample();
    RunConditions m_conditions;
    Observation m_seen;
};

TEST_F(RunReadinessTest, EverythingMustRunAndBeConnected)
{
    EXPECT_TRUE(isUp());
    EXPECT_FALSE(runIsUp(m_topology, m_conditions, Observation()));
    m_seen.wires[WireId("ask")].to.state = ConnectionState::Listening;
    EXPECT_FALSE(isUp());
    m_conditions.nodes[NodeId("client")].killed = true;
    m_seen.nodes.erase(NodeId("client"));
    EXPECT_TRUE(isUp()) << "its wire cannot be connected";
    m_seen.nodes[NodeId("sink")].state = NodeState::Starting;
    EXPECT_FALSE(isUp());
    m_seen.nodes[NodeId("sink")].state = NodeState::Exited;
    m_seen.wires[WireId("push")].from.state = ConnectionState::Disconnected;
    EXPECT_TRUE(isUp()) << "it has done its work already";
    m_seen.hosts[HostId("local")].state = HostState::Starting;
    EXPECT_FALSE(isUp());
}

TEST_F(RunReadinessTest, AWireThatWasCutIsNotWaitedFor)
{
    m_seen.wires[WireId("push")].from.state = ConnectionState::Connecting;
    EXPECT_FALSE(isUp());
    m_conditions.wires[WireId("push")].cut = true;
    EXPECT_TRUE(isUp());
}

} // namespace
} // namespace zeroloom
