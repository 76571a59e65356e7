// Who is wired to whom.
#include "core/zmq/legal_peers.h"
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum SocketType;

TEST(PeerRules, NamesAnIllegalPairWithReasonAndCure)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}).node("b", "sink", {{"in", Pull}}).wire("a.out", "b.in");
    const Diagnostic diagnostic = diagnosticOf(network.topology(), "illegal-peers");
    EXPECT_EQ(diagnostic.severity, Severity::Error);
    EXPECT_EQ(diagnostic.where.wire, WireId("w1"));
    EXPECT_THAT(diagnostic.message, HasSubstr("'a.out → b.in': PUB cannot talk to PULL"));
    EXPECT_THAT(diagnostic.fix, HasSubstr("SUB"));
    const Topology cured = fixed(network.topology(), "illegal-peers");
    EXPECT_EQ(cured.nodes[1].sockets[0].type, Sub);
    EXPECT_THAT(codesOf(cured), IsEmpty());
}

TEST(PeerRules, RefusesEveryPairThatTheTableDoesNotHave)
{
    const std::vector<SocketType> types{Req, Rep, Dealer, Router, Pub, Sub, XPub, XSub, Push, Pull, Pair};
    for (const SocketType one : types) {
        for (const SocketType other : types) {
            Network network;
            network.node("a", "outside", {{"s", one}})
                .node("b", "program", {{"s", other}}, {{"command", std::string("true")}});
            network.wire("a.s", "b.s", "tcp://127.0.0.1:5555");
            const bool refused = !canTalk(one, other);
            EXPECT_EQ(std::ranges::count(codesOf(network.topology()), "illegal-peers"), refused ? 1 : 0)
                << name(one) << " " << name(other);
        }
    }
}

TEST(PeerRules, OffersNoChangeOfTypeThatHurtsAnotherWire)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}).node("b", "sink", {{"in", Pull}}).node("c", "source", {{"out", Push}});
    network.wire("a.out", "b.in").wire("c.out", "b.in");
    EXPECT_FALSE(diagnosticOf(network.topology(), "illegal-peers").edit);
}

TEST(PeerRules, FindsTheGuidesInvalidPairs)
{
    for (const auto& [one, other] :
         {std::pair(Req, Req), std::pair(Req, Dealer), std::pair(Rep, Rep), std::pair(Rep, Router)}) {
        Network network;
        network.node("a", "outside", {{"s", one}}).node("b", "outside", {{"s", other}});
        network.wire("a.s", "b.s", "tcp://127.0.0.1:5555");
        EXPECT_THAT(codesOf(network.topology()), Contains("illegal-peers")) << name(one) << " " << name(other);
    }
}

TEST(PeerRules, FindsASocketWiredToItself)
{
    Network network;
    network.node("a", "peer", {{"s", Dealer}}).wire("a.s", "a.s");
    EXPECT_THAT(codesOf(network.topology()), Contains("self-wire"));
    EXPECT_CURED(network.topology(), "self-wire");
}

TEST(PeerRules, FindsASecondWireOfTheSameTwoSockets)
{
    Network network = pipeline();
    network.wire("b.in", "a.out");
    EXPECT_EQ(diagnosticOf(network.topology(), "duplicate-wire").where.wire, WireId("w2"));
    const Topology cured = fixed(network.topology(), "duplicate-wire");
    ASSERT_EQ(cured.wires.size(), 1U);
    EXPECT_EQ(cured.wires[0].id, WireId("w1"));
}

TEST(PeerRules, FindsAPairWithTwoPeersAndKeepsTheFirst)
{
    Network network;
    network.node("a", "peer", {{"s", Pair}}).node("b", "peer", {{"s", Pair}}).node("c", "peer", {{"s", Pair}});
    network.wire("a.s", "b.s").wire("a.s", "c.s");
    const Diagnostic diagnostic = diagnosticOf(network.topology(), "pair-two-peers");
    EXPECT_EQ(diagnostic.where, (Place{NodeId("a"), SocketId("s"), {}}));
    const Topology cured = fixed(network.topology(), "pair-two-peers");
    ASSERT_EQ(cured.wires.size(), 1U);
    EXPECT_EQ(cured.wires[0].id, WireId("w1"));
}

TEST(PeerRules, FindsASocketWithoutAWire)
{
    Network network = pipeline();
    network.node("c", "sink", {{"in", Pull}});
    const Diagnostic diagnostic = diagnosticOf(network.topology(), "socket-no-wire");
    EXPECT_EQ(diagnostic.severity, Severity::Warning);
    EXPECT_EQ(diagnostic.where.node, NodeId("c"));
}

TEST(PeerRules, AnUnwiredCaptureIsOnlyWorthMentioning)
{
    Network network;
    network.node("p", "proxy", {{"frontend", Router}, {"backend", Dealer}, {"capture", Pub}});
    network.node("q", "requester", {{"req", Req}}).node("r", "replier", {{"rep", Rep}});
    network.wire("q.req", "p.frontend").wire("p.backend", "r.rep");
    EXPECT_EQ(diagnosticOf(network.topology(), "socket-no-wire").severity, Severity::Info);
}

TEST(PeerRules, FindsASubWithoutSubscription)
{
    Network network;
    network.node("a", "source", {{"out", Pub}})
        .node("b", "sink", {{"in", Sub}})
        .subscriptions({})
        .wire("a.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "sub-without-subscription").severity, Severity::Warning);
    EXPECT_THAT(codesOf(fixed(network.topology(), "sub-without-subscription")), IsEmpty());
}

TEST(PeerRules, AProxyAndAnOutsideSubscriberNeedNoSubscription)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}).node("p", "proxy", {{"frontend", XSub}, {"backend", XPub}});
    network.topology().nodes.back().sockets[0].subscriptions.clear();
    network.node("b", "outside", {{"in", Sub}}).subscriptions({});
    network.wire("a.out", "p.frontend").wire("p.backend", "b.in", "tcp://127.0.0.1:5556", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(PeerRules, AProxyThatCannotPassSubscriptionsOnNeedsThem)
{
    for (const auto& [frontend, backend] : {std::pair(Sub, Pub), std::pair(Sub, XPub), std::pair(XSub, Pub)}) {
        Network network;
        network.node("a", "source", {{"out", Pub}}).node("p", "proxy", {{"frontend", frontend}, {"backend", backend}});
        network.topology().nodes.back().sockets[0].subscriptions.clear();
        network.node("b", "sink", {{"in", Sub}}).wire("a.out", "p.frontend").wire("p.backend", "b.in");
        EXPECT_EQ(diagnosticOf(network.topology(), "sub-without-subscription").where.node, NodeId("p"));
        EXPECT_CURED(network.topology(), "sub-without-subscription");
    }
}

TEST(PeerRules, RemarksOnADealerThatTalksToRep)
{
    Network network;
    network.node("a", "peer", {{"s", Dealer}}).node("b", "replier", {{"s", Rep}}).wire("a.s", "b.s");
    EXPECT_EQ(diagnosticOf(network.topology(), "dealer-to-rep").severity, Severity::Info);
    network.topology().nodes[0].role = "requester";
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("dealer-to-rep")));
}

TEST(PeerRules, RemarksOnAReqWithSeveralReps)
{
    Network network;
    network.node("a", "requester", {{"s", Req}}).node("b", "replier", {{"s", Rep}}).node("c", "replier", {{"s", Rep}});
    network.wire("a.s", "b.s");
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("req-many-rep")));
    network.wire("a.s", "c.s");
    EXPECT_EQ(diagnosticOf(network.topology(), "req-many-rep").severity, Severity::Info);
}

TEST(RoutingRules, FindsTwoPeersWithOneRoutingId)
{
    Network network;
    network.node("r", "replier", {{"s", Router}});
    network.node("a", "requester", {{"s", Req}}).option("ROUTING_ID", std::string("same")).wire("a.s", "r.s");
    network.node("b", "requester", {{"s", Req}}).option("ROUTING_ID", std::string("same")).wire("b.s", "r.s");
    const Diagnostic diagnostic = diagnosticOf(network.topology(), "duplicate-routing-id");
    EXPECT_EQ(diagnostic.severity, Severity::Error);
    EXPECT_EQ(diagnostic.where.node, NodeId("b"));
    EXPECT_CURED(network.topology(), "duplicate-routing-id");
    network.topology().nodes[0].sockets[0].options["ROUTER_HANDOVER"] = true;
    EXPECT_EQ(diagnosticOf(network.topology(), "duplicate-routing-id").severity, Severity::Info);
}

TEST(RoutingRules, TheSameRoutingIdAtTwoRoutersIsNoClash)
{
    Network network;
    network.node("r", "replier", {{"s", Router}}).node("q", "replier", {{"s", Router}});
    network.node("a", "requester", {{"s", Req}}).option("ROUTING_ID", std::string("same")).wire("a.s", "r.s");
    network.node("b", "requester", {{"s", Req}}).option("ROUTING_ID", std::string("same")).wire("b.s", "q.s");
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(RoutingRules, FindsOneConnectRoutingIdForSeveralPeers)
{
    Network network;
    network.node("b", "replier", {{"s", Rep}}).node("c", "outside", {{"s", Req}}).node("d", "outside", {{"s", Req}});
    network.node("r", "peer", {{"s", Router}}).option("CONNECT_ROUTING_ID", std::string("x"));
    network.wire("c.s", "r.s", "tcp://127.0.0.1:5555", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("connect-routing-id")));
    network.wire("d.s", "r.s", "tcp://127.0.0.1:5556", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), Contains("connect-routing-id"));
    EXPECT_CURED(network.topology(), "connect-routing-id");
}

TEST(RoutingRules, FindsAGivenNameThatAnotherPeerHas)
{
    Network network;
    network.node("c", "outside", {{"s", Dealer}}).node("d", "outside", {{"s", Dealer}});
    network.option("ROUTING_ID", std::string("x"));
    network.node("r", "peer", {{"s", Router}}).option("CONNECT_ROUTING_ID", std::string("x"));
    network.wire("c.s", "r.s", "tcp://127.0.0.1:5555", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("connect-routing-id")));
    network.wire("d.s", "r.s", "tcp://127.0.0.1:5556", WireEnd::To);
    EXPECT_THAT(codesOf(network.topology()), Contains("connect-routing-id"));
    EXPECT_CURED(network.topology(), "connect-routing-id");
}

TEST(RoutingRules, FindsTwoRoutersOfWhichNoneIsKnown)
{
    Network network;
    network.node("a", "peer", {{"s", Router}}).node("b", "peer", {{"s", Router}}).wire("a.s", "b.s");
    EXPECT_THAT(codesOf(network.topology()), Contains("router-without-id"));
    const Topology cured = fixed(network.topology(), "router-without-id");
    EXPECT_EQ(cured.nodes[0].sockets[0].options.at("ROUTING_ID"), Value(std::string("a")));
    EXPECT_THAT(codesOf(cured), IsEmpty());
}

} // namespace
} // namespace zeroloom
