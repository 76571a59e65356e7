// A lesson is played as it is written: acts at their time, checks by the figures, and what went wrong is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/gallery/lesson_player.h"
#include "core/gallery/run_readiness.h"
#include "tests/core/gallery/lesson_samples.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using Phase = LessonPlayer::Phase;
using test::lessonHead;
using test::socketRef;

// A run that does what the test says, and writes down what was done to it.
class PretendedStage final : public LessonStage {
public:
    Status startRun(const RunConditions& conditions) override
    {
        done.push_back("run");
        startedWith = conditions;
        stopped = false;
        ending = false;
        return {};
    }
    void stopRun() override
    {
        done.push_back("stop");
        running = false;
        ending = true;
    }
    Status perform(const Act& act) override
    {
        done.push_back(actText(act));
        return refusal.empty() ? Status() : fail(ErrorCode::Runtime, refusal);
    }
    bool isRunning() const override { return running; }
    bool isEnding() const override { return ending || stopped; }
    bool isStopped() const override { return stopped; }
    ObservationPtr observation() const override { return std::make_shared<const Observation>(seen); }
    Nanoseconds now() const override { return time; }

    std::vector<std::string> done;
    RunConditions startedWith;
    bool running = false, ending = false, stopped = true;
    std::string refusal;
    Observation seen;
    Nanoseconds time{1s};
};

class LessonPlayerTest : public testing::Test {
protected:
    void play(const std::string& steps)
    {
        auto lesson = readLesson(lessonHead() + steps, "sample", m_topology);
        ASSERT_TRUE(lesson) << lesson.error().front().text();
        m_lesson = std::move(*lesson);
        m_player.emplace(m_lesson, m_topology, m_stage);
    }
    // The clock goes on, and figures come with it.
    void pass(Nanoseconds time)
    {
        for (Nanoseconds left = time; left > 0ns; left -= 100ms) {
            m_stage.time += 100ms;
            m_stage.seen.seconds += 0.1;
            m_player->advance();
        }
    }
    void comeUp()
    {
        m_player->goOn();
        m_player->advance();
        m_stage.running = true;
        m_player->advance();
    }
    // As the learner's Stop does.
    void stopRun()
    {
        m_stage.running = false;
        m_stage.ending = true;
    }
    void loseHost(const std::string& detail = "killed by signal 9")
    {
        m_stage.seen.hosts[HostId("local")] = {HostId("local"), HostState::Lost, 0, detail};
    }
    std::uint64_t& received() { return m_stage.seen.sockets[socketRef("client", "req")].received; }

    const Topology m_topology = test::lessonTopologySample();
    Lesson m_lesson;
    PretendedStage m_stage;
    std::optional<LessonPlayer> m_player;
};

constexpr const char* Simple = "## One\n```act\nrun\n```\n```check\nreceived client.req >= 3 within 5s\n```\n";

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

constexpr const char* Silence =
    "## One\n```act\nrun\nkill server\n```\n```check\nreceived client.req = 0 for 3s\n```\n";

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

// --- A run that ends under a claim: nothing comes then, and that proves nothing
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

class RunReadinessTest : public testing::Test {
protected:
    RunReadinessTest()
    {
        m_seen.hosts[HostId("local")].state = HostState::Running;
        for (const Node& node : m_topology.nodes)
            m_seen.nodes[node.id].state = NodeState::Running;
        for (const Wire& wire : m_topology.wires)
            m_seen.wires[wire.id].from.state = m_seen.wires[wire.id].to.state = ConnectionState::Connected;
    }
    bool isUp() const { return runIsUp(m_topology, m_conditions, m_seen); }
    const Topology m_topology = test::lessonTopologySample();
    RunConditions m_conditions;
    Observation m_seen;
};

TEST_F(RunReadinessTest, EverythingMustRunAndBeConnected)
{
    EXPECT_TRUE(isUp());
    EXPECT_FALSE(runIsUp(m_topology, m_conditions, Observation()));
    m_seen.wires[WireId("ask")].to.state = ConnectionState::Listening;
    EXPECT_FALSE(isUp());
    m_conditions.nodes[NodeId("client")].killed = true;
    m_seen.nodes.erase(NodeId("client"));
    EXPECT_TRUE(isUp()) << "its wire cannot be connected";
    m_seen.nodes[NodeId("sink")].state = NodeState::Starting;
    EXPECT_FALSE(isUp());
    m_seen.nodes[NodeId("sink")].state = NodeState::Exited;
    m_seen.wires[WireId("push")].from.state = ConnectionState::Disconnected;
    EXPECT_TRUE(isUp()) << "it has done its work already";
    m_seen.hosts[HostId("local")].state = HostState::Starting;
    EXPECT_FALSE(isUp());
}

TEST_F(RunReadinessTest, AWireThatWasCutIsNotWaitedFor)
{
    m_seen.wires[WireId("push")].from.state = ConnectionState::Connecting;
    EXPECT_FALSE(isUp());
    m_conditions.wires[WireId("push")].cut = true;
    EXPECT_TRUE(isUp());
}

} // namespace
} // namespace zeroloom
