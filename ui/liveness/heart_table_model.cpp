#include "ui/liveness/heart_table_model.h"

#include <algorithm>
#include <unordered_set>

#include "ui/liveness/heart_cells.h"
#include "ui/theme/heart_look.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

using KeySet = std::unordered_set<HeartKey, HeartKeyHash>;

bool isFigure(HeartColumn column) { return column >= HeartColumn::Age && column <= HeartColumn::Since; }

} // namespace

HeartTableModel::HeartTableModel(const HeartBook& book, QObject* parent) : QAbstractTableModel(parent), m_book(book) {}

int HeartTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HeartTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : HeartColumns; }

QVariant HeartTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Heart* heart = this->heart(index.row());
    const auto column = static_cast<HeartColumn>(index.column());
    if (!heart)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return heartCell(m_book, key(index.row()), *heart, column);
    case Qt::ToolTipRole:
        return heartTip(m_book, key(index.row()), *heart);
    case Qt::FontRole:
        return isFigure(column) ? QVariant(Theme::instance().figureFont()) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::ForegroundRole:
        return column == HeartColumn::State ? QVariant(heartColor(heart->state, Theme::instance().colors()))
                                            : QVariant();
    case HeartCells::StateRole:
        return column == HeartColumn::State ? QVariant(static_cast<int>(heart->state)) : QVariant();
    case HeartCells::StripRole:
        return column == HeartColumn::Strip ? QVariant(static_cast<qulonglong>(heart->strip)) : QVariant();
    default:
        return {};
    }
}

QVariant HeartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<HeartColumn>(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::ToolTipRole:
        return columnTip(column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

void HeartTableModel::sort(int column, Qt::SortOrder order)
{
    m_sort = {column < 0 ? std::nullopt : std::optional(static_cast<HeartColumn>(column)),
              order == Qt::DescendingOrder};
    arrange(listed(m_book, m_filter, m_sort));
}

void HeartTableModel::setFilter(const HeartFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    arrange(listed(m_book, m_filter, m_sort));
}

void HeartTableModel::setHeld(bool held) { m_held = held; }

int HeartTableModel::rowOf(HeartKey key) const
{
    const auto found = std::ranges::find(m_rows, key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

// A heart that made room for another, or a host that was started anew and counts its hearts from 0 again.
bool HeartTableModel::anyIsGone() const
{
    return std::ranges::any_of(m_rows, [this](HeartKey key) { return !m_book.heart(key); });
}

void HeartTableModel::update(bool reorders)
{
    if (anyIsGone()) {
        std::vector<HeartKey> kept;
        std::ranges::copy_if(m_rows, std::back_inserter(kept), [this](HeartKey key) { return m_book.heart(key); });
        arrange(std::move(kept));
    }
    if (reorders && !m_held)
        arrange(listed(m_book, m_filter, m_sort));
    else
        takeNew();
    tellChanges();
}

// New hearts have the greatest numbers of their monitor.
bool HeartTableModel::takeNew()
{
    m_next.resize(m_book.monitors(), 0);
    std::vector<HeartKey> fresh;
    for (std::uint32_t monitor = 0; monitor < m_book.monitors(); ++monitor) {
        const std::vector<Heart>& hearts = m_book.hearts(monitor);
        if (hearts.empty() || hearts.back().number + 1 < m_next[monitor])
            m_next[monitor] = 0;
        const auto first = std::ranges::lower_bound(hearts, m_next[monitor], {}, &Heart::number);
        const bool again = m_next[monitor] == 0 && !m_rows.empty();
        for (auto heart = first; heart != hearts.end(); ++heart) {
            const HeartKey key{monitor, heart->number};
            if (accepts(m_filter, m_book, key, *heart) && (!again || rowOf(key) < 0))
                fresh.push_back(key);
        }
    }
    noteNewest();
    if (fresh.empty())
        return false;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
    return true;
}

void HeartTableModel::noteNewest()
{
    m_next.resize(m_book.monitors(), 0);
    for (std::uint32_t monitor = 0; monitor < m_book.monitors(); ++monitor)
        m_next[monitor] = m_book.hearts(monitor).empty() ? 0 : m_book.hearts(monitor).back().number + 1;
}

// Gone rows move to the end and are taken away there, new ones come at the end and move to their places: three signals
// at most, however many rows there are.
void HeartTableModel::arrange(std::vector<HeartKey> wanted)
{
    noteNewest();
    if (wanted == m_rows)
        return;
    const KeySet before(m_rows.begin(), m_rows.end()), after(wanted.begin(), wanted.end());
    std::vector<HeartKey> order;
    order.reserve(m_rows.size());
    std::ranges::copy_if(wanted, std::back_inserter(order), [&](HeartKey key) { return before.contains(key); });
    const std::size_t kept = order.size();
    std::ranges::copy_if(m_rows, std::back_inserter(order), [&](HeartKey key) { return !after.contains(key); });
    moveTo(std::move(order));
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), rowCount() - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    if (kept < wanted.size()) {
        beginInsertRows({}, static_cast<int>(kept), static_cast<int>(wanted.size()) - 1);
        std::ranges::copy_if(wanted, std::back_inserter(m_rows), [&](HeartKey key) { return !before.contains(key); });
        endInsertRows();
    }
    moveTo(std::move(wanted));
}

void HeartTableModel::moveTo(std::vector<HeartKey> order)
{
    if (order == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    if (!from.isEmpty()) {
        std::unordered_map<HeartKey, int, HeartKeyHash> places;
        places.reserve(order.size());
        for (std::size_t row = 0; row < order.size(); ++row)
            places.emplace(order[row], static_cast<int>(row));
        QModelIndexList to;
        to.reserve(from.size());
        for (const QModelIndex& index : from)
            to << createIndex(places.at(key(index.row())), index.column());
        m_rows = std::move(order);
        changePersistentIndexList(from, to);
    } else {
        m_rows = std::move(order);
    }
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void HeartTableModel::tellChanges()
{
    int first = -1, last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const Heart *now = heart(row), *before = m_book.heartBefore(key(row));
        if (now == before || (now && before && *now == *before))
            continue;
        first = first < 0 ? row : first;
        last = row;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, HeartColumns - 1));
    constexpr int Age = static_cast<int>(HeartColumn::Age);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Age), index(rowCount() - 1, Age));
}

} // namespace zeroloom
