// The plan as it travels to a host.
#include "core/plan/plan_json.h"

#include <gtest/gtest.h>

#include "tests/support/network.h"

namespace zeroloom {
namespace {

using enum SocketType;

HostPlan richPlan()
{
    Network network;
    network.node(
        "a", "source", {{"out", Pub}},
        {{"rate", 2.0}, {"count", std::int64_t{1} << 40}, {"topics", TextList{"a", "β"}}, {"text", std::string("x")}});
    network.option("SNDHWM", std::int64_t{5}).option("IMMEDIATE", true).option("ROUTING_ID", std::string("id"));
    network.node("b", "sink", {{"in", Sub}}).subscriptions({"", "weather.", std::string("\xff\x00\x01", 3)});
    network.node("c", "outside", {{"in", Sub}});
    network.node("m", "heartbeater", {{"ping", XPub}, {"pong", Router}});
    network.node("h", "heart", {{"ping", Sub}, {"pong", Dealer}}, {{"count", std::int64_t{7}}});
    network.subscriptions({}).wire("m.ping", "h.ping").wire("h.pong", "m.pong");
    network.wire("a.out", "b.in").wire("a.out", "c.in", "tcp://127.0.0.1:5555", WireEnd::From);
    const Result<Plan> plan = makePlan(network.topology());
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().text());
    HostPlan host = plan ? plan->hosts.at(0) : HostPlan{};
    host.killed = {NodeId("gone"), NodeId("lost")};
    for (PlannedNode& node : host.nodes) {
        node.hung = node.frozen = true;
        node.slow = Nanoseconds(5);
        node.restarts = 2;
        for (PlannedSocket& socket : node.sockets) {
            socket.held = true;
            socket.steps = 7;
            for (PlannedWire& wire : socket.wires)
                wire.fault = {true, true, Nanoseconds(3), 0.25};
        }
    }
    return host;
}

TEST(PlanJson, ComesBackAsItWas)
{
    const HostPlan plan = richPlan();
    const Result<HostPlan> read = readHostPlan(writeHostPlan(plan));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, plan);
}

TEST(PlanJson, KeepsWholeNumbersAndRealsApart)
{
    HostPlan plan = richPlan();
    plan.nodes[0].params = {{"real", 2.0}, {"whole", std::int64_t{2}}, {"yes", true}};
    const Result<HostPlan> read = readHostPlan(writeHostPlan(plan));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->nodes[0].params, plan.nodes[0].params);
}

TEST(PlanJson, RefusesAnythingElseWithoutThrowing)
{
    const std::string whole = writeHostPlan(richPlan());
    for (const std::string& text :
         {std::string(), std::string("null"), std::string("[]"), std::string("{\"host\": 1}"),
          std::string("{\"host\":\"x\",\"nodes\":{}}"), std::string("\xff\xfe"), std::string(100000, '[')}) {
        EXPECT_FALSE(readHostPlan(text)) << text.substr(0, 40);
    }
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(readHostPlan(std::string_view(whole).substr(0, length))) << length;
}

TEST(PlanJson, RefusesWrongKindsInside)
{
    const std::string whole = writeHostPlan(richPlan());
    for (const auto& [right, wrong] :
         {std::pair("\"PUB\"", "\"PUBLISHER\""), std::pair("\"end\":\"from\"", "\"end\":\"middle\""),
          std::pair("\"own_thread\":false", "\"own_thread\":0"), std::pair("ff0001", "ff000")}) {
        std::string text = whole;
        const std::size_t place = text.find(right);
        ASSERT_NE(place, std::string::npos) << right;
        text.replace(place, std::string_view(right).size(), wrong);
        EXPECT_FALSE(readHostPlan(text)) << wrong;
    }
}

} // namespace
} // namespace zeroloom
