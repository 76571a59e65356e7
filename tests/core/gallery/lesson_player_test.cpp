// A lesson is played as it is written: acts at their time, checks by the figures, and what went wrong is said.
#include <gmock/gmock.h>

#include "tests/core/gallery/pretended_stage.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::LessonPlayerTest;
using test::Silence;
using test::Simple;
using Phase = LessonPlayer::Phase;

TEST_F(LessonPlayerTest, AClaimComesTrueWhenItsFiguresDo)
{
    play(Simple);
    EXPECT_EQ(m_player->phase(), Phase::Reading);
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Acting) << "nothing is up yet";
    EXPECT_EQ(m_stage.done, std::vector<std::string>{"run"});
    m_stage.running = true;
    received() = 2;
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Checking);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::Checking);
    EXPECT_EQ(m_player->results()[0].figures, "received by client.req: 2");
    received() = 3;
    EXPECT_TRUE(m_player->advance());
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    m_player->goOn();
    EXPECT_EQ(m_player->phase(), Phase::Done);
}

TEST_F(LessonPlayerTest, AClaimThatDoesNotComeTrueSaysByWhichFigures)
{
    play(Simple);
    comeUp();
    received() = 2;
    pass(4900ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::Checking);
    EXPECT_NEAR(m_player->results()[0].timeLeft, 0.1, 0.05);
    pass(200ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[0].figures, "received by client.req: 2");
    EXPECT_EQ(m_player->phase(), Phase::Told);
}

TEST_F(LessonPlayerTest, APredictionIsChosenFirst)
{
    play(std::string("## Asked\n```predict\nWhat?\n- a\n* b\n```\n") + Simple);
    m_player->goOn();
    EXPECT_EQ(m_player->phase(), Phase::Reading);
    m_player->choose(7);
    EXPECT_FALSE(m_player->chosen());
    m_player->choose(0);
    m_player->choose(1);
    EXPECT_EQ(m_player->chosen(), 1U);
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Told);
}

TEST_F(LessonPlayerTest, ActsBeforeRunHoldFromTheStartAndLaterOnesWaitUntilItIsUp)
{
    play("## One\n```act\nkill server\nrun\nrestart server\n```\n```check\nreceived client.req >= 3 within 5s\n```\n");
    m_player->goOn();
    m_player->advance();
    EXPECT_TRUE(m_stage.startedWith.nodes[NodeId("server")].killed);
    EXPECT_EQ(m_stage.done, std::vector<std::string>{"run"});
    m_stage.running = true;
    m_player->advance();
    EXPECT_EQ(m_stage.done, (std::vector<std::string>{"run", "restart server"}));
}

TEST_F(LessonPlayerTest, WhatRanBeforeIsEndedFirst)
{
    m_stage.stopped = false;
    m_stage.running = true;
    play(Simple);
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_stage.done, std::vector<std::string>{"stop"});
    m_stage.stopped = true;
    m_player->advance();
    EXPECT_EQ(m_stage.done, (std::vector<std::string>{"stop", "run"}));
}

TEST_F(LessonPlayerTest, ARunThatDoesNotComeUpFailsAndTheStepCanBeTriedAgain)
{
    play(Simple);
    m_player->goOn();
    m_player->advance();
    pass(61s);
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_THAT(m_player->problem(), testing::HasSubstr("did not come up"));
    m_player->goOn();
    EXPECT_EQ(m_player->phase(), Phase::Reading);
    EXPECT_EQ(m_player->problem(), "");
}

TEST_F(LessonPlayerTest, AnActThatIsRefusedFailsWithItsReason)
{
    play("## One\n```act\nrun\nkill server\n```\n```check\nreceived client.req >= 3\n```\n");
    m_stage.refusal = "somebody stands in the way";
    comeUp();
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_EQ(m_player->problem(), "'kill server' could not be done: somebody stands in the way");
}

TEST_F(LessonPlayerTest, CountsBeginWithTheStep)
{
    play(std::string(Simple) + "## Two\n```check\nreceived client.req >= 2 within 5s\n```\n");
    comeUp();
    received() = 3;
    m_player->advance();
    m_player->goOn();
    m_player->goOn();
    pass(100ms);
    EXPECT_EQ(m_player->phase(), Phase::Checking) << "the three are of the step before";
    received() = 5;
    pass(100ms);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
}

TEST_F(LessonPlayerTest, ForSomeTimeCountsFromWhenTheCheckBegan)
{
    play(Silence);
    received() = 7;
    comeUp();
    pass(2900ms);
    EXPECT_EQ(m_player->phase(), Phase::Checking);
    pass(200ms);
    EXPECT_EQ(m_player->phase(), Phase::Told);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
}

TEST_F(LessonPlayerTest, WhatWasStillUnderWayWhenItWasDoneIsWaitedFor)
{
    play(Silence);
    comeUp();
    pass(1s);
    received() = 1; // it was on its way
    pass(3s);
    EXPECT_EQ(m_player->phase(), Phase::Checking) << "three seconds from then on";
    pass(200ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
}

TEST_F(LessonPlayerTest, WhatGoesOnForEverIsNotWaitedFor)
{
    play(Silence);
    comeUp();
    for (int i = 0; i < 12 && m_player->phase() == Phase::Checking; ++i) {
        ++received();
        pass(500ms);
    }
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[0].figures, "received by client.req: 1");
}

TEST_F(LessonPlayerTest, BrokenAfterItHadSettledItFailsAtOnce)
{
    play("## One\n```act\nrun\nkill server\n```\n```check\nreceived client.req = 0 for 20s\n```\n");
    received() = 0;
    comeUp();
    pass(10s);
    ++received();
    pass(100ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
}

TEST_F(LessonPlayerTest, AFigureThatStaysUnknownDidNotComeTrue)
{
    play(Silence); // no socket was ever seen
    comeUp();
    pass(6s);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[0].figures, "received by client.req: not known");
}

TEST_F(LessonPlayerTest, TheFiguresMustCoverTheTime)
{
    play(Silence);
    received() = 0;
    comeUp();
    for (int i = 0; i < 40; ++i) { // no figures come
        m_stage.time += 100ms;
        m_player->advance();
    }
    EXPECT_EQ(m_player->phase(), Phase::Checking);
    pass(3100ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::CameTrue);
}

TEST_F(LessonPlayerTest, TheChecksAfterOneThatFailedAreMade)
{
    play("## One\n```act\nrun\n```\n```check\nsent source > 5 within 1s\nreceived client.req >= 1 within 2s\n```\n");
    comeUp();
    received() = 1;
    pass(1500ms);
    EXPECT_EQ(m_player->results()[0].state, ClaimState::DidNotComeTrue);
    EXPECT_EQ(m_player->results()[1].state, ClaimState::CameTrue);
}

TEST_F(LessonPlayerTest, AStepIsGoneToAndNeedsWhatRanBeforeIt)
{
    play(std::string(Simple) + "## Two\n```act\nkill server\n```\n");
    m_player->goTo(1);
    EXPECT_EQ(m_player->step(), 1U);
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_THAT(m_player->problem(), testing::HasSubstr("nothing runs"));
    m_player->goTo(0);
    EXPECT_EQ(m_player->phase(), Phase::Reading);
}

TEST_F(LessonPlayerTest, CountsTheActsThatAreDone)
{
    play("## One\n```act\nkill server\nrun\nrestart server\nkill sink\n```\n```check\nreceived client.req >= 3\n```\n");
    EXPECT_EQ(m_player->actsDone(), 0U);
    m_player->goOn();
    EXPECT_EQ(m_player->actsDone(), 0U);
    EXPECT_TRUE(m_player->advance());
    EXPECT_EQ(m_player->actsDone(), 1U) << "the run stands under what was killed before it, and is not up yet";
    m_stage.refusal = "somebody stands in the way";
    m_stage.running = true;
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_EQ(m_player->actsDone(), 2U) << "the restart was refused";
    m_stage.refusal.clear();
    m_player->goOn();
    EXPECT_EQ(m_player->actsDone(), 0U);
    m_player->goOn();
    m_player->advance();
    EXPECT_EQ(m_player->actsDone(), 0U) << "what ran before is ended first";
    m_stage.stopped = true;
    m_player->advance();
    m_stage.running = true;
    m_player->advance();
    EXPECT_EQ(m_player->phase(), Phase::Checking);
    EXPECT_EQ(m_player->actsDone(), 4U);
}

TEST_F(LessonPlayerTest, ARunThatDoesNotComeUpWasNotDone)
{
    play("## One\n```act\nkill server\nrun\n```\n```check\nreceived client.req = 0 for 3s\n```\n");
    m_player->goOn();
    m_player->advance();
    pass(61s);
    EXPECT_EQ(m_player->phase(), Phase::Failed);
    EXPECT_EQ(m_player->actsDone(), 1U);
}

} // namespace
} // namespace zeroloom
