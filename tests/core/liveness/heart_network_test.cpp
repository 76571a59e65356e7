// Whole networks of hearts, with delays, losses, deaths and a monitor that is slow itself, by chance: what holds
// however it falls.
#include <cmath>
#include <queue>
#include <random>
#include <unordered_map>

#include <gtest/gtest.h>

#include "pretended_monitor.h"

namespace zeroloom {
namespace {

struct Circumstances {
    HeartRule rule;
    std::size_t hearts = 50;
    int periods = 200;
    double slowest = 0.999;   // answer, as a part of what is allowed
    double lostBeats = 0;     // share of beats that a heart does not get, never `misses` in a row
    bool kill = false;        // each heart once
    Nanoseconds stall{0};     // of the monitor's loop, now and then, at most
    Nanoseconds sendDelay{0}; // until a beat has left the monitor, at most
    Nanoseconds readDelay{0}; // until what came is read, at most
};

class Network {
public:
    Network(const Circumstances& circumstances, unsigned seed)
        : m_it(circumstances), m_random(seed), m_monitor(circumstances.rule), m_hearts(circumstances.hearts)
    {
        const Nanoseconds life = m_it.rule.period * m_it.periods;
        for (std::size_t i = 0; i < m_hearts.size(); ++i) {
            m_hearts[i].id = "heart-" + std::to_string(i);
            if (m_it.kill) // when it has been learnt, and early enough that its loss is seen
                m_hearts[i].killed = m_monitor.now + life / 4 + chance(life / 2);
        }
        m_nextBeat = m_monitor.now;
    }

    void run()
    {
        const Nanoseconds end = m_monitor.now + m_it.rule.period * m_it.periods;
        while (m_monitor.now < end) {
            m_monitor.now += Step / 2 + chance(Step / 2);
            if (m_it.stall.count() > 0 && chance(1000ms) < 2ms)
                m_monitor.now += chance(m_it.stall);
            work();
            for (HeartChange& change : m_monitor.takeChanges())
                m_changes.push_back(std::move(change));
        }
    }

    static constexpr Nanoseconds Step = 20ms; // of the monitor's loop, at most
    struct SimulatedHeart {
        std::string id;
        Nanoseconds killed = Nanoseconds::max();
        int lostInRow = 0;
    };
    const std::vector<SimulatedHeart>& hearts() const { return m_hearts; }
    const std::vector<HeartChange>& changes() const { return m_changes; }
    PretendedMonitor& monitor() { return m_monitor; }

private:
    struct Arrival {
        Nanoseconds at;
        std::size_t heart;
        std::string payload;
        bool operator>(const Arrival& other) const { return at > other.at; }
    };

    // From 0 to below `most`.
    Nanoseconds chance(Nanoseconds most)
    {
        if (most.count() <= 0)
            return Nanoseconds(0);
        return Nanoseconds(std::uniform_int_distribution<std::int64_t>(0, most.count() - 1)(m_random));
    }

    // One turn of the monitor's loop.
    void work()
    {
        const Nanoseconds now = m_monitor.now;
        m_clearAt = std::max(m_clearAt, now - chance(m_it.readDelay));
        while (!m_arrivals.empty() && m_arrivals.top().at <= m_clearAt) {
            const Arrival arrival = m_arrivals.top();
            m_arrivals.pop();
            m_monitor.answer(m_hearts[arrival.heart].id, arrival.payload, static_cast<int>(arrival.heart));
        }
        if (m_left && *m_left <= now) {
            m_monitor.watch.beatsLeft(m_monitor.watch.lastBeat(), *m_left);
            m_left.reset();
        }
        if (now >= m_nextBeat && !m_left) {
            m_nextBeat = now + m_it.rule.period;
            const std::string payload = m_monitor.watch.beat(now);
            m_left = now + chance(m_it.sendDelay);
            for (std::size_t heart = 0; heart < m_hearts.size(); ++heart)
                letAnswer(heart, payload);
        }
        m_monitor.watch.judge(m_clearAt, now, m_monitor.witness);
    }

    void letAnswer(std::size_t index, const std::string& payload)
    {
        SimulatedHeart& heart = m_hearts[index];
        const auto slowest = static_cast<std::int64_t>(m_it.slowest * static_cast<double>(allowed().count()));
        const Nanoseconds answers = *m_left + chance(Nanoseconds(slowest));
        const bool lost = chance(1000ms).count() < static_cast<std::int64_t>(m_it.lostBeats * 1e9) &&
                          heart.lostInRow + 1 < m_it.rule.misses;
        heart.lostInRow = lost ? heart.lostInRow + 1 : 0;
        if (!lost && answers < heart.killed)
            m_arrivals.push({answers, index, payload});
    }
    Nanoseconds allowed() const { return m_it.rule.allowedAnswer(); }

    Circumstances m_it;
    std::mt19937 m_random;
    PretendedMonitor m_monitor;
    std::vector<SimulatedHeart> m_hearts;
    std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> m_arrivals;
    std::optional<Nanoseconds> m_left;
    Nanoseconds m_nextBeat{0}, m_clearAt{0};
    std::vector<HeartChange> m_changes;
};

class HeartNetwork : public testing::TestWithParam<unsigned> {};

std::size_t countOf(const std::vector<HeartChange>& changes, HeartChangeKind kind)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(changes, [kind](const HeartChange& change) { return change.kind == kind; }));
}

TEST_P(HeartNetwork, AnswersWithinTheirTimeAreNeverMissedHoweverSlowTheMonitorIs)
{
    for (const Nanoseconds grace : {0ms, 300ms, 2500ms}) {
        Network network({.rule = {.grace = grace}, .stall = 20s, .sendDelay = 3s, .readDelay = 4s}, GetParam());
        network.run();
        for (const Heart& heart : network.monitor().hearts()) {
            EXPECT_EQ(heart.missed, 0U);
            EXPECT_EQ(heart.lateBeats, 0U);
        }
        EXPECT_EQ(countOf(network.changes(), HeartChangeKind::New), network.hearts().size());
        EXPECT_EQ(network.changes().size(), network.hearts().size());
        EXPECT_GT(network.monitor().watch.figures(network.monitor().now).worstDelayNs, 2'000'000'000U);
    }
}

TEST_P(HeartNetwork, LostBeatsAloneLoseNobody)
{
    Network network({.rule = {.misses = 3}, .lostBeats = 0.3}, GetParam());
    network.run();
    EXPECT_GT(countOf(network.changes(), HeartChangeKind::Late), 0U);
    EXPECT_EQ(countOf(network.changes(), HeartChangeKind::Lost), 0U);
}

TEST_P(HeartNetwork, AKilledHeartIsLostWithinTheBoundAndNoOtherIs)
{
    for (const HeartRule& rule : {HeartRule{}, HeartRule{.misses = 1}, HeartRule{.period = 200ms, .misses = 5},
                                  HeartRule{.period = 500ms, .misses = 2, .grace = 1200ms}}) {
        Network network({.rule = rule, .kill = true}, GetParam());
        network.run();
        std::unordered_map<std::string, Nanoseconds> killed;
        for (const auto& heart : network.hearts())
            killed[heart.id] = heart.killed;
        EXPECT_EQ(countOf(network.changes(), HeartChangeKind::Lost), network.hearts().size());
        for (const HeartChange& change : network.changes()) {
            if (change.kind != HeartChangeKind::Lost)
                continue;
            const Nanoseconds took = Nanoseconds(change.timeNs) - killed[change.id];
            // The loop's own steps put off each beat, and the verdict, and are the monitor's.
            EXPECT_LE(took, detectionBound(rule) + (rule.misses + 2) * Network::Step) << change.id;
            EXPECT_GE(took, rule.period * (rule.misses - 1)) << change.id;
        }
    }
}

TEST_P(HeartNetwork, ByTheLearntRhythmASlowMonitorLosesNobodyEither)
{
    Network network({.rule = {.verdict = VerdictRule::Phi}, .stall = 20s, .sendDelay = 3s, .readDelay = 4s},
                    GetParam());
    network.run();
    EXPECT_EQ(countOf(network.changes(), HeartChangeKind::Lost), 0U);
    for (const Heart& heart : network.monitor().hearts())
        EXPECT_EQ(heart.missed, 0U);
}

TEST_P(HeartNetwork, ByTheLearntRhythmAKilledHeartIsLost)
{
    Network network({.rule = {.verdict = VerdictRule::Phi}, .slowest = 0.05, .kill = true}, GetParam());
    network.run();
    EXPECT_EQ(countOf(network.changes(), HeartChangeKind::Lost), network.hearts().size());
    std::unordered_map<std::string, Nanoseconds> killed;
    for (const auto& heart : network.hearts())
        killed[heart.id] = heart.killed;
    for (const HeartChange& change : network.changes()) {
        if (change.kind == HeartChangeKind::Lost) {
            EXPECT_LE(Nanoseconds(change.timeNs) - killed[change.id], 2600ms);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HeartNetwork, testing::Range(1U, 6U));

TEST(LargeNetwork, ThatIsLostAtOnceAndComesBackLosesNoChange)
{
    PretendedMonitor monitor;
    std::vector<std::string> ids;
    for (int i = 0; i < 5000; ++i)
        ids.push_back("heart-" + std::to_string(i));
    const auto answerAll = [&] {
        const std::string beat = monitor.beat();
        for (const std::string& id : ids)
            monitor.answer(id, beat);
        monitor.wait(1s);
    };
    answerAll();
    answerAll();
    monitor.silentPeriods(4);
    EXPECT_EQ(monitor.watch.figures(monitor.now).lost, 5000U);
    answerAll();
    EXPECT_EQ(monitor.watch.figures(monitor.now).alive, 5000U);
    const std::vector<HeartChange> changes = monitor.takeChanges();
    EXPECT_EQ(changes.size(), 20'000U);
    for (const HeartChangeKind kind :
         {HeartChangeKind::New, HeartChangeKind::Late, HeartChangeKind::Lost, HeartChangeKind::Back})
        EXPECT_EQ(countOf(changes, kind), 5000U);
    EXPECT_EQ(monitor.hearts().size(), 5000U);
}

TEST(LargeNetwork, MoreHeartsThanAreKeptAreRefusedAndSaid)
{
    PretendedMonitor monitor;
    const std::string beat = monitor.beat();
    for (std::size_t i = 0; i < HeartWatch::MostHearts; ++i)
        monitor.answer("heart-" + std::to_string(i), beat);
    EXPECT_EQ(monitor.answer("one more", beat), AnswerKind::Refused);
    EXPECT_EQ(monitor.watch.figures(monitor.now).refusedHearts, 1U);
    EXPECT_EQ(monitor.watch.figures(monitor.now).problem,
              "there are 100,000 hearts already, so that 'one more' is not watched");
    monitor.wait(1s);
    monitor.silentPeriods(3);
    EXPECT_EQ(monitor.answer("one more", monitor.beat()), AnswerKind::Beat); // one that is lost makes room
    EXPECT_EQ(monitor.watch.figures(monitor.now).lost, HeartWatch::MostHearts - 1);
}

} // namespace
} // namespace zeroloom
