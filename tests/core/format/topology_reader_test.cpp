#include <gmock/gmock.h>

#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The example of the design.
constexpr std::string_view Pipeline = R"({
  "zeroloom": 1,
  "name": "Task pipeline",
  "description": "One ventilator, two workers, one sink.",
  "hosts": [{"id": "local"}],
  "nodes": [
    {"id": "vent", "label": "Ventilator", "host": "local", "role": "source",
     "params": {"rate": 1000, "size": 64, "count": 0},
     "sockets": [{"id": "out", "type": "PUSH", "options": {"SNDHWM": 1000}}]},
    {"id": "w1", "role": "worker", "params": {"work": "1ms"},
     "sockets": [{"id": "in", "type": "PULL"}, {"id": "out", "type": "PUSH"}]},
    {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]},
    {"id": "stats", "role": "outside", "sockets": [{"id": "sub", "type": "SUB"}]}
  ],
  "wires": [
    {"id": "a", "from": "vent.out", "to": "w1.in", "bind": "from", "endpoint": "tcp://127.0.0.1:5557"},
    {"id": "b", "from": "w1.out", "to": "sink.in", "bind": "to", "endpoint": "tcp://127.0.0.1:*"}
  ],
  "layout": {"vent": [0, 0], "w1": [240, 0], "sink": [480, 0]},
  "notes": []
})";

// "where: message" of each error.
std::vector<std::string> errorsOf(std::string_view text)
{
    const auto topology = readTopology(text);
    std::vector<std::string> texts;
    if (topology)
        return texts;
    for (const Error& error : topology.error())
        texts.push_back(error.text());
    EXPECT_THAT(texts, testing::Not(IsEmpty()));
    return texts;
}

std::string withNode(const std::string& node) { return R"({"zeroloom": 1, "nodes": [)" + node + "]}"; }

std::string withSocket(const std::string& socket)
{
    return withNode(R"({"id": "n", "role": "sink", "sockets": [)" + socket + "]}");
}

std::string withWire(const std::string& wire)
{
    return R"({"zeroloom": 1, "nodes": [
        {"id": "a", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
        {"id": "b", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}], "wires": [)" +
           wire + "]}";
}

TEST(TopologyReader, ReadsTheExampleOfTheDesign)
{
    const auto read = readTopology(Pipeline);
    ASSERT_TRUE(read) << errorsOf(Pipeline).front();
    EXPECT_EQ(read->name, "Task pipeline");
    ASSERT_EQ(read->nodes.size(), 4U);
    const Node& vent = read->nodes[0];
    EXPECT_EQ(vent.label, "Ventilator");
    EXPECT_EQ(vent.params.at("rate"), Value(std::int64_t{1000}));
    EXPECT_EQ(vent.sockets[0].type, SocketType::Push);
    EXPECT_EQ(vent.sockets[0].options.at("SNDHWM"), Value(std::int64_t{1000}));
    EXPECT_EQ(read->nodes[1].params.at("work"), Value(std::string("1ms")));
    EXPECT_EQ(read->nodes[1].host, HostId("local"));
    EXPECT_EQ(read->nodes[1].title(), "w1");
    ASSERT_EQ(read->wires.size(), 2U);
    EXPECT_EQ(read->wires[0].bind, WireEnd::From);
    EXPECT_EQ(read->wires[0].endpoint, "tcp://127.0.0.1:5557");
    EXPECT_EQ(read->wires[1].bind, WireEnd::To);
    EXPECT_EQ(read->layout.at(NodeId("w1")), (Point{240, 0}));
    EXPECT_FALSE(read->layout.contains(NodeId("stats")));
}

TEST(TopologyReader, WhatMayBeLeftOutHasItsDefault)
{
    const auto read = readTopology(withWire(R"({"from": "a.out", "to": "b.in"})"));
    ASSERT_TRUE(read);
    EXPECT_THAT(read->hosts, ElementsAre(Host{HostId("local"), {}, {}}));
    EXPECT_EQ(read->nodes[0].host, HostId("local"));
    EXPECT_EQ(read->wires[0].id, WireId("w1"));
    EXPECT_FALSE(read->wires[0].bind);
    EXPECT_EQ(endpointOf(read->wires[0]), "tcp://127.0.0.1:*");
    EXPECT_TRUE(read->layout.empty());
    EXPECT_EQ(*readTopology(R"({"zeroloom": 1})"), Topology());
}

TEST(TopologyReader, WiresWithoutIdGetOneThatNoOtherHas)
{
    const auto read = readTopology(R"({"zeroloom": 1, "nodes": [
        {"id": "a", "role": "source", "sockets": [{"id": "x", "type": "PUSH"}, {"id": "y", "type": "PUSH"},
                                                  {"id": "z", "type": "PUSH"}]},
        {"id": "b", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
        "wires": [{"from": "a.x", "to": "b.in"}, {"id": "w1", "from": "a.y", "to": "b.in"},
                  {"from": "a.z", "to": "b.in"}]})");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->wires[0].id.text(), "w2");
    EXPECT_EQ(read->wires[1].id.text(), "w1");
    EXPECT_EQ(read->wires[2].id.text(), "w3");
}

TEST(TopologyReader, AWireWrittenTheOtherWayRoundIsTurnedWithItsBindingEnd)
{
    const auto read = readTopology(withWire(R"({"from": "b.in", "to": "a.out", "bind": "from"})"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->wires[0].from.text(), "a.out");
    EXPECT_EQ(read->wires[0].to.text(), "b.in");
    EXPECT_EQ(read->wires[0].bind, WireEnd::To);
}

TEST(TopologyReader, LeavesRolesParametersOptionsAndPairsToTheCheck)
{
    EXPECT_TRUE(readTopology(R"({"zeroloom": 1, "nodes": [
        {"id": "a", "role": "juggler", "params": {"balls": 3, "hoops": 2.5, "fire": true, "names": ["x", "y"]},
         "sockets": [{"id": "out", "type": "PUB", "options": {"NO_SUCH": "thing"}}]},
        {"id": "b", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
        "wires": [{"from": "a.out", "to": "b.in"}]})"));
    // Drafts are known by name.
    EXPECT_EQ(readTopology(withSocket(R"({"id": "s", "type": "RADIO"})"))->nodes[0].sockets[0].type, SocketType::Radio);
}

TEST(TopologyReader, ValuesKeepTheirKind)
{
    const auto read = readTopology(withNode(R"({"id": "n", "role": "r", "sockets": [], "params":
        {"a": true, "b": -5, "c": 1.0, "d": "1", "e": [], "f": ["x"], "g": 9223372036854775807}})"));
    ASSERT_TRUE(read);
    const Values& params = read->nodes[0].params;
    EXPECT_EQ(params.at("a"), Value(true));
    EXPECT_EQ(params.at("b"), Value(std::int64_t{-5}));
    EXPECT_EQ(params.at("c"), Value(1.0));
    EXPECT_EQ(params.at("d"), Value(std::string("1")));
    EXPECT_EQ(params.at("e"), Value(TextList{}));
    EXPECT_EQ(params.at("f"), Value(TextList{"x"}));
    EXPECT_EQ(params.at("g"), Value(std::int64_t{9223372036854775807}));
}

TEST(TopologyReader, RefusesANewerVersionAndWhatIsNoTopology)
{
    const auto newer = readTopology(R"({"zeroloom": 2, "nodes": "of another shape"})");
    ASSERT_FALSE(newer);
    ASSERT_EQ(newer.error().size(), 1U);
    EXPECT_EQ(newer.error()[0].code, ErrorCode::Unsupported);
    EXPECT_EQ(newer.error()[0].text(),
              "/zeroloom: needs a newer Zeroloom: the file has version 2, and this one reads version 1");
    EXPECT_THAT(errorsOf(R"({"zeroloom": 18446744073709551615})"), ElementsAre(HasSubstr("newer")));
    EXPECT_THAT(errorsOf(R"({"zeroloom": 0})"), ElementsAre(HasSubstr("/zeroloom: ")));
    EXPECT_THAT(errorsOf(R"({"zeroloom": "1"})"), ElementsAre(HasSubstr("/zeroloom: ")));
    EXPECT_THAT(errorsOf(R"({"zeroloom": 1.0})"), ElementsAre(HasSubstr("/zeroloom: ")));
    EXPECT_THAT(errorsOf(R"({"name": "x"})"), ElementsAre(HasSubstr("not a Zeroloom topology")));
    EXPECT_THAT(errorsOf("[1, 2]"), ElementsAre(HasSubstr("a topology is an object")));
    EXPECT_THAT(errorsOf("null"), ElementsAre(HasSubstr("here stands null")));
    EXPECT_THAT(errorsOf(" \n"), ElementsAre(HasSubstr("empty")));
}

TEST(TopologyReader, SaysWhereBrokenJsonIsBroken)
{
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1,\n  \"name\": }"),
                ElementsAre(HasSubstr("line 2, column 11: not valid JSON")));
    // Columns count characters, not bytes.
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1,\n \"ä\": ]"), ElementsAre(HasSubstr("line 2, column 7")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1"), ElementsAre(HasSubstr("line 1")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1} x"), ElementsAre(HasSubstr("line 1, column 17")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1, \"name\": \"\xff\xfe\"}"), ElementsAre(HasSubstr("line 1, column 26")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": NaN}"), ElementsAre(HasSubstr("line 1, column 14")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1e999}"), ElementsAre(HasSubstr("line 1, column")));
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1, // no\n}"), ElementsAre(HasSubstr("line 1, column 17")));
}

TEST(TopologyReader, RefusesDepthRepeatedKeysAndFloods)
{
    const std::string bomb(1'000'000, '[');
    EXPECT_THAT(errorsOf("{\"zeroloom\": 1, \"x\": " + bomb), ElementsAre(HasSubstr("nested deeper than 64")));
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "{\"a\":";
    EXPECT_THAT(errorsOf(deep), ElementsAre(HasSubstr("nested deeper than 64")));
    EXPECT_TRUE(readTopology("{\"zeroloom\": 1, \"x\": " + std::string(63, '[') + std::string(63, ']') + "}"));
    EXPECT_FALSE(readTopology("{\"zeroloom\": 1, \"x\": " + std::string(64, '[') + std::string(64, ']') + "}"));

    EXPECT_THAT(errorsOf(withNode(R"({"id": "n", "role": "r", "id": "m", "sockets": []})")),
                ElementsAre(HasSubstr("/nodes/0/id: the key \"id\" stands twice")));
    std::string many = R"({"zeroloom": 1)";
    for (int i = 0; i < 100; ++i)
        many += ", \"k" + std::to_string(i) + "\": 0";
    EXPECT_TRUE(readTopology(many + "}"));
    EXPECT_THAT(errorsOf(many + ", \"k57\": 1}"), ElementsAre(HasSubstr("/k57: ")));

    std::string flood = R"({"zeroloom": 1, "x": [0)";
    for (int i = 0; i < 2'000'000; ++i)
        flood += ",0";
    EXPECT_THAT(errorsOf(flood + "]}"), ElementsAre(HasSubstr("more than 2000000 values")));
    EXPECT_THAT(errorsOf(std::string(TopologyFileLimit + 1, ' ')), ElementsAre(HasSubstr("larger than 64 MiB")));
}

TEST(TopologyReader, NamesEveryWrongValueByItsPointer)
{
    const auto errors = errorsOf(R"({"zeroloom": 1, "name": 5, "description": null, "hosts": {},
        "nodes": [
            7,
            {"id": "a", "label": true, "host": "mars", "role": "", "params": [], "sockets": {}},
            {"id": "a", "role": "sink", "sockets": [{"id": "in", "type": "PUHS", "options": {"SNDHWM": null},
                                                     "subscribe": "x", "side": "top"}]},
            {"sockets": []}
        ],
        "wires": [{"from": "a", "to": "b.in", "bind": 1, "endpoint": 5}],
        "layout": {"a": [0], "nobody": [0, 0]},
        "notes": [{"id": "n", "text": 5, "position": "here", "size": [0, 5]}]})");
    EXPECT_THAT(errors,
                ElementsAre(HasSubstr("/name: text is wanted, and here stands a number"),
                            HasSubstr("/description: text is wanted, and here stands null"),
                            HasSubstr("/hosts: a list is wanted"), HasSubstr("/nodes/0: a node is an object"),
                            HasSubstr("/nodes/1/label: "), HasSubstr("/nodes/1/host: there is no host 'mars'"),
                            HasSubstr("/nodes/1/role: "), HasSubstr("/nodes/1/params: an object is wanted"),
                            HasSubstr("/nodes/1/sockets: a list is wanted"),
                            HasSubstr("/nodes/2/id: another node has the id 'a'"),
                            HasSubstr("/nodes/2/sockets/0/type: there is no socket type 'PUHS'; the types are REQ"),
                            HasSubstr("/nodes/2/sockets/0/options/SNDHWM: null cannot stand here"),
                            HasSubstr("/nodes/2/sockets/0/subscribe: a list is wanted"),
                            HasSubstr("/nodes/2/sockets/0/side: "), HasSubstr("/nodes/3: the key \"id\" is missing"),
                            HasSubstr("/nodes/3: the key \"role\" is missing"), HasSubstr("/wires/0/from: "),
                            HasSubstr("/wires/0/to: there is no node 'b'"), HasSubstr("/wires/0/bind: text is wanted"),
                            HasSubstr("/wires/0/bind: the end that binds"), HasSubstr("/wires/0/endpoint: "),
                            HasSubstr("/layout/a: give two numbers"), HasSubstr("/layout/nobody: there is no node"),
                            HasSubstr("/notes/0/text: "), HasSubstr("/notes/0/position: "),
                            HasSubstr("/notes/0/size: a note is wider")));
}

TEST(TopologyReader, RefusesIdsThatAreNone)
{
    for (const char* id : {"", "a.b", "a b", "a/b", "\\u0000", "ä", "x\\n"})
        EXPECT_THAT(errorsOf(withNode(std::string(R"({"id": ")") + id + R"(", "role": "r", "sockets": []})")),
                    ElementsAre(HasSubstr("/nodes/0/id: ")))
            << id;
    const std::string longest(64, 'x');
    EXPECT_TRUE(readTopology(withNode(R"({"id": ")" + longest + R"(", "role": "r", "sockets": []})")));
    EXPECT_THAT(errorsOf(withNode(R"({"id": ")" + longest + R"(x", "role": "r", "sockets": []})")),
                ElementsAre(HasSubstr("/nodes/0/id: ")));
    EXPECT_THAT(errorsOf(withSocket(R"({"id": "in", "type": "PULL"}, {"id": "in", "type": "PUSH"})")),
                ElementsAre(HasSubstr("/nodes/0/sockets/1/id: another socket of this node")));
}

TEST(TopologyReader, RefusesWiresThatEndNowhere)
{
    EXPECT_THAT(errorsOf(withWire(R"({"from": "a.out", "to": "c.in"})")),
                ElementsAre("/wires/0/to: there is no node 'c'"));
    EXPECT_THAT(errorsOf(withWire(R"({"from": "a.in", "to": "b.in"})")),
                ElementsAre("/wires/0/from: node 'a' has no socket 'in'"));
    EXPECT_THAT(errorsOf(withWire(R"({"from": "a.out.x", "to": "b.in"})")), ElementsAre(HasSubstr("/wires/0/from: ")));
    EXPECT_THAT(errorsOf(withWire(R"({"to": "b.in"})")), ElementsAre(HasSubstr("the key \"from\" is missing")));
    EXPECT_THAT(errorsOf(withWire(R"({"from": "b.in", "to": "b.in"})")), ElementsAre(HasSubstr("wired to itself")));
    EXPECT_THAT(
        errorsOf(withWire(R"({"id": "x", "from": "a.out", "to": "b.in"}, {"id": "x", "from": "a.out", "to": "b.in"})")),
        ElementsAre(HasSubstr("/wires/1/id: another wire")));
}

TEST(TopologyReader, RefusesValuesThatNoRoleOrOptionTakes)
{
    for (const char* value : {"null", "{}", "[1]", "[\"a\", null]", "[[]]", "9223372036854775808"})
        EXPECT_THAT(
            errorsOf(withSocket(std::string(R"({"id": "s", "type": "PUB", "options": {"a/b~c": )") + value + "}}")),
            ElementsAre(HasSubstr("/nodes/0/sockets/0/options/a~1b~0c: ")))
            << value;
}

TEST(TopologyReader, SubscriptionsAreTextOrBytes)
{
    const auto read =
        readTopology(withSocket(R"({"id": "s", "type": "SUB", "subscribe": ["", "x", {"hex": "00Ff"}]})"));
    ASSERT_TRUE(read);
    EXPECT_THAT(read->nodes[0].sockets[0].subscriptions, ElementsAre("", "x", std::string("\0\xff", 2)));
    for (const char* wrong :
         {"5", "{\"hex\": \"0\"}", "{\"hex\": \"zz\"}", "{\"hex\": 5}", "{}", "{\"hex\": \"00\", \"a\": 1}"})
        EXPECT_THAT(
            errorsOf(withSocket(std::string(R"({"id": "s", "type": "XSUB", "subscribe": ["", )") + wrong + "]}")),
            ElementsAre(HasSubstr("/nodes/0/sockets/0/subscribe/1: ")))
            << wrong;
    EXPECT_THAT(errorsOf(withSocket(R"({"id": "s", "type": "PULL", "subscribe": [""]})")),
                ElementsAre(HasSubstr("only SUB and XSUB")));
}

TEST(TopologyReader, RefusesPlacesBeyondTheCanvas)
{
    for (const char* position : {"[1e7, 0]", "[0, -1000001]", "[1e308, 0]", "[\"0\", 0]", "[0, 0, 0]", "null"})
        EXPECT_THAT(errorsOf(std::string(R"({"zeroloom": 1, "nodes": [{"id": "n", "role": "r", "sockets": []}],
                                 "layout": {"n": )") +
                             position + "}}"),
                    ElementsAre(HasSubstr("/layout/n: ")))
            << position;
}

TEST(TopologyReader, ListsNoMoreErrorsThanAPersonCanRead)
{
    std::string nodes = "0";
    for (int i = 1; i < 1000; ++i)
        nodes += ",0";
    const auto errors = errorsOf(withNode(nodes));
    EXPECT_EQ(errors.size(), 51U);
    EXPECT_EQ(errors.back(), "950 more errors are not listed");
}

TEST(TopologyReader, AMessageIsNeverLongAndAlwaysPlain)
{
    const std::string huge(100'000, 'k');
    for (const std::string& text :
         {"{\"" + huge + "\": 1, \"" + huge + "\": 1}", "{\"zeroloom\": 1, \"name\": \"" + huge + "\x01\"}",
          "{\"zeroloom\": 1 " + huge, withSocket("{\"id\": \"s\", \"type\": \"" + huge + "\"}"),
          withWire("{\"from\": \"" + huge + "\", \"to\": \"b.in\"}"),
          withNode("{\"id\": \"" + huge + "\", \"role\": \"r\", \"sockets\": []}")}) {
        const auto errors = errorsOf(text);
        for (const std::string& error : errors) {
            EXPECT_LT(error.size(), 600U);
            EXPECT_EQ(error.find('\n'), std::string::npos);
        }
    }
}

TEST(TopologyReader, ReadsScenariosInTheOrderOfTheirTimes)
{
    const auto read = readTopology(R"({"zeroloom": 1, "scenarios": [
        {"name": "s", "acts": [{"at": "2s", "act": "kill b"}, {"at": "0", "act": "kill a", "x": 1}], "y": 2}]})");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->scenarios.size(), 1U);
    const Scenario& scenario = read->scenarios.front();
    EXPECT_EQ(scenario.acts.at(0), (TimedAct{Nanoseconds(0), "kill a", R"({"x":1})"}));
    EXPECT_EQ(scenario.acts.at(1).act, "kill b");
    EXPECT_EQ(scenario.extra, R"({"y":2})");
}

TEST(TopologyReader, RefusesScenariosThatCannotBePlayed)
{
    const auto errors = errorsOf(R"({"zeroloom": 1, "scenarios": [
        {"name": "", "acts": []}, {"name": "s", "acts": [{"at": "soon", "act": "kill a"}, {"at": 3, "act": ""}]},
        {"name": "s"}]})");
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/0/name")));
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/1/acts/0/at: 'soon'")));
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/1/acts/1/at")));
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/1/acts/1/act")));
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/2/name: another scenario")));
    EXPECT_THAT(errors, testing::Contains(HasSubstr("/scenarios/2: the key \"acts\"")));
}

} // namespace
} // namespace zeroloom
