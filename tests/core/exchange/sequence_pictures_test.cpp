#include "core/exchange/sequence_pictures.h"

#include <cstdlib>
#include <fstream>
#include <limits>

#include <gmock/gmock.h>

#include "tests/support/golden_file.h"
#include "tests/support/network.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

using enum SocketType;
using enum FrameKind;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path GoldenSequences =
    std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests" / "data" / "exchange" / "sequence";
constexpr double Unseen = std::numeric_limits<double>::quiet_NaN();

SequenceFrame body(const std::string& text) { return {Body, text, false, false}; }
SequenceFrame added(FrameKind kind, const std::string& text) { return {kind, text, true, false}; }
SequenceFrame taken(FrameKind kind, const std::string& text) { return {kind, text, false, true}; }

Topology brokerTopology()
{
    Network network;
    network.node("client", "requester", {{"s", Req}})
        .node("end", "proxy", {{"frontend", Router}, {"backend", Dealer}})
        .node("server", "replier", {{"s", Rep}})
        .node("log", "sink", {{"in", Sub}})
        .node("pub", "source", {{"out", XPub}})
        .wire("client.s", "end.frontend")
        .wire("end.backend", "server.s")
        .wire("pub.out", "log.in");
    network.topology().name = "A broker";
    network.topology().nodes[1].label = "Broker";
    return network.topology();
}

// A request and its reply through a broker, one that was lost, a subscription, and one that came from nobody knows
// where.
Sequence brokerSequence()
{
    Sequence sequence;
    for (const char* id : {"client", "end", "server", "pub", "log"})
        sequence.lifelines.emplace_back(id);
    const SocketRef client = socketRef("client.s"), front = socketRef("end.frontend"), back = socketRef("end.backend"),
                    server = socketRef("server.s"), pub = socketRef("pub.out"), log = socketRef("log.in");
    const WireId first("w1"), second("w2"), third("w3");
    sequence.arrows = {
        {log, pub, third, Unseen, 0.0001, {}, {{Subscription, "\\x01weather.", false, false}}, {}},
        {client,
         front,
         first,
         0.0010,
         0.0011,
         {body("Hello")},
         {added(RoutingId, "Alice"), added(Delimiter, ""), body("Hello")},
         client},
        {back,
         server,
         second,
         0.0012,
         0.0015,
         {taken(RoutingId, "Alice"), taken(Delimiter, ""), body("Hello")},
         {body("Hello")},
         client},
        {server,
         back,
         second,
         0.0020,
         0.0021,
         {body("World")},
         {added(RoutingId, "Alice"), added(Delimiter, ""), body("World")},
         {}},
        {front,
         client,
         first,
         0.0022,
         0.0024,
         {taken(RoutingId, "Alice"), taken(Delimiter, ""), body("World")},
         {body("World")},
         {}},
        {pub,
         log,
         third,
         0.5,
         0.50008,
         {{Topic, "weather.", false, false}, body("stamped, 64 bytes")},
         {{Topic, "weather.", false, false}, body("stamped, 64 bytes")},
         pub},
        {client, {}, first, 1.25, Unseen, {{Command, "READY", false, false}}, {}, {}},
        {{}, server, {}, Unseen, 2, {}, {body("")}, {}},
    };
    sequence.leftOut = 1412;
    return sequence;
}

TEST(SequencePictures, LookAsTheyWereLookedAt)
{
    const Topology topology = brokerTopology();
    test::expectGolden(GoldenSequences / "broker.svg", sequenceAsSvg(brokerSequence(), topology, false));
    test::expectGolden(GoldenSequences / "broker-dark.svg", sequenceAsSvg(brokerSequence(), topology, true));
    test::expectGolden(GoldenSequences / "broker.mmd", sequenceAsMermaid(brokerSequence(), topology));
}

TEST(SequencePictures, WithoutMessagesTheySaySo)
{
    EXPECT_THAT(sequenceAsSvg({}, {}, false), HasSubstr("No message was seen."));
    EXPECT_EQ(sequenceAsMermaid({}, {}), "sequenceDiagram\n");
}

// Names and frames that would be markup, another statement, a comment, or would end the line.
constexpr const char* HostileText =
    "</text><script>alert(1)</script>\n  loop x; end %%{init}%% #quot; ]]> & ' \" -->|x|\x01 \xff";

TEST(SequencePictures, NoNameAndNoFrameBreaksOut)
{
    Topology topology = brokerTopology();
    topology.name = HostileText;
    topology.nodes[0].label = HostileText;
    topology.nodes[1].id = NodeId(HostileText);
    topology.nodes[1].label.clear();
    topology.wires[0].to.node = NodeId(HostileText);
    Sequence sequence = brokerSequence();
    sequence.lifelines[1] = NodeId(HostileText);
    for (SequenceArrow& arrow : sequence.arrows) {
        for (SocketRef* ref : {&arrow.from, &arrow.to, &arrow.origin}) {
            if (ref->node == NodeId("end"))
                ref->node = NodeId(HostileText);
        }
        for (auto* frames : {&arrow.sent, &arrow.received}) {
            for (SequenceFrame& frame : *frames)
                frame.text = HostileText;
        }
    }
    const std::string svg = sequenceAsSvg(sequence, topology, false);
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    const test::TemporaryFolder folder;
    std::ofstream(folder / "sequence.svg") << svg;
    EXPECT_EQ(std::system(("xmllint --noout --nonet '" + (folder / "sequence.svg").string() + "'").c_str()), 0);
    const std::string mermaid = sequenceAsMermaid(sequence, topology);
    for (const char* trouble : {"<", "%%", "loop x;", "#quot;", "\x01"})
        EXPECT_THAT(mermaid.substr(mermaid.find("sequenceDiagram")), Not(HasSubstr(trouble)));
    // A line for each participant and arrow, and one for what was left out; each begins as it must.
    const std::string plain = sequenceAsMermaid(brokerSequence(), brokerTopology());
    EXPECT_EQ(std::count(mermaid.begin(), mermaid.end(), '\n'), std::count(plain.begin(), plain.end(), '\n'));
}

TEST(SequencePictures, AreWellFormedWithManyFramesAndOneLifeline)
{
    Sequence sequence;
    sequence.lifelines.emplace_back("client");
    SequenceArrow arrow{socketRef("client.s"), socketRef("client.s"), {}, 1, 2, {}, {}, {}};
    arrow.sent.assign(33, body("a frame that is long enough"));
    sequence.arrows.push_back(arrow);
    const std::string svg = sequenceAsSvg(sequence, brokerTopology(), false);
    EXPECT_THAT(svg, HasSubstr("and 26 more"));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    const test::TemporaryFolder folder;
    std::ofstream(folder / "sequence.svg") << svg;
    EXPECT_EQ(std::system(("xmllint --noout --nonet '" + (folder / "sequence.svg").string() + "'").c_str()), 0);
}

} // namespace
} // namespace zeroloom
