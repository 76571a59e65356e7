#include "core/model/monitor_nodes.h"

#include <gmock/gmock.h>

#include "core/model/id_rule.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

TEST(MonitorNodes, AHeartbeatMonitorBindsBothItsSocketsUnlessAsked)
{
    const Topology bound = heartbeatMonitor({}, {});
    const TopologyIndex index(bound);
    ASSERT_EQ(bound.wires.size(), 2U);
    for (const Wire& wire : bound.wires)
        EXPECT_EQ(endOf(wire, bindingEnd(wire, index)).node, NodeId("monitor")) << wire.id.text();
    EXPECT_EQ(bound.wires[0].endpoint, "tcp://127.0.0.1:5555");
    EXPECT_EQ(bound.wires[1].endpoint, "tcp://127.0.0.1:5556");
    EXPECT_THAT(bound.node(NodeId("monitor"))->params, IsEmpty());

    const Topology connected = heartbeatMonitor({"ipc:///tmp/a", "ipc:///tmp/b", WireEnd::To}, {});
    const TopologyIndex other(connected);
    for (const Wire& wire : connected.wires)
        EXPECT_EQ(endOf(wire, bindingEnd(wire, other)).node, NodeId("hearts")) << wire.id.text();
}

TEST(MonitorNodes, TheRuleBecomesParameters)
{
    HeartRule rule;
    EXPECT_THAT(monitorParameters(rule), IsEmpty());
    rule.period = 250ms;
    rule.misses = 5;
    rule.grace = 2s;
    rule.verdict = VerdictRule::Phi;
    rule.threshold = 12;
    EXPECT_EQ(monitorParameters(rule), (Values{{"period", std::string("250ms")},
                                               {"misses", std::int64_t{5}},
                                               {"grace", std::string("2s")},
                                               {"verdict", std::string("phi")},
                                               {"threshold", 12.0}}));
}

TEST(MonitorNodes, EchoHeartsAreCalledByTheirNamesAndNoTwoAlike)
{
    const std::vector<EchoHeart> hearts{
        {"kernel", "python3 kernel", "tcp://127.0.0.1:1"}, {"kernel", "", "tcp://127.0.0.1:2"},
        {"ping-kernel", "", "tcp://127.0.0.1:3"},          {"a kernel, of \xc3\xa4", "", "tcp://127.0.0.1:4"},
        {std::string(500, 'x'), "", "tcp://127.0.0.1:5"},  {"", "", "tcp://127.0.0.1:6"}};
    const Topology topology = echoMonitors(hearts, {});
    std::set<NodeId> ids;
    for (const Node& node : topology.nodes) {
        EXPECT_TRUE(isValidId(node.id.text())) << node.id.text();
        EXPECT_TRUE(ids.insert(node.id).second) << node.id.text();
        EXPECT_TRUE(topology.layout.contains(node.id));
    }
    EXPECT_EQ(echoHeartId(hearts, 0), NodeId("kernel"));
    EXPECT_EQ(topology.node(NodeId("kernel"))->label, "python3 kernel");
    ASSERT_EQ(topology.wires.size(), hearts.size());
    for (std::size_t i = 0; i < hearts.size(); ++i) {
        EXPECT_EQ(topology.wires[i].to.node, echoHeartId(hearts, i));
        EXPECT_EQ(topology.wires[i].endpoint, hearts[i].endpoint);
        EXPECT_EQ(topology.wires[i].bind, WireEnd::To) << "the monitor only connects";
    }
}

TEST(MonitorNodes, AListenerOnlyConnects)
{
    const Topology topology = beatListener("listener", "tcp://127.0.0.1:7", {});
    ASSERT_EQ(topology.wires.size(), 1U);
    EXPECT_EQ(topology.wires[0].from.node, NodeId("listener"));
    EXPECT_EQ(topology.wires[0].bind, WireEnd::From);
    EXPECT_EQ(topology.node(topology.wires[0].to.node)->role, "listener");
    EXPECT_EQ(topology.node(topology.wires[0].to.node)->sockets[0].subscriptions, std::vector<std::string>{""});
}

} // namespace
} // namespace zeroloom
