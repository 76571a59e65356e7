// Where a peering broker sends requests and replies, without a socket.
#include <map>

#include <gtest/gtest.h>

#include "core/role/peering_routes.h"
#include "core/role/peering_state.h"

namespace zeroloom {
namespace {

using enum RequestFrom;

class PeeringRoutesTest : public ::testing::Test {
protected:
    PeeringRoutesTest()
    {
        choice.setSeed(7);
        routes.setName("A");
        routes.setCloudReached(true);
    }
    PeeringTarget routed(RequestFrom from)
    {
        EXPECT_TRUE(routes.accepts(from));
        return routes.accepts(from) ? routes.route(from, choice) : PeeringTarget();
    }

    PeeringRoutes routes;
    SeededChoice choice;
};

TEST_F(PeeringRoutesTest, WithoutWorkersNothingIsAccepted)
{
    for (const PeeringForm form : {PeeringForm::ByShare, PeeringForm::ByState}) {
        routes.setForm(form);
        EXPECT_FALSE(routes.accepts(Client));
        EXPECT_FALSE(routes.accepts(Peer));
    }
}

TEST_F(PeeringRoutesTest, TheWorkerThatHasWaitedLongestIsNext)
{
    routes.setForm(PeeringForm::ByState);
    routes.workerIsFree("w1");
    routes.workerIsFree("w2");
    routes.workerIsFree("w1"); // said twice, counted once
    EXPECT_EQ(routes.freeWorkers(), 2U);
    EXPECT_EQ(routed(Client), (PeeringTarget{false, "w1"}));
    routes.workerIsFree("w1");
    EXPECT_EQ(routed(Peer), (PeeringTarget{false, "w2"}));
    EXPECT_EQ(routed(Client), (PeeringTarget{false, "w1"}));
    EXPECT_EQ(routes.freeWorkers(), 0U);
}

TEST_F(PeeringRoutesTest, ByStateAPeerGetsWhatFindsNoWorkerHereAsOftenAsItHasRoom)
{
    routes.setForm(PeeringForm::ByState);
    EXPECT_TRUE(routes.hearState("B", "2"));
    EXPECT_EQ(routes.knownCapacity(), 2);
    EXPECT_EQ(routed(Client), (PeeringTarget{true, "B"}));
    EXPECT_EQ(routed(Client), (PeeringTarget{true, "B"}));
    EXPECT_FALSE(routes.accepts(Client)) << "one is counted off for each request";
    EXPECT_EQ(routes.knownText(), "B 0");
    routes.workerIsFree("w");
    EXPECT_TRUE(routes.hearState("B", "1"));
    EXPECT_EQ(routed(Client), (PeeringTarget{false, "w"})) << "the own workers come first";
    EXPECT_FALSE(routes.accepts(Peer)) << "what came from a peer is passed on to nobody";
}

TEST_F(PeeringRoutesTest, ByStateEveryPeerWithRoomHasItsTurn)
{
    routes.setForm(PeeringForm::ByState);
    routes.hearState("B", "100");
    routes.hearState("C", "0");
    routes.hearState("D", "100");
    std::map<std::string, int> counts;
    for (int i = 0; i < 100; ++i)
        ++counts[routed(Client).routingId];
    EXPECT_GT(counts["B"], 20);
    EXPECT_GT(counts["D"], 20);
    EXPECT_EQ(counts.size(), 2U);
}

TEST_F(PeeringRoutesTest, ByShareAPartOfTheRequestsGoesToAPeer)
{
    routes.setForm(PeeringForm::ByShare);
    routes.setShare({"B", "A"}, 20);
    int away = 0;
    for (int i = 0; i < 1000; ++i) {
        routes.workerIsFree("w");
        const PeeringTarget target = routed(Client);
        away += target.isPeer ? 1 : 0;
        EXPECT_EQ(target.routingId, target.isPeer ? "B" : "w") << "never to itself";
    }
    EXPECT_GT(away, 140);
    EXPECT_LT(away, 260);
    routes.workerIsFree("w");
    EXPECT_FALSE(routed(Peer).isPeer);
}

TEST_F(PeeringRoutesTest, NothingGoesToACloudThatNobodyHasReached)
{
    routes.setCloudReached(false);
    routes.setForm(PeeringForm::ByState);
    routes.hearState("B", "5");
    EXPECT_FALSE(routes.accepts(Client));
    routes.setForm(PeeringForm::ByShare);
    routes.setShare({"B"}, 100);
    routes.workerIsFree("w");
    EXPECT_FALSE(routed(Client).isPeer);
}

TEST_F(PeeringRoutesTest, ANameMakesAReplyGoBackThroughTheCloud)
{
    EXPECT_FALSE(routes.isPeer("B"));
    routes.hearRequestOf("B");
    EXPECT_TRUE(routes.isPeer("B"));
    EXPECT_EQ(routes.knownText(), "") << "it has told nothing";
    routes.setShare({"C"}, 0);
    EXPECT_TRUE(routes.isPeer("C"));
}

TEST_F(PeeringRoutesTest, NonsenseIsNoState)
{
    for (const char* number : {"", "-1", "x", "1x", " 1", "99999999999999999999", "1000001"})
        EXPECT_FALSE(routes.hearState("B", number)) << number;
    EXPECT_FALSE(routes.hearState("", "1"));
    EXPECT_TRUE(routes.hearState("A", "3")) << "its own";
    EXPECT_EQ(routes.knownCapacity(), 0);
    EXPECT_EQ(routes.knownPeers(), 0U);
}

TEST_F(PeeringRoutesTest, StrangersFillNoMemoryAndNoLine)
{
    for (std::size_t i = 0; i < PeeringRoutes::MostPeers + 100; ++i)
        routes.hearState("peer\n" + std::to_string(i), "1");
    EXPECT_EQ(routes.knownPeers(), PeeringRoutes::MostPeers);
    EXPECT_EQ(routes.knownCapacity(), static_cast<std::int64_t>(PeeringRoutes::MostPeers));
    EXPECT_LT(routes.knownText().size(), 200U);
    EXPECT_EQ(routes.knownText().find('\n'), std::string::npos);
}

TEST(PeeringStateTest, IsToldAtAChangeAndEveryPeriod)
{
    using namespace std::chrono_literals;
    PeeringState state;
    state.setPeriod(1s, 0s);
    EXPECT_TRUE(state.isDue(0s));
    state.told(3, 5s);
    EXPECT_FALSE(state.hasChanged(3));
    EXPECT_TRUE(state.hasChanged(2));
    EXPECT_FALSE(state.isDue(5999ms));
    EXPECT_TRUE(state.isDue(6s));
    state.setPeriod(100s, 5500ms); // slowed down when half of it is over
    EXPECT_EQ(state.next(), 55500ms);
    state.setPeriod(1s, 45500ms); // and made quick again
    EXPECT_EQ(state.next(), 45600ms);
    EXPECT_FALSE(state.hasChanged(std::nullopt)) << "who has no workers tells only every period";
}

TEST(ScaledDeadlineTest, WhatIsLeftIsStretchedAndNeverOverAtOnce)
{
    using namespace std::chrono_literals;
    ScaledDeadline deadline;
    EXPECT_TRUE(deadline.isOver(0s)) << "nothing has begun";
    deadline.start(100s, 1000s);
    deadline.change(300s, 10s);
    EXPECT_EQ(deadline.at(), 308s) << "longer under way than the whole takes now";
    deadline.change(304s, 0s);
    EXPECT_TRUE(deadline.isOver(304s));
    deadline.change(305s, 10s);
    EXPECT_TRUE(deadline.isOver(305s)) << "what is over stays over";
}

TEST(SeededChoiceTest, TheSameSeedMakesTheSameChoices)
{
    const auto drawn = [](std::int64_t seed) {
        SeededChoice choice;
        choice.setSeed(seed);
        std::vector<std::size_t> numbers;
        for (int i = 0; i < 20; ++i) {
            numbers.push_back(choice.below(1000));
            choice.setSeed(seed); // set again in a run, it does not start anew
        }
        return numbers;
    };
    EXPECT_EQ(drawn(5), drawn(5));
    EXPECT_NE(drawn(5), drawn(6));
    EXPECT_NE(drawn(0), drawn(0)) << "0 is another one each time";
}

} // namespace
} // namespace zeroloom
