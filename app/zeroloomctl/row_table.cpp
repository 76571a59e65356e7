#include "app/zeroloomctl/row_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace zeroloom {

namespace {

// The rows that are shown, in their own order: those in trouble before those that are well.
std::vector<std::size_t> chosenRows(const RowMaker& rows, std::size_t most)
{
    std::vector<std::size_t> order(rows.count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (most < rows.count) {
        std::stable_partition(order.begin(), order.end(), rows.isInTrouble);
        order.resize(most);
        std::sort(order.begin(), order.end());
    }
    return order;
}

} // namespace

std::vector<std::string> fittedLines(TextTable table, const RowMaker& rows, const std::string& noun, TableRoom room,
                                     const Style& style)
{
    std::size_t most = rows.count;
    const auto lines = static_cast<std::size_t>(std::max(room.lines, 0));
    if (room.lines > 0 && rows.count + 1 > lines) {
        most = lines > 2 ? lines - 2 : 0; // one line for the titles, one to tell of the rest
    }
    for (const std::size_t row : chosenRows(rows, most)) {
        table.addRow(rows.cells(row));
    }
    std::vector<std::string> out = table.lines(room.columns, style);
    if (most < rows.count) {
        out.push_back(style(Tone::Dim, "… and " + std::to_string(rows.count - most) + " more " + noun));
    }
    return out;
}

std::vector<std::string> fittedLines(TextTable table, const std::vector<TroubleRow>& rows, const std::string& noun,
                                     TableRoom room, const Style& style)
{
    const RowMaker maker{rows.size(), [&](std::size_t row) { return rows[row].trouble; },
                         [&](std::size_t row) { return rows[row].cells; }};
    return fittedLines(std::move(table), maker, noun, room, style);
}

} // namespace zeroloom
