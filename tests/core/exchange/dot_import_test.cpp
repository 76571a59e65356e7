// Graphviz drawings as topologies: Zeroloom's own come back whole, other ones by what they say.
#include <gmock/gmock.h>

#include "core/exchange/dot_graph.h"
#include "core/exchange/dot_sockets.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/format/topology_file.h"
#include "tests/core/exchange/hostile_topology.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Imported drawn(const std::string& text)
{
    const auto imported = importerByName("dot")->read(text, "net.dot");
    EXPECT_TRUE(imported) << (imported ? "" : imported.error().front().text());
    return imported ? *imported : Imported();
}

std::string refusal(const std::string& text)
{
    const auto imported = importerByName("dot")->read(text, "net.dot");
    EXPECT_FALSE(imported);
    return imported ? std::string() : imported.error().front().text();
}

std::string wireText(const Wire& wire) { return wire.from.text() + " > " + wire.to.text(); }

std::vector<std::string> wiresOf(const Imported& imported)
{
    std::vector<std::string> wires;
    for (const Wire& wire : imported.topology.wires)
        wires.push_back(wireText(wire));
    return wires;
}

void expectRoundTrip(const Topology& topology)
{
    const auto exported = exporterByName("dot")->write(topology, {});
    ASSERT_TRUE(exported);
    const Imported imported = drawn(exported->files.front().content);
    EXPECT_EQ(writeTopology(imported.topology), writeTopology(topology));
    EXPECT_THAT(imported.remarks, IsEmpty());
}

TEST(DotImport, AnExportComesBackWhole)
{
    const std::filesystem::path sources = ZEROLOOM_SOURCE_DIR;
    for (const auto& folder : {sources / "resources" / "gallery", sources / "tests" / "data" / "topologies"}) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            SCOPED_TRACE(entry.path());
            if (const auto topology = readTopology(test::fileContent(entry.path())))
                expectRoundTrip(*topology);
        }
    }
}

TEST(DotImport, AHostileTopologyComesBackWhole) { expectRoundTrip(test::hostileTopology()); }

TEST(DotImport, SocketsStandInRecordsTablesLabelsAndAttributes)
{
    const Imported imported = drawn(R"(digraph "My net" {
        node [shape=record];
        vent [label="Ventilator|<out> PUSH"];
        worker [label="{<in> PULL|Worker|<out> PUSH}"];
        sink [shape=box, label="Result sink\nPULL"];
        vent:out -> worker:in; worker -> sink;
        broker [shape=plain label=<<TABLE><TR><TD>Broker</TD></TR><TR><TD PORT="f">XSUB</TD><TD PORT="b">XPUB</TD></TR></TABLE>>];
        station [type=pub]; reader [sockets="in:SUB"];
        station -> broker:f; broker:b -> reader:in:w;
    })");
    EXPECT_EQ(imported.topology.name, "My net");
    EXPECT_THAT(wiresOf(imported), ElementsAre("vent.out > worker.in", "worker.out > sink.pull",
                                               "station.pub > broker.frontend", "broker.backend > reader.in"));
    EXPECT_EQ(imported.topology.node(NodeId("vent"))->label, "Ventilator");
    EXPECT_EQ(imported.topology.node(NodeId("worker"))->role, "worker");
    EXPECT_EQ(imported.topology.node(NodeId("broker"))->role, "proxy");
    EXPECT_EQ(imported.topology.node(NodeId("sink"))->label, "Result sink");
}

TEST(DotImport, GroupsChainsDefaultsAndClusters)
{
    const Imported imported = drawn(R"(strict digraph {
        // a comment /* within a comment
        # and one for the preprocessor
        node [type=PUSH]; a; node [type="PU" + "LL"]; b; c;
        a -> {b c}; a -> b;
        subgraph cluster_north { label = "North site"; d [type=PUSH]; e; d -> e -> {} }
    })");
    EXPECT_THAT(wiresOf(imported), ElementsAre("a.push > b.pull", "a.push > c.pull", "d.push > e.pull"));
    EXPECT_EQ(imported.topology.node(NodeId("d"))->host, HostId("north"));
    EXPECT_EQ(imported.topology.host(HostId("north"))->label, "North site");
    EXPECT_THAT(imported.remarks, Contains(Field(&Remark::message, HasSubstr("read as the host 'north'"))));
}

TEST(DotImport, WhatIsGuessedIsTold)
{
    const Imported imported = drawn("digraph {\n  p [type=PUSH]\n  p -> w -> s\n  x -> y\n}");
    EXPECT_THAT(wiresOf(imported), ElementsAre("p.push > w.in", "w.out > s.pull"));
    EXPECT_THAT(imported.remarks, Contains(AllOf(Field(&Remark::where, "line 3, column 5"),
                                                 Field(&Remark::message, HasSubstr("does not say the sockets")))));
    EXPECT_THAT(imported.remarks, Contains(Field(&Remark::message, HasSubstr("the edge is left out"))));
}

TEST(DotImport, EdgesSayTypesEndpointsAndTheEndThatBinds)
{
    const Imported imported = drawn(R"(digraph {
        client -> server [taillabel="REQ", headlabel="REP", label="tcp://127.0.0.1:5555", bind=head];
        a -> b [label="PUB / SUB"];
    })");
    EXPECT_THAT(wiresOf(imported), ElementsAre("client.req > server.rep", "a.pub > b.sub"));
    EXPECT_EQ(imported.topology.wires.front().endpoint, "tcp://127.0.0.1:5555");
    EXPECT_EQ(imported.topology.wires.front().bind, WireEnd::To);
}

TEST(DotImport, NamesMayBeTypes)
{
    EXPECT_THAT(wiresOf(drawn("digraph { PUB -> SUB }")), ElementsAre("PUB.pub > SUB.sub"));
}

// Found by the fuzz target: the label was taken for sockets that the export had not written.
TEST(DotImport, AnExportedNodeWithoutSocketsKeepsNone)
{
    Topology topology;
    topology.nodes.push_back({NodeId("PUB"), "XSUB", HostId("local"), "outside", {}, {}, {}});
    expectRoundTrip(topology);
}

TEST(DotImport, AnArrowAgainstTheMessagesIsTurned)
{
    EXPECT_THAT(wiresOf(drawn("digraph { a [type=PULL]; b [type=PUSH]; a -> b }")), ElementsAre("b.push > a.pull"));
}

TEST(DotImport, NamesThatAreNoIdsAreMapped)
{
    const Imported imported = drawn("digraph { \"a b\" [type=PUSH]; \"a-b\" [type=PULL]; \"\xC3\xA9\" [type=PULL]; "
                                    "\"a b\" -> \"a-b\" }");
    EXPECT_THAT(wiresOf(imported), ElementsAre("a-b2.push > a-b.pull"));
    EXPECT_EQ(imported.topology.node(NodeId("a-b2"))->label, "a b");
    EXPECT_NE(imported.topology.node(NodeId("node")), nullptr);
}

TEST(DotImport, ErrorsNameLineAndColumn)
{
    EXPECT_EQ(refusal("digraph {\n  a [label=\"x\n}"), "line 2, column 12: a text in quotes has no end; write \"");
    EXPECT_THAT(refusal("digraph {\n  a -> ;\n}"), HasSubstr("line 2, column 8: a node or a subgraph is wanted"));
    EXPECT_THAT(refusal("digraph { a -> b }"), HasSubstr("no node says its ZeroMQ sockets"));
    EXPECT_THAT(refusal("digraph { graph [zeroloom=1]; a [role=sink, params=\"{\"]; }"),
                HasSubstr("line 1, column 52: the attribute 'params' holds no JSON"));
    EXPECT_THAT(refusal("digraph {\n graph [zeroloom=1];\n a [role=sink, host=nowhere]; }"),
                HasSubstr("line 3, column 2 (/host): there is no host 'nowhere'"));
}

TEST(DotImport, WhatGrowsBeyondAllMeasureIsRefused)
{
    EXPECT_THAT(refusal("graph {" + std::string(100, '{') + std::string(100, '}') + "}"), HasSubstr("64 deep"));
    std::string many = "digraph { subgraph all {";
    for (int i = 0; i < 1000; ++i)
        many += " n" + std::to_string(i);
    EXPECT_THAT(refusal(many + " } subgraph all -> subgraph all }"), HasSubstr("edges"));
    std::string again = many + " } ";
    for (int i = 0; i < 30'000; ++i)
        again += "subgraph all;";
    EXPECT_THAT(refusal(again + "}"), HasSubstr("grows beyond"));
}

TEST(DotSockets, ListsOfTypes)
{
    EXPECT_THAT(socketList("in:PULL, out=zmq.push"),
                ElementsAre(DrawnSocket{"in", SocketType::Pull}, DrawnSocket{"out", SocketType::Push}));
    EXPECT_THAT(socketList("box"), IsEmpty());
    EXPECT_THAT(typesInWords("a PUSH, then ZMQ_PULL; not push, PEER or PUSHED"),
                ElementsAre(SocketType::Push, SocketType::Pull));
    EXPECT_EQ(labelText("a\\nb &amp; \\N\\l", "name"), "a\nb & name");
}

TEST(DotImport, IsRecognisedByItsNameOrItsBeginning)
{
    EXPECT_EQ(importerFor("", "net.gv"), importerByName("dot"));
    EXPECT_EQ(importerFor("// x\nstrict graph \"a\" {", "net.txt"), importerByName("dot"));
    EXPECT_EQ(importerFor("graph paper", "net.txt"), nullptr);
}

} // namespace
} // namespace zeroloom
