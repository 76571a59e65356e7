// One drawn socket that stands for many.
#include <gtest/gtest.h>

#include "core/model/socket_copies.h"
#include "tests/support/network.h"

namespace zeroloom {
namespace {

using enum SocketType;

Node heart(Values params)
{
    return Network().node("h", "heart", {{"ping", Sub}, {"pong", Dealer}}, std::move(params)).topology().nodes.front();
}

TEST(SocketCopies, AreAsManyAsTheRolesParameterSays)
{
    const Node one = heart({});
    EXPECT_EQ(copiesOf(one, one.sockets[1]), (SocketCopies{1, "h"}));
    EXPECT_EQ(copiesOf(one, one.sockets[0]), SocketCopies());
    const Node many = heart({{"count", std::int64_t{30}}, {"name", std::string("engine")}});
    EXPECT_EQ(copiesOf(many, many.sockets[1]), (SocketCopies{30, "engine"}));
    EXPECT_EQ(copiesOf(many, many.sockets[0]), SocketCopies());
}

TEST(SocketCopies, GiveWayToARoutingIdOfOnesOwn)
{
    Node node = heart({{"count", std::int64_t{2}}});
    node.sockets[1].options["ROUTING_ID"] = std::string("mine");
    EXPECT_EQ(copiesOf(node, node.sockets[1]), (SocketCopies{2, ""}));
}

TEST(SocketCopies, OfParametersThatAreWrongAreTheDefault)
{
    const Node node = heart({{"count", std::int64_t{-5}}, {"name", 3.0}});
    EXPECT_EQ(copiesOf(node, node.sockets[1]), (SocketCopies{1, "h"}));
    const Node other = Network().node("s", "source", {{"out", Dealer}}).topology().nodes.front();
    EXPECT_EQ(copiesOf(other, other.sockets[0]), SocketCopies());
}

TEST(SocketCopies, AreNumberedSoThatTheirIdsSort)
{
    EXPECT_EQ(copyRoutingId("a", 0, 1), "a");
    EXPECT_EQ(copyRoutingId("a", 0, 2), "a-0001");
    EXPECT_EQ(copyRoutingId("a", 1999, 2000), "a-2000");
    EXPECT_EQ(copyRoutingId("a", 8, 20'000), "a-00009");
}

TEST(SocketCopies, SubscribeToEverythingWhereTheRoleDoes)
{
    const Node node = heart({});
    EXPECT_TRUE(subscribesToAll(node, node.sockets[0]));
    EXPECT_FALSE(subscribesToAll(node, node.sockets[1]));
}

} // namespace
} // namespace zeroloom
