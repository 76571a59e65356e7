// Names, roles, parameters, options and security.
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum SocketType;

TEST(NameRules, FindsDuplicateAndEmptyIds)
{
    Network network = pipeline();
    network.topology().nodes[1].id = NodeId("a");
    EXPECT_THAT(codesOf(network.topology()), Contains("duplicate-id"));
    network.topology().nodes[1].id = NodeId();
    EXPECT_THAT(codesOf(network.topology()), Contains("empty-id"));
}

TEST(NameRules, FindsAWireToNowhere)
{
    Network network = pipeline();
    network.wire("a.out", "nobody.in");
    EXPECT_THAT(diagnosticOf(network.topology(), "unknown-end").message, HasSubstr("there is no node 'nobody'"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "unknown-end")), IsEmpty());
}

TEST(NameRules, FindsAHostThatIsNotDeclared)
{
    Network network = pipeline();
    network.topology().nodes[0].host = HostId("locale");
    EXPECT_THAT(codesOf(network.topology()), Contains("unknown-host"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "unknown-host")), IsEmpty());
}

TEST(NameRules, InformsOfTwoNodesUnderOneName)
{
    Network network = pipeline();
    network.topology().nodes[0].label = network.topology().nodes[1].label = "Box";
    EXPECT_EQ(diagnosticOf(network.topology(), "duplicate-label").severity, Severity::Info);
}

TEST(RoleRules, FindsAnUnknownRoleAndTheOneThatWasMeant)
{
    Network network = pipeline();
    network.topology().nodes[0].role = "sorce";
    EXPECT_THAT(diagnosticOf(network.topology(), "unknown-role").fix, HasSubstr("'source'"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "unknown-role")), IsEmpty());
    network.topology().nodes[0].role = "";
    EXPECT_THAT(codesOf(fixed(network.topology(), "unknown-role")), IsEmpty());
}

TEST(RoleRules, FindsARoleThatDoesNotTakeTheSockets)
{
    Network network = pipeline();
    network.topology().nodes[0].role = "sink";
    EXPECT_THAT(diagnosticOf(network.topology(), "role-sockets").message, HasSubstr("PUSH"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "role-sockets")), IsEmpty());
    network.topology().nodes[0].role = "worker";
    EXPECT_THAT(codesOf(network.topology()), Contains("role-sockets"));
    network.topology().nodes.push_back({NodeId("empty"), {}, HostId("local"), "source", {}, {}, {}});
    EXPECT_EQ(std::ranges::count(codesOf(network.topology()), "role-sockets"), 2);
}

TEST(RoleRules, FindsUnknownParametersAndWrongValues)
{
    Network network = pipeline();
    network.topology().nodes[0].params = {{"rte", 5.0}};
    EXPECT_THAT(diagnosticOf(network.topology(), "unknown-parameter").fix, HasSubstr("'rate'"));
    const Topology cured = fixed(network.topology(), "unknown-parameter");
    EXPECT_EQ(cured.nodes[0].params.at("rate"), Value(5.0));
    for (const Value& wrong : {Value(-1.0), Value(std::string("fast")), Value(true)}) {
        network.topology().nodes[0].params = {{"rate", wrong}};
        EXPECT_THAT(codesOf(network.topology()), Contains("parameter-value"));
        EXPECT_THAT(codesOf(fixed(network.topology(), "parameter-value")), IsEmpty());
    }
}

TEST(RoleRules, FindsAProgramWithoutACommand)
{
    Network network;
    network.node("a", "program", {{"out", Push}})
        .node("b", "sink", {{"in", Pull}})
        .wire("a.out", "b.in", "", WireEnd::To);
    EXPECT_THAT(codesOf(network.topology()), Contains("program-without-command"));
    network.topology().nodes[0].params["command"] = std::string("cat");
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(OptionRules, FindsUnknownOptionsAndWhatWasMeant)
{
    Network network = pipeline();
    network.topology().nodes[0].sockets[0].options["SNDHVM"] = std::int64_t{7};
    EXPECT_THAT(diagnosticOf(network.topology(), "unknown-option").fix, HasSubstr("SNDHWM"));
    const Topology cured = fixed(network.topology(), "unknown-option");
    EXPECT_EQ(cured.nodes[0].sockets[0].options.at("SNDHWM"), Value(std::int64_t{7}));
    network.topology().nodes[0].sockets[0].options = {{"ZMQ_LINGER", std::int64_t{0}}};
    EXPECT_CURED(network.topology(), "unknown-option");
}

TEST(OptionRules, FindsValuesThatAnOptionDoesNotTake)
{
    Network network = pipeline();
    network.topology().nodes[0].sockets[0].options["SNDHWM"] = std::int64_t{-5};
    EXPECT_EQ(diagnosticOf(network.topology(), "option-value").severity, Severity::Error);
    EXPECT_THAT(codesOf(fixed(network.topology(), "option-value")), IsEmpty());
}

TEST(OptionRules, WarnsOfAnOptionThatTheTypeDoesNotHave)
{
    Network network = pipeline();
    network.topology().nodes[0].sockets[0].options["ROUTER_MANDATORY"] = true;
    EXPECT_EQ(diagnosticOf(network.topology(), "option-ignored").severity, Severity::Warning);
    EXPECT_THAT(codesOf(fixed(network.topology(), "option-ignored")), IsEmpty());
}

TEST(OptionRules, WarnsOfAHeartbeatTimeoutWithoutHeartbeat)
{
    Network network = pipeline();
    network.topology().nodes[0].sockets[0].options["HEARTBEAT_TIMEOUT"] = std::int64_t{3000};
    EXPECT_THAT(codesOf(network.topology()), Contains("heartbeat-off"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "heartbeat-off")), IsEmpty());
}

TEST(OptionRules, RefusesDraftTypesInWordsWhereLibzmqHasNone)
{
    Network network;
    network.node("a", "source", {{"s", Client}}).node("b", "sink", {{"s", Server}}).wire("a.s", "b.s");
    EXPECT_THAT(diagnosticOf(network.topology(), "draft-type").message, HasSubstr("draft"));
}

TEST(ConflateRules, FindsConflateWhereItIsIgnored)
{
    Network network;
    network.node("a", "peer", {{"s", Pair}})
        .option("CONFLATE", true)
        .node("b", "peer", {{"s", Pair}})
        .wire("a.s", "b.s");
    EXPECT_THAT(codesOf(network.topology()), testing::ElementsAre("conflate-ignored"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "conflate-ignored")), IsEmpty());
}

TEST(ConflateRules, FindsASubThatBindsAndIsDeaf)
{
    Network network;
    network.node("a", "source", {{"s", Pub}}).node("b", "sink", {{"s", Sub}}).option("CONFLATE", true);
    network.wire("a.s", "b.s", "", WireEnd::From);
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
    network.topology().wires[0].bind = WireEnd::To;
    EXPECT_THAT(codesOf(network.topology()), Contains("conflate-deaf"));
    EXPECT_THAT(codesOf(fixed(network.topology(), "conflate-deaf")), IsEmpty());
}

TEST(ConflateRules, FindsTopicsThatAreTornOff)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}, {{"topics", TextList{"news"}}}).node("b", "sink", {{"in", Sub}});
    network.option("CONFLATE", true).wire("a.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "conflate-frames").where.node, NodeId("b"));
    EXPECT_CURED(network.topology(), "conflate-frames");
    network.topology().nodes[0].params.clear();
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("conflate-frames")));
}

TEST(ConflateRules, FindsTopicsThatComeThroughAProxy)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}, {{"topics", TextList{"news"}}});
    network.node("p", "proxy", {{"frontend", XSub}, {"backend", XPub}}).wire("a.out", "p.frontend");
    network.node("b", "sink", {{"in", Sub}}).option("CONFLATE", true).wire("p.backend", "b.in");
    EXPECT_THAT(codesOf(network.topology()), Contains("conflate-frames"));
}

TEST(OptionRules, FindsSubscriptionsThatNobodyConfirms)
{
    Network network;
    network.node("a", "source", {{"out", XPub}}).option("XPUB_MANUAL", true).node("b", "sink", {{"in", Sub}});
    network.wire("a.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "manual-subscriptions").severity, Severity::Warning);
    EXPECT_CURED(network.topology(), "manual-subscriptions");
}

TEST(OptionRules, FindsMatchingThatOnlyOneEndInverts)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}).option("INVERT_MATCHING", true).node("b", "sink", {{"in", Sub}});
    network.wire("a.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "invert-matching-one-end").severity, Severity::Warning);
    EXPECT_CURED(network.topology(), "invert-matching-one-end");
}

TEST(ConflateRules, FindsAnEnvelopeTornOff)
{
    Network network;
    network.node("a", "requester", {{"s", Dealer}})
        .option("CONFLATE", true)
        .node("b", "replier", {{"s", Rep}})
        .wire("a.s", "b.s");
    EXPECT_CURED(network.topology(), "conflate-envelope");
}

TEST(SecurityRules, FindsEndsThatCannotShakeHands)
{
    const std::string key(40, 'x');
    Network network = pipeline();
    Values& from = network.topology().nodes[0].sockets[0].options;
    Values& to = network.topology().nodes[1].sockets[0].options;
    to = {{"CURVE_SERVER", true}, {"CURVE_SECRETKEY", key}};
    EXPECT_THAT(codesOf(network.topology()), Contains("security-mismatch"));
    from = {{"CURVE_SERVERKEY", key}, {"CURVE_PUBLICKEY", key}};
    EXPECT_THAT(codesOf(network.topology()), Contains("curve-key-missing"));
    from["CURVE_SECRETKEY"] = key;
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("security-mismatch")));
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("curve-key-missing")));
}

TEST(SecurityRules, ASocketThatRunsElsewhereHasItsKeysThere)
{
    const std::string key(40, 'x');
    Network network = pipeline();
    Topology& topology = network.topology();
    topology.nodes[0].sockets[0].options = {
        {"CURVE_SERVERKEY", key}, {"CURVE_PUBLICKEY", key}, {"CURVE_SECRETKEY", key}};
    topology.nodes[1].sockets[0].options = {{"CURVE_SERVER", true}};
    topology.hosts.push_back({HostId("far"), {}, {}});
    topology.nodes[1].host = HostId("far");
    EXPECT_TRUE(hasErrors(check(topology)));
    EXPECT_FALSE(hasErrors(check(topology, {HostId("local")})));
    EXPECT_TRUE(hasErrors(check(topology, {HostId("far")})));
}

} // namespace
} // namespace zeroloom
