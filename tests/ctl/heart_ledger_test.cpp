#include "app/zeroloomctl/heart_ledger.h"

#include <cmath>

#include <gmock/gmock.h>

#include "app/zeroloomctl/heart_tables.h"

namespace zeroloom {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const NodeId Monitor{"monitor"};
constexpr std::uint64_t Second = 1'000'000'000;

Heart heart(std::uint32_t number, const std::string& id, std::uint64_t beats, std::uint64_t lastBeatNs)
{
    Heart made;
    made.number = number;
    made.id = id;
    made.beats = beats;
    made.lastBeatNs = lastBeatNs;
    made.rttUs = 410;
    return made;
}

Observation seenAt(std::uint64_t nowNs, std::vector<Heart> hearts, const NodeId& monitor = Monitor)
{
    Observation observation;
    HeartMonitorObservation& seen = observation.monitors[monitor];
    seen.node = monitor;
    seen.nowNs = nowNs;
    seen.nowSeconds = static_cast<double>(nowNs) / 1e9;
    seen.hearts = std::make_shared<const std::vector<Heart>>(std::move(hearts));
    return observation;
}

Observer::HeartEvent event(std::uint64_t timeNs, const Heart& of, HeartChangeKind kind, std::uint32_t missed = 0)
{
    return {1, static_cast<double>(timeNs) / 1e9, Monitor, {timeNs, of.number, kind, of.id, of.rttUs, missed, {}}};
}

std::vector<std::string> texts(const std::vector<HeartTold>& told)
{
    std::vector<std::string> out;
    for (const HeartTold& one : told)
        out.push_back(std::to_string(std::llround(one.seconds * 10)) + " " + std::string(name(one.kind)) + " " +
                      one.heart);
    return out;
}

TEST(HeartLedger, ABeatThatMadeAChangeIsToldOfOnce)
{
    HeartLedger book;
    const Heart a = heart(0, "a", 1, Second);
    const std::vector<Observer::HeartEvent> came{event(Second, a, HeartChangeKind::New)};
    EXPECT_THAT(texts(book.take(seenAt(Second + 100, {a}), came)), ElementsAre("10 new a"));
    EXPECT_THAT(book.take(seenAt(Second + 200, {a}), {}), IsEmpty());
    EXPECT_THAT(texts(book.take(seenAt(2 * Second + 100, {heart(0, "a", 2, 2 * Second)}), {})),
                ElementsAre("20 beat a"));
}

TEST(HeartLedger, TellsInTheOrderOfTimeNotOfHearts)
{
    HeartLedger book;
    const Heart a = heart(0, "a", 3, 3 * Second), b = heart(1, "b", 2, 2 * Second), c = heart(2, "c", 1, Second / 2);
    const std::vector<Observer::HeartEvent> lost{event(5 * Second / 2, c, HeartChangeKind::Lost, 3)};
    const auto told = book.take(seenAt(3 * Second, {a, b, c}), lost);
    EXPECT_THAT(texts(told), ElementsAre("5 beat c", "20 beat b", "25 lost c", "30 beat a"));
    EXPECT_EQ(told[2].missed, 3U);
    EXPECT_EQ(told[3].beats, 3U);
}

TEST(HeartLedger, HeartsThatLeaveStayAndAreNoLongerHeardOf)
{
    HeartLedger book;
    Heart a = heart(0, "a", 1, Second);
    a.state = HeartState::Lost;
    book.take(seenAt(Second, {a}), {});
    EXPECT_EQ(book.totals().lost, 1U);
    const auto left = book.leave(Monitor, 2, "its file is gone");
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].kind, HeartChangeKind::Left);
    EXPECT_EQ(left[0].cause, "its file is gone");
    const std::vector<Observer::HeartEvent> late{event(3 * Second, a, HeartChangeKind::Back)};
    EXPECT_THAT(book.take(seenAt(3 * Second, {heart(0, "a", 2, 3 * Second)}), late), IsEmpty());
    EXPECT_EQ(book.totals().lost, 0U);
    EXPECT_EQ(book.totals().left, 1U);
    ASSERT_EQ(book.rows().size(), 1U);
    EXPECT_EQ(book.rows()[0].heart.cause, "its file is gone");
}

TEST(HeartLedger, RowsStandByMonitorThenInTheOrderOfComing)
{
    HeartLedger book;
    Observation both = seenAt(Second, {heart(7, "z", 1, 1), heart(9, "b", 1, 1)});
    both.monitors.merge(seenAt(Second, {heart(0, "q", 1, 1)}, NodeId("another")).monitors);
    book.take(both, {});
    std::vector<std::string> ids;
    for (const BookedHeart& row : book.rows())
        ids.push_back(row.heart.id);
    EXPECT_THAT(ids, ElementsAre("q", "z", "b"));
}

TEST(HeartLedger, DoesNotOutgrowItsMonitor)
{
    HeartLedger book;
    book.take(seenAt(Second, {heart(0, "a", 1, 1), heart(1, "b", 1, 1)}), {});
    book.take(seenAt(2 * Second, {heart(1, "b", 1, 1)}), {});
    EXPECT_EQ(book.totals().hearts, 1U);
}

TEST(HeartTables, ARowTellsItsStateInWordsAndNothingUnknownAsZero)
{
    Heart never = heart(0, "kernel", 0, 0);
    never.rttUs = 0;
    never.state = HeartState::Lost;
    never.missed = 1200;
    never.missedInRow = 4;
    const auto lines = heartLines({{Monitor, never, -1, 75}}, {}, Style(false));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(lines[1], HasSubstr("kernel"));
    EXPECT_THAT(lines[1], HasSubstr("lost"));
    EXPECT_THAT(lines[1], HasSubstr("4/1,200"));
    EXPECT_THAT(lines[1], HasSubstr("00:01:15"));
    EXPECT_THAT(lines[1], testing::Not(HasSubstr(" 0 ")));
}

TEST(HeartTables, WhatDoesNotFitIsCountedAndTroubleIsShownFirst)
{
    std::vector<BookedHeart> rows;
    for (std::uint32_t i = 0; i < 100; ++i)
        rows.push_back({Monitor, heart(i, "heart-" + std::to_string(i), 1, 1), 0.1, 1});
    rows[90].heart.state = HeartState::Lost;
    const auto lines = heartLines(rows, {80, 6}, Style(false));
    ASSERT_EQ(lines.size(), 6U);
    EXPECT_THAT(lines, testing::Contains(HasSubstr("heart-90")));
    EXPECT_THAT(lines.back(), HasSubstr("96 more hearts"));
}

TEST(HeartTables, AMonitorThatCannotJudgeSaysWhy)
{
    Observation observation = seenAt(Second, {});
    HeartMonitorFigures& figures = observation.monitors[Monitor].figures;
    figures.beatsSent = 12;
    figures.ownDelayNs = 86'000;
    figures.cannotJudge = "this process got no processor for 2.1 s";
    figures.garbage = 3;
    figures.problem = "'hello' from a";
    EXPECT_THAT(conditionLines(observation),
                ElementsAre("12 beats sent, own delay 86 µs, at most 0 µs",
                            "can't judge: this process got no processor for 2.1 s",
                            "not counted: 3 answers that are no beat; the last: 'hello' from a"));
    EXPECT_THAT(monitorLines(observation), ElementsAre(HasSubstr("0 alive, 0 late, 0 lost, 12 beats sent")));
}

} // namespace
} // namespace zeroloom
