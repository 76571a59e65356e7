#include "ui/liveness/heart_order.h"

#include <algorithm>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

struct Row {
    HeartKey key;
    const Heart* heart;
};

double number(const HeartBook& book, const Row& row, HeartColumn column)
{
    const Heart& heart = *row.heart;
    switch (column) {
    case HeartColumn::State:
        return gravity(heart.state);
    case HeartColumn::Strip:
    case HeartColumn::MissedInRow:
        return heart.missedInRow;
    case HeartColumn::Age:
        return static_cast<double>(ageNs(book, row.key, heart));
    case HeartColumn::RoundTrip:
        return heart.rttUs;
    case HeartColumn::Median:
        return heart.rttMedianUs;
    case HeartColumn::Percentile99:
        return heart.rttP99Us;
    case HeartColumn::Missed:
        return static_cast<double>(heart.missed);
    case HeartColumn::Beats:
        return static_cast<double>(heart.beats);
    case HeartColumn::Suspicion:
        return heart.suspicion;
    case HeartColumn::Since:
        return static_cast<double>(heart.sinceNs);
    case HeartColumn::Process:
        return static_cast<double>(heart.processId);
    default:
        return 0;
    }
}

bool isName(HeartColumn column)
{
    return column == HeartColumn::Heart || column == HeartColumn::Address || column == HeartColumn::Monitor;
}

std::string_view nameOf(const HeartBook& book, const Row& row, HeartColumn column)
{
    if (column == HeartColumn::Monitor)
        return book.monitorId(row.key.monitor).text();
    return column == HeartColumn::Address ? row.heart->address : row.heart->id;
}

void sortRows(std::vector<Row>& rows, const HeartBook& book, HeartColumn column, bool descending)
{
    if (isName(column)) {
        std::ranges::stable_sort(rows, [&](const Row& one, const Row& other) {
            const int order = compareNames(nameOf(book, one, column), nameOf(book, other, column));
            return descending ? order > 0 : order < 0;
        });
        return;
    }
    // The number of each row once, and not at each comparison.
    std::vector<std::pair<double, Row>> numbered;
    numbered.reserve(rows.size());
    for (const Row& row : rows)
        numbered.emplace_back(number(book, row, column), row);
    std::ranges::stable_sort(numbered, [&](const auto& one, const auto& other) {
        return descending ? one.first > other.first : one.first < other.first;
    });
    std::ranges::transform(numbered, rows.begin(), [](const auto& entry) { return entry.second; });
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// The digits from `at` on without leading zeros; moves `at` behind them.
std::string_view digits(std::string_view text, std::size_t& at)
{
    while (at < text.size() && text[at] == '0')
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.substr(begin, at - begin);
}

} // namespace

int compareNames(std::string_view one, std::string_view other)
{
    std::size_t i = 0, j = 0;
    while (i < one.size() && j < other.size()) {
        if (isDigit(one[i]) && isDigit(other[j])) {
            const std::string_view first = digits(one, i), second = digits(other, j);
            if (first.size() != second.size())
                return first.size() < second.size() ? -1 : 1;
            if (const int order = first.compare(second); order != 0)
                return order;
            continue;
        }
        if (one[i] != other[j])
            return static_cast<unsigned char>(one[i]) < static_cast<unsigned char>(other[j]) ? -1 : 1;
        ++i;
        ++j;
    }
    const std::size_t rest = one.size() - i, otherRest = other.size() - j;
    return rest == otherRest ? 0 : rest < otherRest ? -1 : 1;
}

bool accepts(const HeartFilter& filter, const HeartBook& book, HeartKey key, const Heart& heart)
{
    if (filter.monitor && *filter.monitor != key.monitor)
        return false;
    const bool anyState = std::ranges::none_of(filter.only, [](bool only) { return only; });
    if (!anyState && !filter.only[static_cast<std::size_t>(heart.state)])
        return false;
    if (filter.words.isEmpty())
        return true;
    QString line;
    for (const HeartColumn column :
         {HeartColumn::Heart, HeartColumn::Address, HeartColumn::Process, HeartColumn::Monitor})
        line += heartCell(book, key, heart, column) + QLatin1Char(' ');
    return std::ranges::all_of(filter.words,
                               [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

std::vector<HeartKey> listed(const HeartBook& book, const HeartFilter& filter, const HeartSort& sort)
{
    std::vector<Row> rows;
    rows.reserve(book.size());
    for (std::uint32_t monitor = 0; monitor < book.monitors(); ++monitor)
        for (const Heart& heart : book.hearts(monitor))
            if (const HeartKey key{monitor, heart.number}; accepts(filter, book, key, heart))
                rows.push_back({key, &heart});
    if (sort.column)
        sortRows(rows, book, *sort.column, sort.descending);
    std::vector<HeartKey> keys;
    keys.reserve(rows.size());
    for (const Row& row : rows)
        keys.push_back(row.key);
    return keys;
}

} // namespace zeroloom
