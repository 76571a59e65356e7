// A table that is given fewer lines than it has rows: those in trouble are shown first, in their own order, and the
// rest is counted. Pure functions.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "app/zeroloomctl/text_table.h"

namespace zeroloom {

// Room for a table: columns as in TextTable, lines counting the titles; 0: unlimited.
struct TableRoom {
    int columns = 0;
    int lines = 0;
};

struct TroubleRow {
    std::vector<TableCell> cells;
    bool trouble = false;
};

// `table` has its columns. `noun` names the rows that are left out: "wires".
std::vector<std::string> fittedLines(TextTable table, const std::vector<TroubleRow>& rows, const std::string& noun,
                                     TableRoom room, const Style& style);

// The same of rows of which only those that are shown are made: there may be thousands.
struct RowMaker {
    std::size_t count = 0;
    std::function<bool(std::size_t)> isInTrouble;
    std::function<std::vector<TableCell>(std::size_t)> cells;
};
std::vector<std::string> fittedLines(TextTable table, const RowMaker& rows, const std::string& noun, TableRoom room,
                                     const Style& style);

} // namespace zeroloom
