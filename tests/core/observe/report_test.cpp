#include "core/observe/report.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/core/observe/made_run.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

using Json = nlohmann::json;
using test::MadeRun;

// Any validator accepts the schema; Python's is at hand on every machine that builds.
bool fitsSchema(const std::string& report)
{
    const test::TemporaryFolder folder;
    const std::string path = (folder / "report.json").string();
    std::ofstream(path) << report;
    const std::string command = "/usr/bin/python3 -c \"import json,jsonschema;jsonschema.validate(json.load(open('" +
                                path + "')),json.load(open('" REPORT_SCHEMA "')))\"";
    return std::system(command.c_str()) == 0;
}

TEST(Report, FitsItsSchemaAndSaysNullForWhatIsNotKnown)
{
    Topology topology = test::fan(SocketType::Dealer, SocketType::Router, 2);
    topology.name = "report";
    topology.nodes[2].role = "outside";
    MadeRun run(topology);
    run.host.connect("ab");
    run.host.node("a").figures = {{"retries", std::int64_t{3}}, {"text", std::string("\xff")}};
    run.host.node("b").state = NodeState::Failed;
    run.host.node("b").state = NodeState::Running;
    run.host.socket("a", "out").sent = 100;
    run.host.socket("a", "out").muteNs = 500'000'000;
    run.host.receive("ab", "b", 40, 99);
    run.host.end("ab", WireEnd::From).flow.received = 7;
    run.host.end("ab", WireEnd::To).flow.latency.add(50'000);
    const ObservationPtr now = run.steps(5);
    const std::string text = writeReport(topology, *now, check(topology));
    ASSERT_TRUE(fitsSchema(text)) << text;
    EXPECT_EQ(text.back(), '\n');
    const Json report = Json::parse(text);
    EXPECT_EQ(report["zeroloom"], 1);
    EXPECT_EQ(report["topology"], "report");
    EXPECT_EQ(report["nodes"][0]["state"], "running");
    EXPECT_EQ(report["nodes"][0]["sockets"][0]["sent"], 100);
    EXPECT_EQ(report["nodes"][0]["sockets"][0]["mute_s"], 0.5);
    EXPECT_TRUE(report["nodes"][0]["sockets"][0]["queue"]["out"].is_null()); // one peer is not ours
    EXPECT_TRUE(report["nodes"][2]["state"].is_null());
    EXPECT_TRUE(report["nodes"][2]["sockets"][0]["sent"].is_null());
    EXPECT_EQ(report["wires"][0]["received"], 40);
    EXPECT_EQ(report["wires"][0]["backward"]["received"], 7);
    EXPECT_TRUE(report["wires"][1]["received"].is_null());
    EXPECT_EQ(report["wires"][1]["state"]["to"], "unknown");
    EXPECT_NEAR(report["wires"][0]["latency_us"]["p50"].get<double>(), 50, 10);
}

TEST(Report, HeartsAreThereWithNullForWhatIsNotKnown)
{
    Topology topology;
    topology.nodes.push_back(test::madeNode("monitor", "heartbeater", "ping", SocketType::XPub));
    MadeRun run(topology);
    run.host.node("monitor");
    run.clock.advance(std::chrono::seconds(5));
    HostBatch batch = run.host.batch(run.clock.now());
    batch.monitors.push_back({NodeId("monitor"), 1, {}});
    Heart heard;
    heard.id = "006b8b4567";
    heard.firstNs = 1;
    heard.lastBeatNs = batch.timeNs - 1'500'000'000;
    heard.beats = 4;
    heard.missed = heard.missedInRow = 1;
    heard.rttUs = 410;
    heard.state = HeartState::Late;
    heard.address = "127.0.0.1:41234";
    Heart expected;
    expected.number = 1;
    expected.id = "kernel";
    expected.state = HeartState::Left;
    expected.cause = "its connection is closed";
    batch.hearts = {{NodeId("monitor"), heard}, {NodeId("monitor"), expected}};
    run.observer.addBatch(batch);
    const std::string text = writeReport(topology, *run.observer.current(), {});
    ASSERT_TRUE(fitsSchema(text)) << text;
    const Json hearts = Json::parse(text)["hearts"];
    ASSERT_EQ(hearts.size(), 2U);
    EXPECT_EQ(hearts[0]["monitor"], "monitor");
    EXPECT_EQ(hearts[0]["id"], "006b8b4567");
    EXPECT_EQ(hearts[0]["state"], "late");
    EXPECT_EQ(hearts[0]["rtt_ms"], 0.41);
    EXPECT_EQ(hearts[0]["beats"], 4);
    EXPECT_EQ(hearts[0]["missed"], 1);
    EXPECT_EQ(hearts[0]["age_s"], 1.5);
    EXPECT_FALSE(hearts[0]["left"]);
    EXPECT_TRUE(hearts[0]["process_id"].is_null());
    EXPECT_EQ(hearts[1]["state"], "lost");
    EXPECT_TRUE(hearts[1]["left"]);
    EXPECT_TRUE(hearts[1]["rtt_ms"].is_null());
    EXPECT_TRUE(hearts[1]["age_s"].is_null());
}

TEST(Report, EveryFigureSaysHowFarItCanBeTrusted)
{
    Topology topology = test::fan(SocketType::Push, SocketType::Pull, 3);
    topology.nodes[3].role = "outside";
    MadeRun run(topology);
    run.host.connect("ab");
    run.host.socket("a", "out").sent = 100;
    run.host.socket("a", "out").error = "option SNDBUF: refused";
    run.host.receive("ab", "b", 40, 99);
    const std::string text = writeReport(topology, *run.steps(5), {});
    ASSERT_TRUE(fitsSchema(text)) << text;
    const Json report = Json::parse(text);
    const Json& socket = report["nodes"][0]["sockets"][0];
    EXPECT_EQ(socket["quality"]["sent"], "exact");
    EXPECT_EQ(socket["quality"]["lost"], "unknown");
    EXPECT_EQ(socket["error"], "option SNDBUF: refused");
    EXPECT_EQ(report["nodes"][3]["sockets"][0]["quality"]["sent"], "unknown");
    EXPECT_FALSE(report["nodes"][1]["sockets"][0].contains("error"));
    const Json& wire = report["wires"][0];
    EXPECT_EQ(wire["quality"]["received"], "exact");
    EXPECT_EQ(wire["quality"]["sent"], "unknown");
    EXPECT_EQ(wire["quality"]["rtt_us"], "unknown");
    EXPECT_EQ(report["wires"][2]["quality"]["latency_us"], "unknown");
    for (const Json& each : report["wires"]) {
        EXPECT_EQ(each["sent"].is_null(), each["quality"]["sent"] == "unknown");
        EXPECT_EQ(each["lost"].is_null(), each["quality"]["lost"] == "unknown");
        EXPECT_EQ(each["queue_split"]["out"].is_null(), each["queue_split"]["quality"] == "unknown");
    }
}

TEST(Report, WhatWaitsInAWireIsSplit)
{
    const Topology topology = test::fan(SocketType::Push, SocketType::Pull, 1);
    MadeRun run(topology);
    run.host.connect("ab");
    for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
        run.host.end("ab", end).hasTcp = true;
        run.host.end("ab", end).tcpBytesSent = 77;
    }
    run.host.receive("ab", "b", 10, 10);
    run.host.end("ab", WireEnd::To).unreadBytes = 5 * 66;
    run.host.socket("a", "out").sent = 30;
    const std::string text = writeReport(topology, *run.steps(2), {});
    ASSERT_TRUE(fitsSchema(text)) << text;
    const Json wire = Json::parse(text)["wires"][0];
    EXPECT_EQ(wire["queue_split"], Json::parse(R"({"out": 0, "kernel": 5, "in": 15, "quality": "estimated"})"));
    EXPECT_EQ(wire["tcp_bytes"], 77);
}

TEST(Report, IsWholeBeforeAnythingHasRun)
{
    const Topology topology = test::fan(SocketType::Pub, SocketType::Sub, 1);
    const std::string text = writeReport(topology, Observation(), {});
    ASSERT_TRUE(fitsSchema(text)) << text;
    const Json report = Json::parse(text);
    EXPECT_EQ(report["nodes"].size(), 2U);
    EXPECT_TRUE(report["wires"][0]["sent"].is_null());
}

TEST(Report, ALostNodeHasFailedAndSaysWhy)
{
    const Topology topology = test::fan(SocketType::Push, SocketType::Pull, 1);
    MadeRun run(topology);
    run.host.node("a");
    run.step();
    run.observer.addHostReport({HostId("local"), HostState::Lost, 1, "killed"});
    const std::string text = writeReport(topology, *run.observer.current(), {});
    ASSERT_TRUE(fitsSchema(text)) << text;
    EXPECT_EQ(Json::parse(text)["nodes"][0]["state"], "failed");
    EXPECT_EQ(Json::parse(text)["nodes"][0]["error"], "its host was lost: killed");
}

} // namespace
} // namespace zeroloom
