// Rows and columns as text that fits a width. Plain values; no output is made here.
#pragma once

#include <string>
#include <vector>

#include "app/zeroloomctl/terminal.h"

namespace zeroloom {

struct TableCell {
    std::string text; // made printable when it is added
    Tone tone = Tone::Plain;

    TableCell(std::string content, Tone cellTone = Tone::Plain) : text(std::move(content)), tone(cellTone) {}
    TableCell(const char* content) : text(content) {}
};

enum class Align { Left, Right };

// What a column does when the table is wider than it may be.
enum class Overflow {
    Keep, // never narrower than its content
    Cut,  // ends in "…"
    Wrap, // goes on in the next line
};

class TextTable {
public:
    void addColumn(std::string title, Align align = Align::Left, Overflow overflow = Overflow::Keep);
    // As many cells as there are columns.
    void addRow(std::vector<TableCell> cells);
    std::size_t rows() const { return m_rows.size(); }

    // Lines without trailing spaces, the titles first. No line is wider than `width` columns, unless the columns that
    // must be kept whole need more; 0: unlimited.
    std::vector<std::string> lines(int width, const Style& style) const;
    // The same as one text, with `indent` spaces before each line.
    std::string text(int width, const Style& style, int indent = 0) const;

private:
    struct Column {
        std::string title;
        Align align;
        Overflow overflow;
    };
    std::vector<int> widths(int width) const;
    void appendRow(std::vector<std::string>& out, const std::vector<TableCell>& cells, const std::vector<int>& widths,
                   const Style& style) const;

    std::vector<Column> m_columns;
    std::vector<std::vector<TableCell>> m_rows;
};

} // namespace zeroloom
