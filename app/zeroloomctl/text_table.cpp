#include "app/zeroloomctl/text_table.h"

#include <algorithm>
#include <numeric>

namespace zeroloom {

namespace {

constexpr int Gap = 2;
constexpr int Narrowest = 8;

std::string spaces(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }

} // namespace

void TextTable::addColumn(std::string title, Align align, Overflow overflow)
{
    m_columns.push_back({std::move(title), align, overflow});
}

void TextTable::addRow(std::vector<TableCell> cells)
{
    for (TableCell& cell : cells) {
        cell.text = printable(cell.text);
    }
    m_rows.push_back(std::move(cells));
}

std::vector<int> TextTable::widths(int width) const
{
    std::vector<int> result;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        int widest = displayWidth(m_columns[i].title);
        for (const auto& row : m_rows) {
            widest = std::max(widest, displayWidth(row[i].text));
        }
        result.push_back(widest);
    }
    if (width <= 0 || result.empty()) {
        return result;
    }
    // The widest column that may give way gives first, so that short ones stay whole.
    int excess = std::accumulate(result.begin(), result.end(), 0) + Gap * (static_cast<int>(result.size()) - 1) - width;
    while (excess > 0) {
        int* widest = nullptr;
        for (std::size_t i = 0; i < result.size(); ++i) {
            if (m_columns[i].overflow != Overflow::Keep && result[i] > Narrowest &&
                (widest == nullptr || result[i] > *widest)) {
                widest = &result[i];
            }
        }
        if (widest == nullptr) {
            break;
        }
        --*widest;
        --excess;
    }
    return result;
}

void TextTable::appendRow(std::vector<std::string>& out, const std::vector<TableCell>& cells,
                          const std::vector<int>& widths, const Style& style) const
{
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        parts.push_back(m_columns[i].overflow == Overflow::Wrap
                            ? wrapped(cells[i].text, widths[i])
                            : std::vector<std::string>{m_columns[i].overflow == Overflow::Cut
                                                           ? cutTo(cells[i].text, widths[i])
                                                           : cells[i].text});
        height = std::max(height, parts.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string text;
        int pending = 0; // spaces owed before the next text: none end up at the end of a line
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string part = line < parts[i].size() ? parts[i][line] : std::string();
            const int room = widths[i] - displayWidth(part);
            const int before = m_columns[i].align == Align::Right ? room : 0;
            if (!part.empty()) {
                text += spaces(pending + before) + style(cells[i].tone, part);
                pending = room - before + Gap;
            } else {
                pending += widths[i] + Gap;
            }
        }
        out.push_back(std::move(text));
    }
}

std::vector<std::string> TextTable::lines(int width, const Style& style) const
{
    const std::vector<int> columnWidths = widths(width);
    std::vector<std::string> out;
    std::vector<TableCell> titles;
    for (const Column& column : m_columns) {
        titles.emplace_back(column.title, Tone::Bold);
    }
    if (std::any_of(m_columns.begin(), m_columns.end(), [](const Column& column) { return !column.title.empty(); })) {
        appendRow(out, titles, columnWidths, style);
    }
    for (const auto& row : m_rows) {
        appendRow(out, row, columnWidths, style);
    }
    return out;
}

std::string TextTable::text(int width, const Style& style, int indent) const
{
    std::string out;
    for (const std::string& line : lines(width > 0 ? width - indent : 0, style)) {
        out += (line.empty() ? std::string() : spaces(indent) + line) + "\n";
    }
    return out;
}

} // namespace zeroloom
