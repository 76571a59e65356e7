// What a lesson claims is read as it was meant, is refused when it says nothing, and is judged by the figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/gallery/claim.h"
#include "tests/core/gallery/lesson_samples.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::socketRef;

class ClaimTest : public testing::Test {
protected:
    std::string refusal(std::string_view text)
    {
        const auto claim = parseClaim(text, m_topology);
        return claim ? "accepted" : claim.error().text();
    }
    // Of m_now since m_begin.
    std::optional<bool> judged(std::string_view text)
    {
        const auto claim = parseClaim(text, m_topology);
        EXPECT_TRUE(claim) << text << ": " << claim.error().text();
        return claim ? holds(*claim, m_now, m_begin, m_figures) : std::nullopt;
    }

    const Topology m_topology = test::lessonTopologySample();
    Observation m_now, m_begin;
    std::string m_figures;
};

TEST_F(ClaimTest, WordsFigureSubjectComparisonAndTimeAreRead)
{
    const auto claim = parseClaim("the client: received nothing: received  client.req = 0 for 3s", m_topology);
    ASSERT_TRUE(claim) << claim.error().text();
    EXPECT_EQ(claim->words, "the client: received nothing");
    EXPECT_EQ(claim->written, "received client.req = 0 for 3s");
    EXPECT_EQ(claim->left.figure, ClaimFigure::Received);
    EXPECT_EQ(claim->left.socket, socketRef("client", "req"));
    EXPECT_EQ(claim->comparison, ClaimComparison::Equal);
    EXPECT_TRUE(claim->throughout);
    EXPECT_EQ(claim->time, 3s);
}

TEST_F(ClaimTest, WithoutATimeItHasTenSeconds)
{
    const auto claim = parseClaim("received sink > 5", m_topology);
    ASSERT_TRUE(claim);
    EXPECT_EQ(claim->words, "received sink > 5");
    EXPECT_FALSE(claim->throughout);
    EXPECT_EQ(claim->time, 10s);
    EXPECT_EQ(parseClaim("received sink > 5 within 20s", m_topology)->time, 20s);
}

TEST_F(ClaimTest, AWireIsNamedByItsIdOrItsEndsEitherWay)
{
    EXPECT_FALSE(parseClaim("received ask > 0", m_topology)->left.backward);
    const auto forward = parseClaim("received client.req->server.rep > 0", m_topology);
    const auto backward = parseClaim("received server.rep->client.req > 0", m_topology);
    ASSERT_TRUE(forward && backward);
    EXPECT_EQ(forward->left.wire, WireId("ask"));
    EXPECT_EQ(backward->left.wire, WireId("ask"));
    EXPECT_FALSE(forward->left.backward);
    EXPECT_TRUE(backward->left.backward);
    m_now.wires[WireId("ask")].forward.received = Figure<std::uint64_t>::exact(3);
    m_now.wires[WireId("ask")].backward.received = Figure<std::uint64_t>::exact(2);
    EXPECT_EQ(judged("received client.req->server.rep = 3"), true);
    EXPECT_EQ(judged("received server.rep->client.req = 2"), true);
}

TEST_F(ClaimTest, CountsAreOfTheStepAndInAllOfTheRun)
{
    m_begin.sockets[socketRef("sink", "in")].received = 40;
    m_now.sockets[socketRef("sink", "in")].received = 42;
    EXPECT_EQ(judged("received sink.in = 2"), true);
    EXPECT_EQ(m_figures, "received by sink.in: 2");
    EXPECT_EQ(judged("total received sink.in = 42"), true);
    EXPECT_EQ(m_figures, "received by sink.in in all: 42");
    EXPECT_EQ(judged("received sink.in < total received sink.in"), true);
}

TEST_F(ClaimTest, ANodeIsTheSumOfItsSockets)
{
    m_now.sockets[socketRef("monitor", "ping")].sent = 5;
    m_now.sockets[socketRef("monitor", "pong")].sent = 2;
    EXPECT_EQ(judged("sent monitor = 7"), true);
}

TEST_F(ClaimTest, ARateIsOfWhatIsReceivedOrElseSent)
{
    auto& source = m_now.sockets[socketRef("source", "out")];
    source.sendRate = Figure<double>::exact(100);
    source.receiveRate = Figure<double>::exact(0);
    m_now.sockets[socketRef("client", "req")].sendRate = Figure<double>::exact(50);
    m_now.sockets[socketRef("client", "req")].receiveRate = Figure<double>::exact(20);
    EXPECT_EQ(judged("rate source.out = 100"), true);
    EXPECT_EQ(judged("rate client = 20"), true);
    EXPECT_EQ(m_figures, "rate of client: 20/s");
}

TEST_F(ClaimTest, WhatIsNotKnownIsNotJudged)
{
    EXPECT_EQ(judged("received sink.in > 5"), std::nullopt);
    EXPECT_EQ(m_figures, "received by sink.in: not known");
    m_now.sockets[socketRef("source", "out")]; // its losses are not known
    EXPECT_EQ(judged("lost source.out > 5"), std::nullopt);
    m_now.sockets[socketRef("source", "out")].lost = Figure<LossCounts>::exact({.highWaterMark = 9});
    EXPECT_EQ(judged("lost source.out > 5"), true);
    EXPECT_EQ(judged("lost-unroutable source.out = 0 for 1s"), true);
    // Lost before the step without anybody knowing of it, or in it?
    m_begin.sockets[socketRef("source", "out")];
    EXPECT_EQ(judged("lost source.out > 5"), std::nullopt);
}

TEST_F(ClaimTest, AboutIsWithinAFifthAndNeverOfNothing)
{
    auto& client = m_now.sockets[socketRef("client", "req")];
    auto& sink = m_now.sockets[socketRef("sink", "in")];
    EXPECT_EQ(judged("received client.req ~ received sink.in"), false);
    client.received = 100;
    sink.received = 80;
    EXPECT_EQ(judged("received client.req ~ received sink.in"), true);
    EXPECT_EQ(m_figures, "received by client.req: 100, received by sink.in: 80");
    sink.received = 79;
    EXPECT_EQ(judged("received client.req ~ received sink.in"), false);
}

TEST_F(ClaimTest, EveryComparisonCompares)
{
    m_now.sockets[socketRef("sink", "in")].received = 5;
    const auto holding = [&](const std::string& rest) { return judged("total received sink.in " + rest).value(); };
    EXPECT_TRUE(holding("= 5") && !holding("= 4"));
    EXPECT_TRUE(holding("!= 4") && !holding("!= 5"));
    EXPECT_TRUE(holding("< 6") && !holding("< 5"));
    EXPECT_TRUE(holding("<= 5") && !holding("<= 4"));
    EXPECT_TRUE(holding("> 4") && !holding("> 5"));
    EXPECT_TRUE(holding(">= 5") && !holding(">= 6"));
    EXPECT_TRUE(holding("~ 6") && !holding("~ 7"));
}

TEST_F(ClaimTest, StatesHeartsAndWhatARoleReportsAreFigures)
{
    EXPECT_EQ(judged("state-running server = 0"), true) << "a node that was taken out is not there";
    m_now.nodes[NodeId("server")].state = NodeState::Running;
    EXPECT_EQ(judged("state-running server = 1"), true);
    m_now.monitors[NodeId("monitor")].figures.alive = 3;
    EXPECT_EQ(judged("alive monitor = 3"), true);
    EXPECT_EQ(judged("lost-hearts monitor = 0"), true);
    m_now.nodes[NodeId("client")].figures["retries"] = std::int64_t{2};
    EXPECT_EQ(judged("retries client = 2"), true);
    EXPECT_EQ(m_figures, "retries of client: 2");
    auto& wire = m_now.wires[WireId("ask")];
    wire.from.state = ConnectionState::Connected;
    EXPECT_EQ(judged("connected ask = 0"), true);
    wire.to.state = ConnectionState::Connected;
    EXPECT_EQ(judged("connected ask = 1"), true);
}

TEST_F(ClaimTest, AClaimThatCouldNotFailIsRefused)
{
    for (const char* text : {"received sink = 0", "received sink < 5", "lost source <= 3 within 5s", "sent source != 7"})
        EXPECT_THAT(refusal(text), testing::HasSubstr("true from the beginning")) << text;
    for (const char* text : {"received sink = 0 for 1s", "total received sink = 0", "queue sink = 0"})
        EXPECT_EQ(refusal(text), "accepted") << text;
}

TEST_F(ClaimTest, AClaimThatCouldNotComeTrueIsRefused)
{
    for (const char* text : {"received sink > 5 for 3s", "sent source = 1 for 1s"})
        EXPECT_THAT(refusal(text), testing::HasSubstr("cannot hold from the beginning")) << text;
}

TEST_F(ClaimTest, WhatDoesNotExistIsNamed)
{
    EXPECT_EQ(refusal("recieved sink > 5"), "there is no figure 'recieved' of 'sink'; did you mean 'received'?");
    EXPECT_EQ(refusal("retrys client > 5"), "there is no figure 'retrys' of 'client'; did you mean 'retries'?");
    EXPECT_EQ(refusal("received sinc > 5"),
              "there is no node and no wire 'sinc'; did you mean 'sink'?");
    EXPECT_EQ(refusal("received elsewhere > 5"),
              "there is no node and no wire 'elsewhere'; the nodes are client, server, source, sink, monitor");
    EXPECT_EQ(refusal("received sink.out > 5"), "node 'sink' has no socket 'out'; it has in");
    EXPECT_EQ(refusal("connected sink = 1"), "'connected' is a figure of wires, and 'sink' is a node");
    EXPECT_EQ(refusal("alive push = 1"), "'alive' is a figure of nodes, and 'push' is a wire");
    EXPECT_EQ(refusal("total queue sink = 1"), "'queue' does not count from the beginning of a step: leave out 'total'");
}

TEST_F(ClaimTest, WhatIsNoClaimIsRefused)
{
    for (const char* text : {"", " ", "received", "received sink", "received sink >", "received sink 5", "received sink => 5",
                             "received sink > five", "received sink > 5 for", "received sink > 5 within soon",
                             "received sink > 5 within 0", "received sink > 5 within 1h", "received sink > 5 until 3s",
                             "received sink > 5 within 3s please", "5 > 3", "received sink > nan", "total", ": ", "a: "})
        EXPECT_NE(refusal(text), "accepted") << text;
}

} // namespace
} // namespace zeroloom
