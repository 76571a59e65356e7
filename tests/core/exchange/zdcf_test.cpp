// A topology that leaves as ZDCF comes back as it was, in both renderings; and files of others are read, too.
#include <gmock/gmock.h>

#include "core/check/check.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/exchange/zpl_text.h"
#include "tests/support/exchange_samples.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path Data = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests" / "data";

Exported exported(const Topology& topology, const char* format)
{
    auto result = exporterByName(format)->write(topology, {});
    if (!result)
        throw std::runtime_error(result.error().text());
    return *result;
}

std::string textOf(const Topology& topology, const char* format)
{
    return exported(topology, format).files.front().content;
}

Imported imported(const std::string& text, const char* name = "file.json")
{
    auto result = importerByName("zdcf")->read(text, name);
    if (!result)
        throw std::runtime_error(result.error().front().text());
    return *result;
}

std::string told(const Remarks& remarks)
{
    std::string text;
    for (const Remark& remark : remarks)
        text += remark.text() + "\n";
    return text;
}

void expectRoundTrip(const Topology& topology)
{
    for (const char* format : {"zdcf", "zpl"}) {
        const std::string text = textOf(topology, format);
        EXPECT_EQ(importerFor(text, "file"), importerByName("zdcf")) << format;
        const Imported back = imported(text);
        EXPECT_EQ(writeTopology(back.topology), writeTopology(topology)) << format;
        EXPECT_EQ(back.topology, topology) << format;
        EXPECT_EQ(told(back.remarks), "") << format;
        EXPECT_EQ(textOf(back.topology, format), text) << format;
    }
}

TEST(Zdcf, EverythingComesBack) { expectRoundTrip(test::fullTopology()); }

TEST(Zdcf, HostileTextsComeBack)
{
    const Topology topology = test::hostileTopology();
    expectRoundTrip(topology);
}

TEST(Zdcf, HostileEndpointsComeBack)
{
    Topology topology = test::hostileTopology();
    const auto& texts = test::hostileTexts();
    for (std::size_t i = 0; i < texts.size(); ++i)
        topology.wires[i].endpoint = texts[i];
    for (const char* format : {"zdcf", "zpl"})
        EXPECT_EQ(imported(textOf(topology, format)).topology, topology);
}

TEST(Zdcf, AnEmptyTopologyComesBack) { expectRoundTrip(Topology()); }

TEST(Zdcf, EveryTopologyOfTheCorpusComesBack)
{
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(Data / "topologies")) {
        const auto topology = readTopology(test::fileContent(entry.path()));
        if (!topology)
            continue;
        SCOPED_TRACE(entry.path().string());
        ++read;
        for (const char* format : {"zdcf", "zpl"})
            EXPECT_EQ(imported(textOf(*topology, format)).topology, *topology);
    }
    EXPECT_GT(read, 10);
}

TEST(Zdcf, EveryExampleComesBack)
{
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "resources" / "gallery")) {
        SCOPED_TRACE(entry.path().string());
        expectRoundTrip(test::topologyFrom(test::fileContent(entry.path())));
    }
}

TEST(Zdcf, TheRenderingsAreThoseThatWereLookedAt)
{
    const std::filesystem::path folder = Data / "exchange" / "zdcf";
    test::expectGolden(folder / "full.json", textOf(test::fullTopology(), "zdcf"));
    test::expectGolden(folder / "full.zpl", textOf(test::fullTopology(), "zpl"));
    test::expectGolden(folder / "full.remarks", told(exported(test::fullTopology(), "zpl").remarks));
}

TEST(Zdcf, NoLineOfZplIsLongerThanZconfigReads)
{
    const std::string text = textOf(test::hostileTopology(), "zpl");
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        EXPECT_LE(end - begin, ZplLineLimit);
        begin = end + 1;
    }
}

TEST(Zdcf, WhatCannotBeExpressedIsTold)
{
    const std::string remarks = told(exported(test::fullTopology(), "zdcf").remarks);
    EXPECT_THAT(remarks, HasSubstr("inproc joins threads of one process"));
    EXPECT_THAT(remarks, HasSubstr("forwarder.backend: ZDCF 1.0 is older than XPUB sockets"));
    EXPECT_THAT(remarks, HasSubstr("stats: is run by someone else"));
    EXPECT_THAT(remarks, HasSubstr("00ff10"));
}

TEST(Zdcf, SecretsAreLeftOutAndTold)
{
    Topology topology = test::fullTopology();
    topology.nodes[0].sockets[0].options["PLAIN_PASSWORD"] = std::string("hunter2");
    for (const char* format : {"zdcf", "zpl"}) {
        const Exported result = exported(topology, format);
        EXPECT_THAT(result.files.front().content, Not(HasSubstr("hunter2")));
        EXPECT_THAT(told(result.remarks), HasSubstr("PLAIN_PASSWORD is a secret"));
    }
}

const char* const Foreign = R"({"Version": 1.0, "Apps": {"listener": {
    "Context": {"iothreads": 2, "verbose": true},
    "devices": {
      "main": {"Type": "ZMQ_STREAMER", "sockets": {
        "frontend": {"type": "PULL", "option": {"hwm": 1000, "swap": 25000000}, "bind": "tcp://eth0:5555"},
        "backend": {"bind": ["tcp://*:5556", "ipc:///tmp/backend"]}}},
      "my worker": {"type": "acme", "sockets": {
        "in": {"type": "pull", "connect": "tcp://10.0.0.7:5556"},
        "out": {"type": "Push", "connect": ["tcp://10.0.0.8:7000"]}}},
      "news": {"type": "zmq_forwarder", "sockets": {
        "frontend": {"type": "sub", "option": {"subscribe": ["10001", "10002"], "identity": "me", "rate": 5},
                     "connect": "tcp://news.example:9000"},
        "backend": {"type": "pub", "bind": "tcp://*:9001"}}}}}}})";

TEST(Zdcf, AFileOfOthersIsRead)
{
    const Imported result = imported(Foreign, "acme.json");
    const Topology& topology = result.topology;
    EXPECT_EQ(topology.name, "acme");
    ASSERT_NE(topology.node(NodeId("main")), nullptr);
    EXPECT_EQ(topology.node(NodeId("main"))->role, "proxy");
    EXPECT_EQ(topology.node(NodeId("main"))->host.text(), "listener");
    const Socket* frontend = topology.node(NodeId("main"))->socket(SocketId("frontend"));
    EXPECT_EQ(frontend->options, (Values{{"RCVHWM", std::int64_t{1000}}}));
    EXPECT_EQ(topology.node(NodeId("my-worker"))->role, "worker");
    const Socket* news = topology.node(NodeId("news"))->socket(SocketId("frontend"));
    EXPECT_EQ(news->type, SocketType::XSub);
    EXPECT_EQ(news->subscriptions, (std::vector<std::string>{"10001", "10002"}));
    const std::string remarks = told(result.remarks);
    EXPECT_THAT(remarks, HasSubstr("'my worker' is called 'my-worker' here"));
    EXPECT_THAT(remarks, HasSubstr("'swap' is left out"));
    EXPECT_THAT(remarks, HasSubstr("'rate' is left out"));
    EXPECT_THAT(remarks, HasSubstr("'iothreads' is left out"));
    EXPECT_THAT(remarks, HasSubstr("is a 'acme', of which Zeroloom knows nothing"));
}

TEST(Zdcf, WiresAreMadeOfEqualEndpointsAndOthersLeadOutside)
{
    const Imported result = imported(Foreign);
    const Topology& topology = result.topology;
    std::vector<std::string> wires;
    for (const Wire& wire : topology.wires)
        wires.push_back(wire.from.text() + ">" + wire.to.text() + " " + wire.endpoint +
                        (*wire.bind == WireEnd::From ? " from" : " to"));
    EXPECT_THAT(wires, Contains("main.backend>my-worker.in tcp://*:5556 from"));
    EXPECT_EQ(topology.wires.size(), 6U);
    for (const Wire& wire : topology.wires) {
        EXPECT_TRUE(topology.socket(wire.from) && topology.socket(wire.to));
    }
    int outside = 0;
    for (const Node& node : topology.nodes)
        outside += node.role == "outside" ? 1 : 0;
    EXPECT_EQ(outside, 5);
    EXPECT_THAT(told(result.remarks),
                HasSubstr("connects to 'tcp://10.0.0.7:5556', which is taken for 'tcp://*:5556'"));
    const auto reread = readTopology(writeTopology(topology));
    ASSERT_TRUE(reread);
    EXPECT_EQ(*reread, topology);
}

TEST(Zdcf, TheExampleOfTheStandardIsReadInBothRenderings)
{
    const std::string zpl =
        "version = 1.0\napps\n    listener\n        context\n            iothreads = 1\n"
        "            verbose = 1\n        devices\n            main\n                type = zmq_queue\n"
        "                sockets\n                    frontend\n                        type = SUB\n"
        "                        option\n                            hwm = 1000\n"
        "                            swap = 25000000\n"
        "                        bind = tcp://eth0:5555\n                    backend\n"
        "                        bind = tcp://eth0:5556\n";
    const std::string json = R"({"version": 1.0, "apps": {"listener": {"context": {"iothreads": 1, "verbose": true},
      "devices": {"main": {"type": "zmq_queue", "sockets": {
        "frontend": {"type": "SUB", "option": {"hwm": 1000, "swap": 25000000}, "bind": "tcp://eth0:5555"},
        "backend": {"bind": "tcp://eth0:5556"}}}}}}})";
    const Topology fromZpl = imported(zpl, "a.zpl").topology;
    EXPECT_EQ(fromZpl, imported(json, "a.json").topology);
    EXPECT_EQ(fromZpl.node(NodeId("main"))->socket(SocketId("backend"))->type, SocketType::Dealer);
    EXPECT_EQ(fromZpl.wires.size(), 2U);
}

TEST(Zdcf, AnEditOfAFileOfOursIsTakenAndADisagreementTold)
{
    Topology pipeline = test::topologyFrom(R"({"zeroloom": 1, "nodes": [
      {"id": "a", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
      {"id": "b", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
      "wires": [{"id": "w", "from": "a.out", "to": "b.in", "bind": "to", "endpoint": "tcp://127.0.0.1:6000"}]})");
    std::string text = textOf(pipeline, "zpl");
    const std::string bind = "bind = tcp://127.0.0.1:6000";
    text.replace(text.find(bind), bind.size(), "bind = tcp://127.0.0.1:6001");
    const Imported result = imported(text);
    EXPECT_THAT(told(result.remarks), HasSubstr("wire 'w': its ends bind and connect other endpoints than it says"));
    EXPECT_EQ(result.topology.wires.size(), 2U); // the new endpoint leads outside
}

TEST(Zdcf, ADeviceAddedToAFileOfOursByHandGetsARole)
{
    const Imported result = imported(R"({"version": 1.0, "x_zeroloom": 1, "apps": {"local": {"devices": {
      "new": {"type": "acme", "sockets": {"a": {"type": "push", "bind": "tcp://*:1"}}}}}}})");
    EXPECT_EQ(result.topology.node(NodeId("new"))->role, "source");
    EXPECT_EQ(result.topology.wires.size(), 1U);
}

TEST(Zdcf, NewerFractionsAreReadAndTheEmptyFileIsOne)
{
    EXPECT_TRUE(imported(R"({"version": 1.7, "apps": {}})").topology.nodes.empty());
    EXPECT_TRUE(imported(R"({"version": "1.0"})").topology.nodes.empty());
    EXPECT_TRUE(imported("{}").topology.nodes.empty());
}

TEST(Zdcf, RoutingIdsThatLookLikeHexStayWhatTheyAre)
{
    const Imported result = imported(R"({"version": 1, "apps": {"a": {"devices": {"d": {"type": "requester",
      "sockets": {"req": {"type": "req", "option": {"identity": "0xzz"}, "connect": "tcp://h:1"}}}}}}})");
    const Socket* socket = result.topology.node(NodeId("d"))->socket(SocketId("req"));
    EXPECT_EQ(socket->options.at("ROUTING_ID"), Value(std::string("0x30787a7a")));
}

} // namespace
} // namespace zeroloom
