// Heartbeat networks that could not work, and ZMTP heartbeats that would cut sound connections.
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using enum SocketType;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

const Network::Sockets BeaterSockets{{"ping", Pub}, {"pong", Router}};
const Network::Sockets HeartSockets{{"ping", Sub}, {"pong", Dealer}};

Network heartbeat(Values rule = {}, Values heart = {})
{
    return Network()
        .node("m", "heartbeater", BeaterSockets, std::move(rule))
        .node("h", "heart", HeartSockets, std::move(heart))
        .wire("m.ping", "h.ping")
        .wire("h.pong", "m.pong");
}

TEST(HeartRules, SaysNothingOfASoundNetwork)
{
    EXPECT_THAT(codesOf(heartbeat().topology()), IsEmpty());
    EXPECT_THAT(codesOf(heartbeat({}, {{"count", std::int64_t{5000}}}).topology()), IsEmpty());
    Network unsubscribed = heartbeat();
    unsubscribed.topology().nodes[1].sockets[0].subscriptions.clear(); // a heart subscribes by itself
    EXPECT_THAT(codesOf(unsubscribed.topology()), IsEmpty());
}

TEST(HeartRules, FindsHeartsThatAreWiredToWhoIsNoHeartbeater)
{
    Network network;
    network.node("a", "heart", HeartSockets).node("b", "heart", HeartSockets).wire("a.pong", "b.pong");
    EXPECT_EQ(diagnosticOf(network.topology(), "heart-peer").where.wire, WireId("w1"));
    EXPECT_CURED(network.topology(), "heart-peer");
    Network two;
    two.node("a", "heartbeater", BeaterSockets).node("b", "heartbeater", BeaterSockets).wire("a.pong", "b.pong");
    EXPECT_THAT(codesOf(two.topology()), Contains("heart-peer"));
    Network pinger;
    pinger.node("m", "heartbeater", BeaterSockets).node("p", "pinger", {{"ping", Dealer}}).wire("p.ping", "m.pong");
    EXPECT_THAT(codesOf(pinger.topology()), Contains("heart-peer"));
}

TEST(HeartRules, FindsAHeartThatAnswersSomebodyElseThanItHears)
{
    Network network;
    network.node("m", "heartbeater", BeaterSockets).node("n", "heartbeater", BeaterSockets);
    network.node("h", "heart", HeartSockets).wire("m.ping", "h.ping").wire("h.pong", "n.pong");
    EXPECT_EQ(diagnosticOf(network.topology(), "heart-other-peer").where.node, NodeId("h"));
    network.wire("n.ping", "h.ping").wire("h.pong", "m.pong");
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("heart-other-peer")));
}

TEST(HeartRules, TrustsProxiesAndStrangers)
{
    Network network;
    network.node("o", "outside", {{"pub", Pub}}).node("q", "outside", {{"router", Router}});
    network.node("h", "heart", HeartSockets).wire("o.pub", "h.ping", "tcp://127.0.0.1:5555", WireEnd::From);
    network.wire("h.pong", "q.router", "tcp://127.0.0.1:5556", WireEnd::To);
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(HeartRules, FindsTimesThatDoNotFit)
{
    EXPECT_CURED(heartbeat({{"grace", std::string("5s")}}).topology(), "grace-too-long");
    EXPECT_THAT(codesOf(heartbeat({{"grace", std::string("3s")}}).topology()), Not(Contains("grace-too-long")));
    EXPECT_CURED(heartbeat({{"period", std::string("20ms")}}).topology(), "period-short");
    EXPECT_THAT(codesOf(heartbeat({{"period", std::string("50ms")}}).topology()), Not(Contains("period-short")));
    const auto late = heartbeat({{"grace", std::string("300ms")}}, {{"delay", std::string("400ms")}});
    EXPECT_EQ(diagnosticOf(late.topology(), "heart-always-late").where.node, NodeId("h"));
    EXPECT_THAT(codesOf(heartbeat({}, {{"delay", std::string("400ms")}}).topology()), IsEmpty());
}

TEST(HeartRules, FindsRoutingIdsThatAreNotUnique)
{
    Network network = heartbeat({}, {{"count", std::int64_t{3}}});
    network.option("ROUTING_ID", std::string("same"));
    EXPECT_EQ(diagnosticOf(network.topology(), "duplicate-routing-id").severity, Severity::Error);
    EXPECT_CURED(network.topology(), "duplicate-routing-id");

    Network twins = heartbeat({}, {{"name", std::string("twin")}});
    twins.node("other", "heart", HeartSockets, {{"name", std::string("twin")}});
    twins.wire("m.ping", "other.ping").wire("other.pong", "m.pong");
    EXPECT_EQ(diagnosticOf(twins.topology(), "duplicate-routing-id").where.node, NodeId("other"));
    EXPECT_CURED(twins.topology(), "duplicate-routing-id");

    EXPECT_CURED(heartbeat({}, {{"name", std::string(252, 'n')}, {"count", std::int64_t{2}}}).topology(), "heart-name");
    EXPECT_THAT(codesOf(heartbeat({}, {{"name", std::string(252, 'n')}}).topology()), Not(Contains("heart-name")));
}

TEST(HeartRules, FindsManySocketsThatBindOneEndpoint)
{
    Network network = heartbeat({}, {{"count", std::int64_t{3}}});
    network.topology().wires[1].bind = WireEnd::From;
    EXPECT_CURED(network.topology(), "copies-bind");
    network.topology().nodes[1].params.clear();
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("copies-bind")));
}

TEST(HeartRules, FindsSeveralPeersUnderOneName)
{
    Network network;
    network.node("p", "pinger", {{"ping", Dealer}}).node("a", "replier", {{"s", Router}});
    network.node("b", "replier", {{"s", Rep}}).wire("p.ping", "a.s");
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("heart-many-peers")));
    network.wire("p.ping", "b.s");
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("dealer-to-rep")));
    EXPECT_CURED(network.topology(), "heart-many-peers");
}

Network pinged(std::int64_t interval, const std::string& option = {}, std::int64_t value = 0)
{
    Network network = pipeline();
    Values& options = network.topology().nodes[0].sockets[0].options;
    options["HEARTBEAT_IVL"] = interval;
    if (!option.empty())
        options[option] = value;
    return network;
}

TEST(ZmtpHeartbeatRules, FindsTimesToLiveThatCutSoundConnections)
{
    EXPECT_THAT(codesOf(pinged(1000).topology()), IsEmpty());
    EXPECT_EQ(diagnosticOf(pinged(1000, "HEARTBEAT_TTL", 300).topology(), "heartbeat-ttl-short").severity,
              Severity::Warning);
    EXPECT_CURED(pinged(1000, "HEARTBEAT_TTL", 300).topology(), "heartbeat-ttl-short");
    // 350 ms become 300, which is no longer than the interval.
    EXPECT_THAT(codesOf(pinged(300, "HEARTBEAT_TTL", 350).topology()), Contains("heartbeat-ttl-short"));
    EXPECT_THAT(codesOf(pinged(300, "HEARTBEAT_TTL", 400).topology()), IsEmpty());
}

TEST(ZmtpHeartbeatRules, FindsTimesThatAreRoundedOrShort)
{
    EXPECT_CURED(pinged(300, "HEARTBEAT_TTL", 950).topology(), "heartbeat-ttl-steps");
    EXPECT_CURED(pinged(300, "HEARTBEAT_TTL", 90).topology(), "heartbeat-ttl-steps");
    EXPECT_CURED(pinged(1000, "HEARTBEAT_TIMEOUT", 200).topology(), "heartbeat-timeout-short");
    EXPECT_THAT(codesOf(pinged(1000, "HEARTBEAT_TIMEOUT", 1000).topology()), IsEmpty());
    EXPECT_CURED(pinged(0, "HEARTBEAT_TIMEOUT", 200).topology(), "heartbeat-off");
}

} // namespace
} // namespace zeroloom
