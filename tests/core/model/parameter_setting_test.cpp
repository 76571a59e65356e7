// NODE.PARAM=VALUE is read in one way, whoever says it, and refused with what would do.
#include <gmock/gmock.h>

#include "core/model/parameter_setting.h"
#include "tests/support/network.h"

namespace zeroloom {
namespace {

Topology settable()
{
    Topology topology = Network()
                            .node("vent", "source", {{"out", SocketType::Push}})
                            .node("sink", "sink", {{"in", SocketType::Pull}})
                            .wire("vent.out", "sink.in")
                            .topology();
    topology.nodes.push_back(topology.nodes.front());
    topology.nodes.back().id = NodeId("odd");
    topology.nodes.back().role = "no-such-role";
    return topology;
}

std::string whyRefused(const std::string& text)
{
    const auto setting = readSetting(text, settable());
    return setting ? std::string() : setting.error().message;
}

TEST(ParameterSetting, NamesANodeAParameterAndItsValue)
{
    const auto setting = readSetting("vent.rate=250", settable());
    ASSERT_TRUE(setting) << setting.error().text();
    EXPECT_EQ(setting->node, NodeId("vent"));
    EXPECT_EQ(setting->parameter, "rate");
    EXPECT_EQ(toText(setting->value), "250");
    // Behind the first '=' everything is the value.
    const auto text = readSetting("vent.text=a=b.c, d", settable());
    ASSERT_TRUE(text) << text.error().text();
    EXPECT_EQ(toText(text->value), "a=b.c, d");
}

TEST(ParameterSetting, IsRefusedWithWhatWasMeant)
{
    for (const char* text : {"", "vent", "vent.rate", "rate=5", ".rate=5", "vent.=5", "=5", "ventrate=1.5"})
        EXPECT_EQ(whyRefused(text), "'" + std::string(text) + "' is not of the form NODE.PARAM=VALUE, such as source.rate=1000");
    EXPECT_EQ(whyRefused("vnet.rate=5"), "there is no node 'vnet'; did you mean 'vent'?");
    EXPECT_EQ(whyRefused("nobody.rate=5"), "there is no node 'nobody'; the nodes are vent, sink, odd");
    EXPECT_EQ(whyRefused("vent.raet=5"), "node 'vent' is a source and has no parameter 'raet'; did you mean 'rate'?");
    EXPECT_THAT(whyRefused("vent.colour=5"),
                testing::AllOf(testing::HasSubstr("has no parameter 'colour'; it has "), testing::HasSubstr("rate")));
    EXPECT_EQ(whyRefused("odd.rate=5"), "node 'odd' has the role 'no-such-role', which does not exist");
    EXPECT_THAT(whyRefused("vent.rate=fast"), testing::HasSubstr("rate"));
    EXPECT_THAT(whyRefused("vent.rate=-1"), testing::HasSubstr("rate"));
}

} // namespace
} // namespace zeroloom
