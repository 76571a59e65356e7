#include <gmock/gmock.h>

#include "core/format/topology_file.h"
#include "core/model/editor.h"
#include "core/model/pattern_stamp.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

// Uses everything that a file can hold.
Topology richTopology()
{
    Topology topology;
    topology.name = "Räksmörgås \"quoted\"\n\tand more";
    topology.description = "All there is.";
    topology.hosts.push_back(Host{HostId("far"), "Far away", R"({"address":"10.0.0.2"})"});
    Node node;
    node.id = NodeId("n1");
    node.label = "First";
    node.host = HostId("far");
    node.role = "sink";
    node.params = {{"flag", true}, {"count", std::int64_t{-3}}, {"whole", 2.0},
                   {"real", 0.1},  {"text", std::string()},     {"list", TextList{"a", "b"}}};
    Socket socket{
        SocketId("in"),  SocketType::Sub,      {{"RCVHWM", std::int64_t{5}}}, {"", "w.", std::string("\0\xfe", 2)},
        PortSide::Right, R"({"colour":"red"})"};
    node.sockets = {socket};
    node.extra = R"({"future":{"deep":[1,2.5,null,{"x":[]}]},"more":true})";
    topology.nodes = {node};
    Node source;
    source.id = NodeId("n2");
    source.role = "source";
    source.sockets = {Socket{SocketId("out"), SocketType::Pub, {}, {}, PortSide::Left, {}}};
    topology.nodes.push_back(source);
    topology.wires = {Wire{WireId("w"),
                           {NodeId("n2"), SocketId("out")},
                           {NodeId("n1"), SocketId("in")},
                           WireEnd::To,
                           "tcp://10.0.0.1:5555",
                           R"({"note":"x"})"}};
    topology.notes = {Note{NoteId("note"), "Some\nlines", {-5.25, 1e5}, {100, 20.5}, R"({"tone":1})"}};
    topology.layout = {{NodeId("n1"), {-120.5, 0}}, {NodeId("n2"), {1e-7, 999999}}};
    topology.scenarios = {{"A \"worker\" dies",
                           {{Nanoseconds(0), "pause", {}}, {Nanoseconds(1'500'000'000), "kill w1", R"({"why":"x"})"}},
                           {}},
                          {"Nothing", {}, R"({"colour":"red"})"}};
    topology.extra = R"({"x-tool":{"a":1}})";
    return topology;
}

void expectRoundTrip(const Topology& topology)
{
    const std::string text = writeTopology(topology);
    const auto read = readTopology(text);
    ASSERT_TRUE(read) << read.error().front().text() << "\n" << text;
    EXPECT_TRUE(*read == topology) << text;
    EXPECT_EQ(writeTopology(*read), text);
}

TEST(TopologyWriter, WhatIsWrittenIsReadAsItWas)
{
    expectRoundTrip({});
    expectRoundTrip(richTopology());
    for (const PatternStamp& stamp : patternStamps())
        expectRoundTrip(stamp.make({5, 5}));
}

TEST(TopologyWriter, SetsTheFileInAFixedOrderWithShortItemsOnOneLine)
{
    Topology topology = patternStamps()[3].make({});
    topology.nodes[0].params["rate"] = std::int64_t{1000};
    topology.wires[0].bind = WireEnd::From;
    topology.wires[0].endpoint = "tcp://127.0.0.1:5557";
    EXPECT_EQ(writeTopology(topology), R"({
  "zeroloom": 1,
  "name": "Exclusive pair",
  "description": "",
  "hosts": [{"id": "local"}],
  "nodes": [
    {"id": "one", "label": "One", "role": "peer", "params": {"rate": 1000},
     "sockets": [{"id": "pair", "type": "PAIR"}]},
    {"id": "other", "label": "Other", "role": "peer", "sockets": [{"id": "pair", "type": "PAIR", "side": "left"}]}
  ],
  "wires": [
    {"id": "w1", "from": "one.pair", "to": "other.pair", "bind": "from", "endpoint": "tcp://127.0.0.1:5557"}
  ],
  "layout": {"one": [0, 0], "other": [320, 0]},
  "notes": []
}
)");
}

TEST(TopologyWriter, SetsScenariosAtTheEndAndLeavesThemOutWhenThereAreNone)
{
    Topology topology;
    EXPECT_EQ(writeTopology(topology).find("scenarios"), std::string::npos);
    topology.scenarios = {{"A worker dies", {{std::chrono::seconds(3), "kill worker1"}}, {}}};
    const std::string text = writeTopology(topology);
    EXPECT_TRUE(text.ends_with(R"(  "notes": [],
  "scenarios": [
    {"name": "A worker dies", "acts": [{"at": "3s", "act": "kill worker1"}]}
  ]
}
)")) << text;
}

TEST(TopologyWriter, BreaksWhatDoesNotFitOnALine)
{
    Topology topology;
    Node node;
    node.id = NodeId("many");
    node.role = "outside";
    for (int i = 1; i <= 6; ++i)
        node.sockets.push_back(
            Socket{SocketId("socket-number-" + std::to_string(i)), SocketType::Push, {}, {}, PortSide::Auto, {}});
    topology.nodes = {node};
    EXPECT_THAT(writeTopology(topology), HasSubstr(R"(
  "nodes": [
    {"id": "many", "role": "outside",
     "sockets": [
       {"id": "socket-number-1", "type": "PUSH"},
       {"id": "socket-number-2", "type": "PUSH"},
       {"id": "socket-number-3", "type": "PUSH"},
       {"id": "socket-number-4", "type": "PUSH"},
       {"id": "socket-number-5", "type": "PUSH"},
       {"id": "socket-number-6", "type": "PUSH"}
     ]}
  ],
)"));
    expectRoundTrip(topology);
}

TEST(TopologyWriter, NoLineIsLongerThanItMustBe)
{
    const std::string text = writeTopology(patternStamps()[0].make({20, 20}));
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
        EXPECT_LE(end - start, 120U) << text.substr(start, end - start);
        start = end + 1;
    }
}

TEST(TopologyWriter, MovingABoxChangesItsPlaceAndNothingElse)
{
    Editor editor(patternStamps()[2].make({6}));
    const std::string before = writeTopology(editor.topology());
    ASSERT_TRUE(editor.move({{NodeId("sink"), {1000, 77}}}, {}, ""));
    const std::string after = writeTopology(editor.topology());
    const auto layout = [](const std::string& text) { return text.find("\"layout\""); };
    EXPECT_EQ(before.substr(0, layout(before)), after.substr(0, layout(after)));
    EXPECT_NE(before, after);
}

TEST(TopologyWriter, UnknownKeysStayWhereTheyBelong)
{
    const auto read = readTopology(R"({"future": [1, {"deep": 1e-3}], "zeroloom": 1, "nodes": [
        {"z": null, "id": "n", "role": "r", "sockets": [{"id": "s", "type": "PUB", "glow": "green"}], "a": -0.5}]})");
    ASSERT_TRUE(read);
    const std::string text = writeTopology(*read);
    EXPECT_THAT(text, HasSubstr(R"("glow": "green"}], "z": null, "a": -0.5})"));
    EXPECT_THAT(text, HasSubstr("\"future\": [1, {\"deep\": 0.001}]\n}\n"));
    EXPECT_EQ(writeTopology(*readTopology(text)), text);
}

TEST(TopologyWriter, WritesAFileThatCanBeReadWhateverTheTopologyHolds)
{
    Topology topology = patternStamps()[3].make({});
    topology.name = "\xff\xfe not text \x01";
    topology.nodes[0].extra = "not JSON";
    topology.nodes[1].extra = R"({"id": "clash", "kept": 1})";
    const auto read = readTopology(writeTopology(topology));
    ASSERT_TRUE(read) << read.error().front().text();
    EXPECT_EQ(read->nodes[1].id.text(), "other");
    EXPECT_EQ(read->nodes[1].extra, R"({"kept":1})");
}

TEST(TopologyWriter, AHundredThousandValuesAreNoMatter)
{
    Topology topology;
    for (int i = 0; i < 20'000; ++i) {
        Node node;
        node.id = NodeId("n" + std::to_string(i));
        node.role = "source";
        node.sockets = {Socket{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}};
        topology.layout[node.id] = {i * 1.0, 0};
        topology.nodes.push_back(std::move(node));
    }
    expectRoundTrip(topology);
}

} // namespace
} // namespace zeroloom
