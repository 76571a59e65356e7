// Connection files of heartbeat networks: what is written is what the readers of these files read, and what they read
// is watched.
#include <gmock/gmock.h>

#include "core/check/check.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/liveness/connection_file.h"
#include "tests/support/exchange_samples.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;

const char* const Network = R"json({"zeroloom": 1, "name": "Hearts", "nodes": [
  {"id": "hub", "role": "heartbeater", "sockets": [{"id": "ping", "type": "PUB"}, {"id": "pong", "type": "ROUTER"}]},
  {"id": "heart", "role": "heart", "params": {"count": 3},
   "sockets": [{"id": "ping", "type": "SUB"}, {"id": "pong", "type": "DEALER"}]},
  {"id": "ask", "role": "pinger", "sockets": [{"id": "ping", "type": "DEALER"}]},
  {"id": "nul", "label": "python3 \" \n */", "role": "outside", "sockets": [{"id": "echo", "type": "ROUTER"}]},
  {"id": "ask2", "role": "pinger", "sockets": [{"id": "ping", "type": "REQ"}]},
  {"id": "second", "role": "outside", "sockets": [{"id": "echo", "type": "REP"}]},
  {"id": "ask3", "role": "pinger", "sockets": [{"id": "ping", "type": "DEALER"}]},
  {"id": "third", "role": "outside", "sockets": [{"id": "echo", "type": "ROUTER"}]}],
 "wires": [
  {"id": "a", "from": "hub.ping", "to": "heart.ping", "bind": "from", "endpoint": "tcp://*:6000"},
  {"id": "b", "from": "heart.pong", "to": "hub.pong", "bind": "to", "endpoint": "tcp://127.0.0.1:*"},
  {"id": "c", "from": "ask.ping", "to": "nul.echo", "bind": "to", "endpoint": "tcp://10.0.0.1:7000"},
  {"id": "d", "from": "ask2.ping", "to": "second.echo", "bind": "to", "endpoint": "ipc:///tmp/kernel-5"},
  {"id": "e", "from": "ask3.ping", "to": "third.echo", "bind": "to", "endpoint": "ipc:///tmp/unnumbered"}]})json";

std::string told(const Remarks& remarks)
{
    std::string text;
    for (const Remark& remark : remarks)
        text += remark.text() + "\n";
    return text;
}

const ExportedFile* file(const Exported& exported, const std::string& path)
{
    const auto found = std::ranges::find(exported.files, path, &ExportedFile::path);
    return found == exported.files.end() ? nullptr : &*found;
}

TEST(HeartbeatExport, KernelsAndTheControllerAreWhatTheirReadersRead)
{
    const auto result = exporterByName("heartbeat")->write(test::topologyFrom(Network), {});
    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->files.size(), 3U);
    const ExportedFile* kernel = file(*result, "kernel-nul_node.json");
    ASSERT_NE(kernel, nullptr);
    const auto connection = parseKernelConnection(kernel->content, "kernel-nul_node.json");
    ASSERT_TRUE(connection) << connection.error().text();
    EXPECT_EQ(connection->endpoint, "tcp://10.0.0.1:7000");
    const auto ipc = parseKernelConnection(file(*result, "kernel-second.json")->content, "kernel-second.json");
    ASSERT_TRUE(ipc) << ipc.error().text();
    EXPECT_EQ(ipc->endpoint, "ipc:///tmp/kernel-5");
    const auto hub = parseHubConnection(file(*result, "ipcontroller-engine.json")->content, "ipcontroller-engine.json");
    ASSERT_TRUE(hub) << hub.error().text();
    EXPECT_EQ(hub->ping, "tcp://127.0.0.1:6000");
    EXPECT_EQ(hub->pong, "tcp://127.0.0.1:5555");
    const std::string remarks = told(result->remarks);
    EXPECT_THAT(remarks, HasSubstr("third.echo: is left out"));
    EXPECT_THAT(remarks, HasSubstr("'nul' is called 'nul_node' there"));
    EXPECT_THAT(remarks, HasSubstr("only hb_port"));
}

TEST(HeartbeatExport, TheFilesAreThoseThatWereLookedAt)
{
    const auto result = exporterByName("heartbeat")->write(test::topologyFrom(Network), {});
    ASSERT_TRUE(result);
    for (const ExportedFile& written : result->files)
        test::expectGolden(std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests/data/exchange/heartbeat" / written.path,
                           written.content);
}

TEST(HeartbeatExport, ATopologyWithoutHeartsHasNone)
{
    const auto result = exporterByName("heartbeat")->write(test::fullTopology(), {});
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("wire a pinger"));
}

TEST(ConnectionImport, WhatIsExportedIsRecognisedAndWatched)
{
    const auto result = exporterByName("heartbeat")->write(test::topologyFrom(Network), {});
    ASSERT_TRUE(result);
    for (const ExportedFile& written : result->files) {
        SCOPED_TRACE(written.path);
        const Importer* importer = importerFor(written.content, written.path);
        ASSERT_NE(importer, nullptr);
        EXPECT_EQ(importer->name, "connection");
        const auto imported = importer->read(written.content, written.path);
        ASSERT_TRUE(imported) << imported.error().front().text();
        EXPECT_FALSE(hasErrors(check(imported->topology)));
        EXPECT_EQ(imported->topology.wires.size(), 1U);
        EXPECT_FALSE(imported->remarks.empty());
        const auto again = readTopology(writeTopology(imported->topology));
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, imported->topology);
    }
}

TEST(ConnectionImport, AKernelIsPingedAtItsEndpoint)
{
    const auto imported = importerByName("connection")
                              ->read(R"({"hb_port": 7001, "ip": "127.0.0.1", "transport": "tcp", "key": "hidden",
                                         "kernel_name": "python3"})",
                                     "kernel-1234.json");
    ASSERT_TRUE(imported);
    EXPECT_EQ(imported->topology.wires.front().endpoint, "tcp://127.0.0.1:7001");
    EXPECT_THAT(writeTopology(imported->topology), testing::Not(HasSubstr("hidden")));
    EXPECT_NE(imported->topology.node(NodeId("1234")), nullptr);
}

} // namespace
} // namespace zeroloom
