#include "ui/liveness/change_log_model.h"

#include <algorithm>

#include "ui/liveness/heart_cells.h"
#include "ui/liveness/timeline_store.h"
#include "ui/theme/heart_look.h"

namespace zeroloom {

int ChangeLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int ChangeLogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ChangeColumns; }

QVariant ChangeLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Observer::HeartEvent& shown = event(index.row());
    const auto column = static_cast<ChangeColumn>(index.column());
    const bool isChange = column == ChangeColumn::Change;
    const HeartState state = stateAfter(shown.change.kind);
    switch (role) {
    case Qt::DisplayRole:
        return changeCell(shown, column);
    case Qt::ToolTipRole:
        return changeCell(shown, ChangeColumn::Cause);
    case Qt::ForegroundRole:
        return isChange ? QVariant(heartColor(state, Theme::instance().colors())) : QVariant();
    case HeartCells::StateRole:
        return isChange ? QVariant(static_cast<int>(state)) : QVariant();
    case Qt::FontRole:
        return column == ChangeColumn::Time || column == ChangeColumn::RoundTrip || column == ChangeColumn::MissedInRow
                   ? QVariant(Theme::instance().figureFont())
                   : QVariant();
    default:
        return {};
    }
}

QVariant ChangeLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole
               ? changeColumnTitle(static_cast<ChangeColumn>(section))
               : QVariant();
}

void ChangeLogModel::add(std::span<const Observer::HeartEvent> events)
{
    std::vector<const Observer::HeartEvent*> fresh;
    for (const Observer::HeartEvent& event : events) {
        m_dropped += event.number - m_last - 1;
        m_last = event.number;
        if (hasWords(event, m_words))
            fresh.push_back(&event);
    }
    if (fresh.size() > Limit) {
        m_dropped += fresh.size() - Limit;
        fresh.erase(fresh.begin(), fresh.end() - static_cast<std::ptrdiff_t>(Limit));
    }
    if (fresh.empty())
        return;
    if (m_events.size() + fresh.size() > Limit) {
        const std::size_t surplus = m_events.size() + fresh.size() - Limit;
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(surplus));
        m_dropped += surplus;
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    for (const Observer::HeartEvent* event : fresh)
        m_events.push_back(*event);
    endInsertRows();
}

void ChangeLogModel::reset(const QStringList& words)
{
    beginResetModel();
    m_events.clear();
    m_words = words;
    m_last = 0;
    m_dropped = 0;
    endResetModel();
}

} // namespace zeroloom
