#include "app/zeroloomctl/row_table.h"

#include <algorithm>
#include <numeric>

namespace zeroloom {

namespace {

// The rows that are shown, in their own order: those in trouble before those that are well.
std::vector<std::size_t> chosenRows(const std::vector<TroubleRow>& rows, std::size_t most)
{
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t one, std::size_t other) { return rows[one].trouble > rows[other].trouble; });
    order.resize(std::min(most, order.size()));
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace

std::vector<std::string> fittedLines(TextTable table, const std::vector<TroubleRow>& rows, const std::string& noun,
                                     TableRoom room, const Style& style)
{
    std::size_t most = rows.size();
    const auto lines = static_cast<std::size_t>(std::max(room.lines, 0));
    if (room.lines > 0 && rows.size() + 1 > lines) {
        most = lines > 2 ? lines - 2 : 0; // one line for the titles, one to tell of the rest
    }
    for (const std::size_t row : chosenRows(rows, most)) {
        table.addRow(rows[row].cells);
    }
    std::vector<std::string> out = table.lines(room.columns, style);
    if (most < rows.size()) {
        out.push_back(style(Tone::Dim, "… and " + std::to_string(rows.size() - most) + " more " + noun));
    }
    return out;
}

} // namespace zeroloom
