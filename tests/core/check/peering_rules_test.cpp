// Peering brokers that lack half of what they need, or whose names do not fit.
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using enum SocketType;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const Network::Sockets CloudSockets{{"localfe", Router}, {"localbe", Router}, {"cloudfe", Router}, {"cloudbe", Router}};

Topology lone(const Network::Sockets& sockets, Values params = {{"name", std::string("A")}})
{
    return Network().node("a", "peering-broker", sockets, std::move(params)).topology();
}

Topology named(std::string cloudfe, std::string cloudbe)
{
    Topology topology = lone(CloudSockets);
    topology.nodes[0].sockets[2].options["ROUTING_ID"] = std::move(cloudfe);
    topology.nodes[0].sockets[3].options["ROUTING_ID"] = std::move(cloudbe);
    return topology;
}

TEST(PeeringRules, SaysNothingOfSoundBrokers)
{
    for (const Topology& topology : {named("A", "A"), lone({{"statebe", Pub}, {"statefe", Sub}}),
                                     lone({{"localfe", Router}, {"localbe", Router}, {"monitor", Pull}}, {})}) {
        EXPECT_THAT(codesOf(topology), Not(Contains("role-sockets")));
        EXPECT_THAT(codesOf(topology), Not(Contains("peering-name")));
    }
}

TEST(PeeringRules, FindsHalfAPairOfSockets)
{
    EXPECT_THAT(diagnosticOf(lone({{"statebe", Pub}}), "role-sockets").fix, HasSubstr("'statefe'"));
    EXPECT_THAT(diagnosticOf(lone({{"localbe", Router}}), "role-sockets").fix, HasSubstr("'localfe'"));
    EXPECT_THAT(diagnosticOf(lone({{"cloudfe", Router}, {"cloudbe", Router}}), "role-sockets").message,
                HasSubstr("no workers of its own"));
}

TEST(PeeringRules, FindsASocketThatNobodyKnows)
{
    EXPECT_THAT(diagnosticOf(lone({{"localfe", Router}, {"router", Router}}), "role-sockets").message,
                HasSubstr("'router'"));
}

TEST(PeeringRules, FindsABrokerWithoutAName)
{
    const Topology topology = lone({{"statebe", Pub}, {"statefe", Sub}}, {});
    EXPECT_EQ(diagnosticOf(topology, "peering-name").where.node, NodeId("a"));
    EXPECT_CURED(topology, "peering-name");
}

TEST(PeeringRules, FindsACloudSocketOfAnotherName)
{
    EXPECT_EQ(diagnosticOf(named("A", "B"), "peering-name").where.socket, SocketId("cloudbe"));
    EXPECT_CURED(named("A", "B"), "peering-name");
    EXPECT_THAT(diagnosticOf(lone(CloudSockets), "peering-name").message, HasSubstr("has no ROUTING_ID"));
}

} // namespace
} // namespace zeroloom
