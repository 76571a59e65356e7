#include "core/host/changed_rows.h"

#include <gmock/gmock.h>

namespace zeroloom {
namespace {

struct Row {
    int key = 0;
    int value = 0;
    bool operator==(const Row&) const = default;
};
int keyOf(const Row& row) { return row.key; }
using Rows = ChangedRows<Row, int, keyOf>;

TEST(ChangedRows, AWatcherGetsOnlyWhatChangedSinceItsBatch)
{
    Rows rows;
    rows.update({{1, 0}, {2, 0}, {3, 0}}, 1);
    rows.update({{1, 0}, {2, 5}, {3, 0}}, 2);
    rows.update({{1, 0}, {2, 5}, {3, 7}}, 3);
    EXPECT_THAT(rows.since(0), testing::SizeIs(3));
    EXPECT_THAT(rows.since(1), testing::ElementsAre(Row{2, 5}, Row{3, 7}));
    EXPECT_THAT(rows.since(2), testing::ElementsAre(Row{3, 7}));
    EXPECT_THAT(rows.since(3), testing::IsEmpty());
}

TEST(ChangedRows, AddedRemovedAndMovedRowsKeepTheirHistory)
{
    Rows rows;
    rows.update({{1, 0}, {2, 0}, {3, 0}}, 1);
    rows.update({{3, 0}, {4, 0}, {1, 9}}, 2);
    EXPECT_THAT(rows.since(0), testing::SizeIs(3));
    EXPECT_THAT(rows.since(1), testing::ElementsAre(Row{4, 0}, Row{1, 9}));
    rows.update({{3, 0}, {4, 0}, {1, 9}}, 3);
    EXPECT_THAT(rows.since(2), testing::IsEmpty());
}

} // namespace
} // namespace zeroloom
