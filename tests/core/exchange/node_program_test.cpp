// What a program must do that plays one node by itself.
#include "core/exchange/node_program.h"

#include <gmock/gmock.h>

#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Topology read(const std::string& text)
{
    auto topology = readTopology(text);
    if (!topology)
        throw std::runtime_error(topology.error().front().text());
    return *topology;
}

const char* const Pipeline = R"({"zeroloom": 1, "nodes": [
  {"id": "sink", "label": "The sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]},
  {"id": "class", "role": "source", "params": {"rate": 5},
   "sockets": [{"id": "out", "type": "PUSH", "options": {"SNDHWM": 7}}]},
  {"id": "stats", "role": "outside", "sockets": [{"id": "in", "type": "PULL"}]}],
 "wires": [{"id": "a", "from": "class.out", "to": "sink.in", "bind": "from", "endpoint": "tcp://*:6000"},
           {"id": "b", "from": "class.out", "to": "stats.in", "bind": "to", "endpoint": "tcp://10.0.0.1:7000"}]})";

TEST(NodePrograms, EveryNodeThatRunsHereIsAProgramAndOthersAreNamed)
{
    const Topology topology = read(Pipeline);
    const auto result = nodePrograms(topology, {});
    ASSERT_TRUE(result);
    ASSERT_EQ(result->programs.size(), 2U);
    ASSERT_EQ(result->outside.size(), 1U);
    EXPECT_EQ(result->outside.front()->id.text(), "stats");
}

TEST(NodePrograms, ThoseThatBindStartFirst)
{
    const Topology topology = read(Pipeline);
    const auto result = nodePrograms(topology, {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->programs[0].id.text(), "class");
    EXPECT_EQ(result->programs[1].title, "The sink");
}

TEST(NodePrograms, SocketsHaveTheirEndpointsAndOptions)
{
    const Topology topology = read(Pipeline);
    const auto result = nodePrograms(topology, {});
    ASSERT_TRUE(result);
    const ProgramSocket* out = result->programs[0].socket("out");
    ASSERT_NE(out, nullptr);
    EXPECT_THAT(out->binds, ElementsAre("tcp://*:6000"));
    EXPECT_THAT(out->connects, ElementsAre("tcp://10.0.0.1:7000"));
    EXPECT_EQ(out->options, (Values{{"SNDHWM", std::int64_t{7}}}));
    EXPECT_THAT(result->programs[1].socket("in")->connects, ElementsAre("tcp://127.0.0.1:6000"));
    EXPECT_EQ(result->programs[0].socket("none"), nullptr);
}

TEST(NodePrograms, ParametersThatWereNotSetHaveTheirDefaults)
{
    const Topology topology = read(Pipeline);
    const auto result = nodePrograms(topology, {});
    ASSERT_TRUE(result);
    const Values& params = result->programs[0].params;
    EXPECT_EQ(toText(params.at("rate")), "5");
    EXPECT_EQ(toText(params.at("size")), "64");
}

TEST(NodePrograms, NamesAreIdentifiersAndChangesAreTold)
{
    const Topology topology = read(Pipeline);
    const auto result = nodePrograms(topology, {"sink"});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->programs[0].name, "class_node");
    EXPECT_EQ(result->programs[1].name, "sink_2");
    std::string told;
    for (const Remark& remark : result->remarks)
        told += remark.text() + "\n";
    EXPECT_THAT(told, HasSubstr("'class' is called 'class_node' there"));
}

TEST(NodePrograms, ATopologyWithErrorsHasNone)
{
    Topology topology = read(Pipeline);
    topology.wires[0].endpoint = "tcp://127.0.0.1:70000";
    EXPECT_FALSE(nodePrograms(topology, {}));
}

} // namespace
} // namespace zeroloom
