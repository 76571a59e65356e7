#include "core/host/heart_rows.h"

#include <gmock/gmock.h>

#include "tests/core/control/sample_batches.h"

namespace zeroloom {
namespace {

using testing::ElementsAre;

HeartMonitorSample monitor(const char* id, std::uint64_t life = 1) { return {NodeId(id), life, {}}; }

HeartSample heart(const char* monitor, std::uint32_t number, std::uint64_t beats, HeartState state = HeartState::Alive)
{
    HeartSample sample = test::plainHeart(monitor, number);
    sample.heart.state = state;
    sample.heart.sinceNs = sample.heart.beats = beats;
    return sample;
}

// "monitor.number=beats"
std::vector<std::string> texts(const std::vector<HeartSample>& hearts)
{
    std::vector<std::string> texts;
    for (const HeartSample& one : hearts)
        texts.push_back(one.monitor.text() + "." + std::to_string(one.heart.number) + "=" +
                        std::to_string(one.heart.beats));
    return texts;
}

TEST(HeartRows, AWatcherGetsTheHeartsThatChangedSinceItsBatch)
{
    HeartRows rows;
    rows.update({monitor("a"), monitor("b")}, {heart("a", 0, 1), heart("a", 1, 1), heart("b", 0, 1)}, 1);
    rows.update({monitor("a"), monitor("b")}, {heart("a", 1, 2)}, 2);
    rows.update({monitor("a"), monitor("b")}, {heart("b", 0, 2), heart("b", 1, 1)}, 3);
    EXPECT_THAT(texts(rows.since(0)), ElementsAre("a.0=1", "a.1=2", "b.0=2", "b.1=1"));
    EXPECT_THAT(texts(rows.since(1)), ElementsAre("a.1=2", "b.0=2", "b.1=1"));
    EXPECT_THAT(texts(rows.since(2)), ElementsAre("b.0=2", "b.1=1"));
    EXPECT_THAT(rows.since(3), testing::IsEmpty());
}

TEST(HeartRows, TheRowsOfAMonitorThatIsGoneOrStartedAnewAreForgotten)
{
    HeartRows rows;
    rows.update({monitor("a"), monitor("b")}, {heart("a", 0, 5), heart("a", 1, 5), heart("b", 0, 5)}, 1);
    rows.update({monitor("a", 2)}, {heart("a", 0, 1)}, 2);
    EXPECT_THAT(texts(rows.since(0)), ElementsAre("a.0=1"));
    rows.update({monitor("a", 2), monitor("b")}, {}, 3);
    EXPECT_THAT(texts(rows.since(0)), ElementsAre("a.0=1"));
}

TEST(HeartRows, BeyondTheMostThoseThatHaveBeenGoneForLongestMakeRoom)
{
    HeartRows rows(3);
    rows.update({monitor("a")},
                {heart("a", 0, 9), heart("a", 1, 6, HeartState::Lost), heart("a", 2, 7, HeartState::Left)}, 1);
    rows.update({monitor("a")}, {heart("a", 3, 1)}, 2);
    EXPECT_THAT(texts(rows.since(0)), ElementsAre("a.0=9", "a.1=6", "a.3=1"));
    rows.update({monitor("a")}, {heart("a", 4, 1)}, 3);
    EXPECT_THAT(texts(rows.since(0)), ElementsAre("a.0=9", "a.3=1", "a.4=1"));
}

} // namespace
} // namespace zeroloom
