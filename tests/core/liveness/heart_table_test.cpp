// Rows in the order of change, room for new hearts, and the log of changes.
#include "core/liveness/heart_table.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

struct Table : HeartTable {
    explicit Table(std::size_t mostHearts = 4, std::size_t mostChanges = 100) : HeartTable(mostHearts, mostChanges) {}
    Slot add(std::string_view id)
    {
        const std::array ids{id};
        now += 1s;
        const Slot slot = HeartTable::add(ids, now);
        if (slot != None)
            row(slot).heart.firstNs = 1;
        return slot;
    }
    Slot find(std::string_view id)
    {
        const std::array ids{id};
        return HeartTable::find(ids);
    }
    void become(Slot slot, HeartState state) { apply(slot, {state, {}}, false, 0, now += 1s); }
    std::string since(std::uint64_t& stamp) const
    {
        std::string text;
        for (const Heart& heart : heartsSince(stamp))
            text.append(text.empty() ? "" : " ").append(heart.id);
        return text;
    }
    Nanoseconds now = 100s;
};

TEST(HeartTableTest, OnlyWhatChangedIsTold)
{
    Table table;
    table.add("a");
    table.add("b");
    table.add("c");
    std::uint64_t stamp = 0;
    EXPECT_EQ(table.since(stamp), "a b c");
    EXPECT_EQ(table.since(stamp), "");
    table.touch(table.find("c"));
    table.touch(table.find("a"));
    table.touch(table.find("a"));
    EXPECT_EQ(table.since(stamp), "a c");
    std::uint64_t other = 0; // another reader's stamp is its own
    EXPECT_EQ(table.since(other), "a b c");
    EXPECT_EQ(table.since(stamp), "");
}

TEST(HeartTableTest, WhoLeftMakesRoomBeforeWhoIsLost)
{
    Table table(3);
    const auto a = table.add("a"), b = table.add("b"), c = table.add("c");
    table.become(b, HeartState::Lost);
    table.become(a, HeartState::Lost);
    table.become(c, HeartState::Left);
    EXPECT_EQ(table.add("d"), c);
    EXPECT_EQ(table.add("e"), b); // lost before a
    EXPECT_EQ(table.find("b"), HeartTable::None);
    EXPECT_EQ(table.row(table.find("e")).heart.number, 4U);
    EXPECT_EQ(table.add("f"), a);
    EXPECT_EQ(table.add("g"), HeartTable::None); // the others are alive or late
    EXPECT_EQ(table.find("d"), c);
}

TEST(HeartTableTest, WhoMadeRoomIsToldAsLeft)
{
    Table table(1);
    std::uint64_t stamp = 0;
    table.become(table.add("a"), HeartState::Lost);
    table.since(stamp);
    table.add("b");
    const std::vector<Heart> hearts = table.heartsSince(stamp);
    ASSERT_EQ(hearts.size(), 2U);
    EXPECT_EQ(hearts[0].id, "a");
    EXPECT_EQ(hearts[0].state, HeartState::Left);
    EXPECT_EQ(hearts[1].id, "b");
    std::vector<HeartChange> changes;
    table.takeChanges(changes);
    EXPECT_EQ(changes.back().kind, HeartChangeKind::Left);
    EXPECT_EQ(table.count(HeartState::Left), 0U);
    EXPECT_EQ(table.count(HeartState::Late), 1U);
}

TEST(HeartTableTest, StatesAreCounted)
{
    Table table;
    const auto a = table.add("a"), b = table.add("b");
    EXPECT_EQ(table.count(HeartState::Late), 2U);
    table.become(a, HeartState::Alive);
    table.become(b, HeartState::Lost);
    table.become(b, HeartState::Alive);
    EXPECT_EQ(table.count(HeartState::Alive), 2U);
    EXPECT_EQ(table.count(HeartState::Late), 0U);
    EXPECT_EQ(table.count(HeartState::Lost), 0U);
}

TEST(HeartTableTest, ChangesAreBoundedAndTheLossIsTold)
{
    Table table(4, 10);
    const auto a = table.add("a");
    for (int i = 0; i < 8; ++i) {
        table.become(a, HeartState::Lost);
        table.become(a, HeartState::Alive);
    }
    std::vector<HeartChange> changes;
    EXPECT_EQ(table.takeChanges(changes), 6U);
    EXPECT_EQ(changes.size(), 10U);
    EXPECT_EQ(changes.back().kind, HeartChangeKind::Back);
    EXPECT_EQ(table.takeChanges(changes), 0U);
    EXPECT_EQ(changes.size(), 10U); // nothing new; what was there stays
}

TEST(HeartTableTest, ManyHeartsComeAndGoWithinTheBound)
{
    Table table(50, 1000);
    std::uint64_t stamp = 0;
    for (int i = 0; i < 5000; ++i) {
        const auto slot = table.add("heart-" + std::to_string(i));
        ASSERT_NE(slot, HeartTable::None);
        table.become(slot, i % 3 == 0 ? HeartState::Left : HeartState::Lost);
        if (i % 100 == 0)
            table.since(stamp);
    }
    EXPECT_EQ(table.size(), 50U);
    EXPECT_EQ(table.count(HeartState::Left) + table.count(HeartState::Lost), 50U);
    stamp = 0;
    EXPECT_EQ(table.heartsSince(stamp).size(), 50U);
}

} // namespace
} // namespace zeroloom
