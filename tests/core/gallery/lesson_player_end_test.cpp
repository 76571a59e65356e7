// A run that ends under a lesson's claims: nothing comes then, and that proves nothing.
#include <gmock/gmock.h>

#include "tests/core/gallery/pretended_stage.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::LessonPlayerTest;
using test::PretendedStage;
using test::Silence;
using test::Simple;
using Phase = LessonPlayer::Phase;

TEST_F(LessonPlayerTest, NothingThatARunShowsAfterItsEndComesTrue)
{
    for (const char* claim : {"received client.req = 0 for 3s", "state-running server = 0 within 5s",
                              "connected ask = 0 within 5s", "received client.req >= 1 within 5s"}) {
        m_stage = PretendedStage();
        play(std::string("## One\n```act\nrun\n```\n```check\n") + claim + "\n```\n");
        m_stage.seen.nodes[NodeId("server")].state = NodeState::Running;
        m_stage.seen.wires[WireId("ask")].from.state = m_stage.seen.wires[WireId("ask")].to.state =
            ConnectionState::Connected;
        received() = 0;
        comeUp();
        pass(500ms);
        ASSERT_EQ(m_player->phase(), Phase::Checking) << claim;
        stopRun();
        m_stage.seen.nodes.clear();
        m_stage.seen.wires[WireId("ask")].to.state = ConnectionState::Disconnected;
        m_stage.time += 100ms;
        EXPECT_TRUE(m_player->advance());
        EXPECT_EQ(m_player->phase(), Phase::Told) << claim;
        const ClaimResult& result = m_player->results()[0];
        EXPECT_EQ(result.state, ClaimState::DidNotComeTrue) << claim;
        EXPECT_EQ(result.ended, "the run ended") << claim;
        EXPECT_NEAR(result.seconds, 0.6, 0.01) << claim;
        EXPECT_FALSE(result.figures.empty()) << claim;
    }
}

TEST_F(LessonPlayerTest, AClaimForSomeTimeDoesNotComeTrueBySilenceWhenItsRunHasEnded)
{
    play(Silence);
    received() = 0;
    comeUp();
    pass(1s);
    m_stage.stopped = true;
    for (int i = 0; i < 100; ++i) { // ten seconds without figures
        m_stage.time += 100ms;
        m_player->advance();
    }
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[0].ended, "the run ended");
    EXPECT_EQ(m_player->results()[0].figures, "received by client.req: 0");
}

TEST_F(LessonPlayerTest, ARunThatEndsBeforeTheFirstFigureProvesNothing)
{
    play("## One\n```act\nrun\n```\n```check\nreceived client.req = 0 for 3s\nsent source >= 1 within 5s\n```\n");
    comeUp();
    pass(200ms);
    ASSERT_EQ(m_player->results()[0].figures, "received by client.req: not known");
    stopRun();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Told);
    for (const ClaimResult& result : m_player->results()) {
        EXPECT_EQ(result.state, ClaimState::DidNotComeTrue);
        EXPECT_EQ(result.ended, "the run ended");
    }
    EXPECT_EQ(m_player->results()[1].figures, "") << "its turn had not come";
}

TEST_F(LessonPlayerTest, WhatCameTrueBeforeTheRunEndedStaysTrue)
{
    play("## One\n```act\nrun\n```\n```check\nreceived client.req >= 1 within 5s\nreceived sink = 0 for 3s\n```\n");
    comeUp();
    received() = 1;
    pass(100ms);
    stopRun();
    pass(100ms);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
    EXPECT_EQ(m_player->results()[0].ended, "");
    EXPECT_EQ(m_player->results()[1].state, ClaimState::DidNotComeTrue);
}

TEST_F(LessonPlayerTest, AHostThatIsLostEndsTheChecksAndIsSaid)
{
    play(Silence);
    received() = 0;
    comeUp();
    pass(1s);
    loseHost();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[0].ended, "host 'local' was lost: killed by signal 9");
}

TEST_F(LessonPlayerTest, AHostThatWasLostBeforeTheActsMayBeBroughtBackByThem)
{
    const std::string two = std::string(Simple) + "## Two\n```act\nrestart server\n```\n```check\nreceived client.req "
                                                  ">= 1 within 9s\n```\n";
    for (const bool back : {true, false}) {
        m_stage = PretendedStage();
        play(two);
        comeUp();
        received() = 3;
        m_player->advance();
        loseHost();
        m_player->goOn();
        m_player->goOn();
        received() = 4;
        pass(1s);
        EXPECT_EQ(m_player->phase(), Phase::Checking) << "it is not known yet whether it comes back";
        if (back)
            m_stage.seen.hosts[HostId("local")].state = HostState::Running;
        pass(5s);
        EXPECT_EQ(m_player->phase(), Phase::Told);
        EXPECT_EQ(m_player->results()[0].state, back ? ClaimState::CameTrue : ClaimState::DidNotComeTrue);
        EXPECT_EQ(m_player->results()[0].ended, back ? "" : "host 'local' was lost: killed by signal 9");
    }
}

// Nothing came while it was away, which proves nothing.
TEST_F(LessonPlayerTest, TheTimeOfAClaimBeginsWhenItsHostIsBack)
{
    play(std::string(Simple) + "## Two\n```act\nrestart server\n```\n```check\nreceived client.req = 0 for 3s\n```\n");
    comeUp();
    received() = 3;
    m_player->advance();
    loseHost();
    m_player->goOn();
    m_player->goOn();
    pass(4s);
    m_stage.seen.hosts[HostId("local")].state = HostState::Running;
    pass(1s);
    EXPECT_EQ(m_player->phase(), Phase::Checking);
    pass(3s);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
}

// Its counters stand still, as they should: the run goes on without it.
TEST_F(LessonPlayerTest, ANodeThatAnActKilledIsPartOfTheRun)
{
    play("## One\n```act\nrun\nkill client\n```\n```check\nreceived client.req = 0 for 3s\nstate-running client = 0\n"
         "```\n");
    m_stage.seen.hosts[HostId("local")] = {HostId("local"), HostState::Running, 1, {}};
    received() = 7;
    comeUp();
    m_stage.seen.nodes.erase(NodeId("client"));
    pass(3500ms);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    for (const ClaimResult& result : m_player->results()) {
        EXPECT_EQ(result.state, ClaimState::CameTrue) << result.figures << result.ended;
        EXPECT_EQ(result.ended, "");
    }
}

TEST_F(LessonPlayerTest, ARunThatEndsBeforeItIsUpIsNotWaitedFor)
{
    play(Simple);
    m_player->goOn();
    m_player->advance();
    stopRun();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_EQ(m_player->problem(), "the topology did not come up: the run ended");
    m_stage = PretendedStage();
    m_player->goOn();
    m_player->goOn();
    m_player->advance();
    loseHost("");
    m_player->advance();
    EXPECT_EQ(m_player->problem(), "the topology did not come up: host 'local' was lost");
}

// `stop` as an act leaves nothing to check, in its own step and in those after it; the reader refuses such checks.
TEST_F(LessonPlayerTest, AStepMayStopTheRunAndTheNextOneFindsNothingToCheck)
{
    play(std::string(Simple) + "## Two\n```act\nstop\n```\n");
    m_lesson.steps.push_back(m_lesson.steps[0]);
    m_lesson.steps[2].acts.clear();
    comeUp();
    received() = 3;
    m_player->advance();
    m_player->goOn();
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Acting) << "it has not ended yet";
    EXPECT_EQ(m_player->actsDone(), 0U);
    m_stage.stopped = true;
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Told);
    m_player->goOn();
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_THAT(m_player->problem(), testing::HasSubstr("nothing runs that could be checked"));
}

} // namespace
} // namespace zeroloom
