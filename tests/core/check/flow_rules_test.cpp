// Rates by the roles' own numbers: publishers that drop, and queues without a limit.
#include "tests/core/check/check_test_case.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum SocketType;

Values rate(double rate) { return {{"rate", rate}}; }

Values work(const std::string& time) { return {{"work", time}}; }

Network published(double sourceRate, const std::string& sinkWork)
{
    Network network;
    network.node("a", "source", {{"out", Pub}}, rate(sourceRate)).node("b", "sink", {{"in", Sub}}, work(sinkWork));
    network.wire("a.out", "b.in");
    return network;
}

TEST(FlowRules, WarnsOfAPublisherFasterThanASubscriber)
{
    const Topology topology = published(1000, "10ms").topology();
    const Diagnostic diagnostic = diagnosticOf(topology, "pub-drop-risk");
    EXPECT_EQ(diagnostic.severity, Severity::Warning);
    EXPECT_THAT(diagnostic.message, HasSubstr("sends 1,000 messages/s"));
    EXPECT_THAT(diagnostic.message, HasSubstr("takes 100 messages/s"));
    const Topology cured = fixed(topology, "pub-drop-risk");
    EXPECT_EQ(cured.nodes[0].params.at("rate"), Value(100.0));
    EXPECT_THAT(codesOf(cured), IsEmpty());
}

TEST(FlowRules, APublisherThatIsSlowEnoughRaisesNoAlarm)
{
    EXPECT_THAT(codesOf(published(100, "10ms").topology()), IsEmpty());
    EXPECT_THAT(codesOf(published(1000, "0").topology()), IsEmpty());
    EXPECT_THAT(codesOf(published(0, "0").topology()), IsEmpty());
    EXPECT_THAT(codesOf(published(0, "1ms").topology()), Contains("pub-drop-risk"));
}

TEST(FlowRules, CountsOnlyWhatASubscriberAskedFor)
{
    Network network = published(1000, "5ms");
    network.topology().nodes[0].params["topics"] = TextList{"a.", "b.", "c.", "d.", "e."};
    EXPECT_THAT(codesOf(network.topology()), Contains("pub-drop-risk"));
    network.topology().nodes[1].sockets[0].subscriptions = {"b."};
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(FlowRules, AFewMessagesFitIntoTheQueues)
{
    Network network = published(0, "10ms");
    network.topology().nodes[0].params["count"] = std::int64_t{2000};
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
    network.topology().nodes[0].params["count"] = std::int64_t{2001};
    EXPECT_THAT(codesOf(network.topology()), Contains("pub-drop-risk"));
}

TEST(FlowRules, FollowsTheTrafficThroughProxiesAndWorkers)
{
    Network network;
    network.node("a", "source", {{"out", Push}}, rate(1000));
    network.node("w", "worker", {{"in", Pull}, {"out", Pub}});
    network.node("b", "sink", {{"in", Sub}}, work("10ms"));
    network.wire("a.out", "w.in").wire("w.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "pub-drop-risk").where.wire, WireId("w2"));
    network.topology().nodes[1].params = work("10ms");
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

TEST(FlowRules, ACircleEndsTheReckoning)
{
    Network network;
    network.node("a", "worker", {{"in", Pull}, {"out", Push}}).node("b", "worker", {{"in", Pull}, {"out", Push}});
    network.wire("a.out", "b.in").wire("b.out", "a.in");
    EXPECT_THAT(codesOf(network.topology()), IsEmpty());
}

Network pushed(double sourceRate, const std::string& sinkWork, std::int64_t highWaterMark)
{
    Network network;
    network.node("a", "source", {{"out", Push}}, rate(sourceRate)).option("SNDHWM", highWaterMark);
    network.node("b", "sink", {{"in", Pull}}, work(sinkWork)).node("c", "sink", {{"in", Pull}}, work(sinkWork));
    network.wire("a.out", "b.in").wire("a.out", "c.in");
    return network;
}

TEST(FlowRules, WarnsOfAnUnlimitedQueueBeforeSlowSinks)
{
    const Topology topology = pushed(1000, "10ms", 0).topology();
    EXPECT_EQ(diagnosticOf(topology, "unlimited-queue").where, (Place{NodeId("a"), SocketId("out"), {}}));
    EXPECT_THAT(codesOf(fixed(topology, "unlimited-queue")), IsEmpty());
}

TEST(FlowRules, AnUnlimitedQueueBeforeFastSinksIsFine)
{
    EXPECT_THAT(codesOf(pushed(200, "10ms", 0).topology()), IsEmpty());
    EXPECT_THAT(codesOf(pushed(201, "10ms", 0).topology()), Contains("unlimited-queue"));
    EXPECT_THAT(codesOf(pushed(1000, "10ms", 1000).topology()), IsEmpty());
    EXPECT_THAT(codesOf(pushed(0, "0", 0).topology()), Contains("unlimited-queue"));
}

TEST(FlowRules, WarnsAtTheReceiverWhoseQueueHasNoLimit)
{
    Network network;
    network.node("a", "source", {{"out", Push}}, rate(1000));
    network.node("b", "sink", {{"in", Pull}}, work("10ms")).option("RCVHWM", std::int64_t{0}).wire("a.out", "b.in");
    EXPECT_EQ(diagnosticOf(network.topology(), "unlimited-queue").where.node, NodeId("b"));
    EXPECT_CURED(network.topology(), "unlimited-queue");
}

TEST(FlowRules, AnUnlimitedPublisherDropsNothingAndFillsMemory)
{
    Network network = published(1000, "10ms");
    network.topology().nodes[0].sockets[0].options["SNDHWM"] = std::int64_t{0};
    EXPECT_THAT(codesOf(network.topology()), testing::ElementsAre("unlimited-queue"));
    EXPECT_THAT(codesOf(network.topology()), Not(Contains("pub-drop-risk")));
}

} // namespace
} // namespace zeroloom
