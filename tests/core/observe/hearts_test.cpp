#include "core/observe/observer.h"

#include <chrono>

#include <gmock/gmock.h>

#include "tests/core/observe/made_run.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using test::MadeRun;
using ::testing::ElementsAre;

const NodeId Monitor{"monitor"};

Topology monitored()
{
    Topology topology;
    topology.nodes.push_back(test::madeNode("monitor", "heartbeater", "ping", SocketType::XPub));
    return topology;
}

// A host with one monitor, of which every batch tells only what changed, as a host does.
struct HeartRun : MadeRun {
    explicit HeartRun(const Topology& topology = monitored()) : MadeRun(topology) { host.node("monitor"); }

    std::uint64_t now() { return static_cast<std::uint64_t>(clock.now().count()); }

    Heart heart(std::uint32_t number, const std::string& id, HeartState state = HeartState::Alive)
    {
        Heart made;
        made.number = number;
        made.id = id;
        made.state = state;
        made.sinceNs = made.lastBeatNs = now();
        made.firstNs = 1000 + number;
        made.beats = 1;
        return made;
    }

    ObservationPtr tell(const std::vector<Heart>& hearts, const std::vector<HeartChange>& changes = {},
                        std::uint64_t leftOut = 0)
    {
        clock.advance(100ms);
        HostBatch batch = host.batch(clock.now());
        batch.complete = false;
        figures.beatsSent += 1;
        batch.monitors.push_back({Monitor, life, figures});
        for (const Heart& heart : hearts)
            batch.hearts.push_back({Monitor, heart});
        for (const HeartChange& change : changes)
            batch.heartChanges.push_back({++changeNumber, Monitor, change});
        batch.heartChangesLeftOut = leftOut;
        observer.addBatch(batch);
        return observer.current();
    }

    std::uint64_t life = 1; // of the monitor
    HeartMonitorFigures figures;
    std::uint64_t changeNumber = 0;
};

const HeartMonitorObservation& monitor(const ObservationPtr& now) { return now->monitors.at(Monitor); }

std::vector<std::string> ids(const ObservationPtr& now)
{
    std::vector<std::string> out;
    for (const Heart& heart : *monitor(now).hearts)
        out.push_back(std::to_string(heart.number) + " " + heart.id);
    return out;
}

TEST(ObservedHearts, RowsStandInTheOrderOfComingWhateverOrderTheyAreToldIn)
{
    HeartRun run;
    EXPECT_TRUE(monitor(run.tell({})).hearts->empty());
    run.tell({run.heart(2, "c"), run.heart(0, "a")});
    const ObservationPtr now = run.tell({run.heart(3, "d"), run.heart(1, "b"), run.heart(0, "a", HeartState::Late)});
    EXPECT_THAT(ids(now), ElementsAre("0 a", "1 b", "2 c", "3 d"));
    EXPECT_EQ(monitor(now).hearts->front().state, HeartState::Late);
}

TEST(ObservedHearts, NothingIsCopiedWhileNoHeartChanged)
{
    HeartRun run;
    const ObservationPtr before = run.tell({run.heart(0, "a")});
    const ObservationPtr same = run.tell({});
    EXPECT_EQ(monitor(before).hearts, monitor(same).hearts);
    const ObservationPtr changed = run.tell({run.heart(0, "a", HeartState::Lost)});
    EXPECT_EQ(monitor(before).hearts->front().state, HeartState::Alive) << "an observation never changes";
    EXPECT_EQ(monitor(changed).hearts->front().state, HeartState::Lost);
}

TEST(ObservedHearts, AnAgeIsThatOfTheBatch)
{
    HeartRun run;
    const Heart heart = run.heart(0, "a");
    run.tell({heart});
    const ObservationPtr now = run.tell({});
    EXPECT_EQ(monitor(now).nowNs - heart.lastBeatNs, 200'000'000U);
    EXPECT_NEAR(monitor(now).nowSeconds, 0.2, 1e-9);
}

TEST(ObservedHearts, AMonitorThatWasStartedAnewHasOnlyTheHeartsOfItsNewLife)
{
    HeartRun run;
    run.tell({run.heart(0, "a"), run.heart(1, "b"), run.heart(2, "c")});
    run.life = 2;
    EXPECT_THAT(ids(run.tell({run.heart(0, "c")})), ElementsAre("0 c"));
    run.life = 3;
    EXPECT_TRUE(monitor(run.tell({})).hearts->empty());
}

TEST(ObservedHearts, AnExpectedHeartThatAnswersStaysTheSameRow)
{
    HeartRun run;
    Heart expected = run.heart(0, "kernel", HeartState::Late);
    expected.firstNs = 0;
    run.tell({expected, run.heart(1, "b")});
    expected.firstNs = run.now();
    expected.state = HeartState::Alive;
    EXPECT_THAT(ids(run.tell({expected})), ElementsAre("0 kernel", "1 b"));
}

TEST(ObservedHearts, ALostHostsHeartsKeepTheirStateAndClaimNothingOfNow)
{
    HeartRun run;
    run.observer.addHostReport({HostId("local"), HostState::Running, 7, {}});
    const ObservationPtr before = run.tell({run.heart(0, "a")});
    EXPECT_TRUE(monitor(before).running);
    run.clock.advance(10s);
    run.observer.addHostReport({HostId("local"), HostState::Lost, 7, "killed by signal 9"});
    const ObservationPtr lost = run.observer.current();
    EXPECT_FALSE(monitor(lost).running);
    EXPECT_EQ(monitor(lost).hearts->front().state, HeartState::Alive);
    EXPECT_EQ(monitor(lost).nowNs, monitor(before).nowNs);

    run.observer.addHostReport({HostId("local"), HostState::Running, 8, {}});
    run.host.startAnew();
    run.figures = {};
    const ObservationPtr again = run.tell({});
    EXPECT_TRUE(monitor(again).running);
    EXPECT_TRUE(monitor(again).hearts->empty());
}

TEST(ObservedHearts, AFailedMonitorDoesNotRun)
{
    HeartRun run;
    run.tell({run.heart(0, "a")});
    run.host.node("monitor").state = NodeState::Failed;
    EXPECT_FALSE(monitor(run.tell({})).running);
}

TEST(ObservedHearts, ARemovedMonitorIsForgottenAndSoIsOneThatPlaysAnotherRole)
{
    HeartRun run;
    run.tell({run.heart(0, "a")});
    Topology other = monitored();
    other.nodes[0].role = "source";
    run.observer.setTopology(other);
    EXPECT_TRUE(run.observer.current()->monitors.empty());
    run.observer.setTopology(monitored());
    run.tell({run.heart(0, "a")});
    run.observer.setTopology(Topology());
    EXPECT_TRUE(run.observer.current()->monitors.empty());
}

TEST(ObservedHearts, ACompleteBatchTellsAll)
{
    HeartRun run;
    run.tell({run.heart(0, "a"), run.heart(1, "b")});
    HostBatch batch = run.host.batch(run.clock.now());
    batch.monitors.push_back({Monitor, run.life, run.figures});
    batch.hearts.push_back({Monitor, run.heart(1, "b")});
    run.observer.addBatch(batch);
    EXPECT_THAT(ids(run.observer.current()), ElementsAre("1 b"));
    run.observer.addBatch(run.host.batch(run.clock.now()));
    EXPECT_TRUE(run.observer.current()->monitors.empty());
}

TEST(ObservedHearts, ChangesAreNumberedAndThoseThatWereLeftOutAreGaps)
{
    HeartRun run;
    EXPECT_EQ(run.observer.lastHeartEventNumber(), 0U);
    const auto change = [&](HeartChangeKind kind) { return HeartChange{run.now(), 0, kind, "a", 120, 0, {}}; };
    run.tell({run.heart(0, "a")}, {change(HeartChangeKind::New), change(HeartChangeKind::Late)});
    run.tell({}, {change(HeartChangeKind::Lost)}, 5);
    const auto events = run.observer.heartEvents(0, 100);
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].number, 1U);
    EXPECT_EQ(events[0].monitor, Monitor);
    EXPECT_EQ(events[0].change.kind, HeartChangeKind::New);
    EXPECT_EQ(events[1].number, 2U);
    EXPECT_EQ(events[2].number, 8U);
    EXPECT_NEAR(events[2].seconds, 0.1, 1e-9);
    EXPECT_EQ(run.observer.lastHeartEventNumber(), 8U);
    EXPECT_THAT(run.observer.heartEvents(2, 100), testing::SizeIs(1));
    EXPECT_THAT(run.observer.heartEvents(0, 2), testing::SizeIs(2));
}

TEST(ObservedHearts, SixtyLossesOfAWholeNetworkLeaveNoChangeOut)
{
    HeartRun run;
    constexpr std::uint32_t Network = 5000;
    std::vector<Heart> hearts;
    std::vector<HeartChange> changes;
    for (std::uint32_t i = 0; i < Network; ++i) {
        hearts.push_back(run.heart(i, "heart-" + std::to_string(i)));
        changes.push_back({run.now(), i, HeartChangeKind::Lost, hearts.back().id, 0, 3, "no answer to 3 beats"});
    }
    for (int i = 0; i < 60; ++i)
        run.tell(hearts, changes);
    const auto events = run.observer.heartEvents(0, 1'000'000);
    ASSERT_EQ(events.size(), 300'000U);
    EXPECT_EQ(events.front().number, 1U);
    for (int i = 0; i < 40; ++i)
        run.tell({}, changes);
    EXPECT_EQ(run.observer.heartEvents(0, 1'000'000).size(), 400'000U) << "bounded";
}

TEST(ObservedHearts, OfMoreThanAMonitorKeepsThoseThatWereLostFirstAreGivenUp)
{
    HeartRun run;
    constexpr std::uint32_t Most = 100'000;
    std::vector<Heart> hearts;
    for (std::uint32_t i = 0; i < Most; ++i)
        hearts.push_back(run.heart(i, std::to_string(i)));
    hearts[500].state = HeartState::Lost;
    hearts[500].sinceNs = 10;
    hearts[20].state = HeartState::Left;
    hearts[20].sinceNs = 20;
    run.tell(hearts);
    const ObservationPtr now = run.tell({run.heart(Most, "one more")});
    ASSERT_EQ(monitor(now).hearts->size(), Most);
    EXPECT_EQ((*monitor(now).hearts)[20].number, 20U);
    EXPECT_EQ((*monitor(now).hearts)[500].number, 501U);
    EXPECT_EQ(monitor(now).hearts->back().id, "one more");
}

} // namespace
} // namespace zeroloom
