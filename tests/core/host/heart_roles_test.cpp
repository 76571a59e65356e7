// The roles of a heartbeat network, with real sockets: who is alive, late, lost and back, under which name.
#include <gmock/gmock.h>

#include <chrono>
#include <set>

#include <zmq.hpp>

#include "tests/core/host/heart_fixture.h"

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;
using testing::HasSubstr;

class HeartRoles : public HeartRuntimeTest {};

TEST_F(HeartRoles, AllHeartsOfANodeAreAliveUnderIdsOfTheirOwn)
{
    apply(network(50, {{"period", std::string("50ms")}}, {{"name", std::string("engine")}}));
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 50; })) << known.size();
    std::set<std::string> ids;
    for (const auto& [number, heart] : known)
        ids.insert(heart.id);
    EXPECT_EQ(ids.size(), 50U);
    EXPECT_TRUE(ids.contains("engine-0001"));
    EXPECT_TRUE(ids.contains("engine-0050"));
    EXPECT_TRUE(waitForHearts([&] { return figure("h", "beats_answered") >= 500; }));
    EXPECT_EQ(figure("h", "hearts"), 50);
    EXPECT_EQ(figure("watch", "alive"), 50);
    EXPECT_GT(figure("watch", "beats_sent"), 5);
    EXPECT_EQ(socket("watch.pong").sent, 0U);
    EXPECT_TRUE(connected("out"));
    EXPECT_TRUE(connected("back"));
    EXPECT_FALSE(std::ranges::any_of(
        changes, [](const HeartChangeSample& sample) { return sample.change.kind != HeartChangeKind::New; }));
}

TEST_F(HeartRoles, TheOnlyHeartOfANodeBearsItsNameAndARoutingIdOfOnesOwnGoesFirst)
{
    TopologyBuilder builder = network(1);
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("h").beats > 0; }));
    builder.at("h").sockets[1].options["ROUTING_ID"] = std::string("chosen");
    apply(builder);
    EXPECT_TRUE(waitForHearts([&] { return heart("chosen").beats > 0; }));
}

TEST_F(HeartRoles, AHeartThatStopsIsLateThenLostAndComesBackInItsRow)
{
    const Values rule{{"period", std::string("60ms")}, {"misses", std::int64_t{3}}};
    const TopologyBuilder whole = network(3, rule);
    apply(whole);
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 3; }));
    TopologyBuilder alone = whole;
    std::erase_if(alone.topology.nodes, [](const Node& node) { return node.id.text() == "h"; });
    alone.topology.wires.clear();
    apply(alone);
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Lost) == 3; }));
    EXPECT_TRUE(had(HeartChangeKind::Lost, "h-0002"));
    EXPECT_FALSE(heart("h-0002").cause.empty());
    apply(whole);
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 3; }));
    EXPECT_EQ(known.size(), 3U);
    EXPECT_TRUE(had(HeartChangeKind::Back, "h-0002"));
    EXPECT_TRUE(hasEvent("heart-lost"));
    EXPECT_TRUE(hasEvent("heart-back"));
}

TEST_F(HeartRoles, ASlowHeartIsLateAndNotLost)
{
    TopologyBuilder builder = network(1, {{"period", std::string("100ms")}, {"grace", std::string("40ms")}},
                                      {{"delay", std::string("70ms")}});
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("h").lateBeats >= 8; }));
    EXPECT_EQ(heart("h").state, HeartState::Late);
    EXPECT_FALSE(had(HeartChangeKind::Lost, "h"));
    EXPECT_GE(heart("h").rttUs, 70'000U);
    builder.at("h").params["delay"] = std::string("0");
    apply(builder);
    EXPECT_TRUE(waitForHearts([&] { return heart("h").state == HeartState::Alive; }));
}

TEST_F(HeartRoles, ASlowHeartStaysLateWhenSourcesStop)
{
    apply(network(1, {{"period", std::string("200ms")}, {"grace", std::string("40ms")}},
                  {{"delay", std::string("90ms")}}));
    ASSERT_TRUE(waitForHearts([&] { return heart("h").lateBeats >= 3; }));
    const std::int64_t sent = figure("watch", "beats_sent");
    // Just after a beat, so that its answer is on its way.
    ASSERT_TRUE(waitForHearts([&] { return figure("watch", "beats_sent") > sent; }));
    runtime.stopSources();
    const std::uint64_t late = heart("h").lateBeats;
    ASSERT_TRUE(waitForHearts([&] { return heart("h").lateBeats > late; }));
    EXPECT_EQ(heart("h").state, HeartState::Late);
}

TEST_F(HeartRoles, AnotherNumberOfHeartsStartsTheNodeAnew)
{
    apply(network(2));
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 2; }));
    apply(network(4));
    EXPECT_TRUE(hasEvent("node-restarted") || waitFor([&] { return hasEvent("node-restarted"); }));
    EXPECT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 4; }));
}

TEST_F(HeartRoles, AnXpubBeatsAsAPubDoes)
{
    TopologyBuilder builder = network(2);
    builder.at("watch").sockets[0].type = XPub;
    apply(builder);
    EXPECT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 2; }));
}

TEST_F(HeartRoles, WhilePausedNoBeatIsSentAndNobodyIsJudged)
{
    const TopologyBuilder whole = network(2);
    apply(whole);
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 2; }));
    runtime.setPaused(true);
    ASSERT_TRUE(waitForHearts([&] { return node("watch").figures.contains("judging"); }));
    const std::int64_t sent = figure("watch", "beats_sent");
    // The hearts go meanwhile; nothing is said of them until beats are sent again.
    TopologyBuilder alone = whole;
    std::erase_if(alone.topology.nodes, [](const Node& node) { return node.id.text() == "h"; });
    alone.topology.wires.clear();
    apply(alone);
    const auto until = std::chrono::steady_clock::now() + 400ms; // eight periods, in which they would be lost
    ASSERT_TRUE(waitForHearts([&] { return std::chrono::steady_clock::now() >= until; }));
    EXPECT_EQ(figure("watch", "beats_sent"), sent);
    EXPECT_EQ(inState(HeartState::Alive), 2U);
    runtime.setPaused(false);
    EXPECT_TRUE(waitForHearts([&] { return inState(HeartState::Lost) == 2; }));
}

TEST_F(HeartRoles, GarbageIsCountedAndToldAndNobodysHeart)
{
    apply(network(1));
    ASSERT_TRUE(waitForHearts([&] { return heart("h").state == HeartState::Alive; }));
    zmq::context_t context;
    zmq::socket_t stranger(context, zmq::socket_type::dealer);
    stranger.set(zmq::sockopt::linger, 0);
    stranger.set(zmq::sockopt::routing_id, "stranger");
    stranger.connect(end("back", WireEnd::To).endpoint);
    const auto say = [&](const std::vector<std::string>& frames) {
        for (std::size_t i = 0; i < frames.size(); ++i)
            stranger.send(zmq::buffer(frames[i]),
                          i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    };
    say({"not a beat"});
    say({""});
    say({std::string(1'000'000, 'x')});
    say(std::vector<std::string>(200, "frame"));
    ASSERT_TRUE(waitForHearts([&] { return figures().garbage + figures().wrongFrames + figures().tooLong >= 4; }))
        << figures().garbage << " " << figures().wrongFrames << " " << figures().tooLong;
    EXPECT_FALSE(figures().problem.empty());
    EXPECT_TRUE(waitFor([&] { return hasEvent("heart-garbage"); }));
    EXPECT_EQ(rows("stranger").size(), 0U);
    EXPECT_EQ(heart("h").state, HeartState::Alive);
}

TEST_F(HeartRoles, TwoNodesUnderOneIdAreOneHeart)
{
    TopologyBuilder builder = network(1, {{"period", std::string("50ms")}}, {{"name", std::string("twin")}});
    // Without it the ROUTER would ignore the second, and the check does not let it come to that.
    builder.at("watch").sockets[1].options["ROUTER_HANDOVER"] = true;
    builder.node("other", "heart", {{"ping", Sub}, {"pong", Dealer}}, {{"name", std::string("twin")}})
        .wire("out2", "watch.ping", "other.ping")
        .wire("back2", "other.pong", "watch.pong");
    apply(builder);
    ASSERT_TRUE(waitForHearts([&] { return heart("twin").beats > 5; }));
    EXPECT_EQ(rows("twin").size(), 1U);
    EXPECT_EQ(heart("twin").state, HeartState::Alive);
}

TEST_F(HeartRoles, WhoComesUnderATakenIdIsToldOf)
{
    apply(network(1));
    ASSERT_TRUE(waitForHearts([&] { return heart("h").state == HeartState::Alive; }));
    zmq::context_t context;
    zmq::socket_t second(context, zmq::socket_type::dealer);
    second.set(zmq::sockopt::linger, 0);
    second.set(zmq::sockopt::routing_id, "h");
    second.connect(end("back", WireEnd::To).endpoint);
    ASSERT_TRUE(waitForHearts([&] { return figures().silentPeers == 1; }));
    EXPECT_THAT(figures().problem, HasSubstr("routing id"));
    EXPECT_EQ(heart("h").state, HeartState::Alive);
}

TEST_F(HeartRoles, ThousandsOfHeartsStartWithinSeconds)
{
    const auto begin = std::chrono::steady_clock::now();
    apply(network(2000, {{"period", std::string("500ms")}}));
    const auto started = std::chrono::steady_clock::now() - begin;
    ASSERT_TRUE(waitForHearts([&] { return inState(HeartState::Alive) == 2000; })) << inState(HeartState::Alive);
    const auto alive = std::chrono::steady_clock::now() - begin;
    const auto ms = [](auto time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time).count(); };
    std::cout << "2,000 hearts: started in " << ms(started) << " ms, all alive after " << ms(alive) << " ms\n";
    EXPECT_LT(started, 5s);
}

} // namespace
} // namespace zeroloom
