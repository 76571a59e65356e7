// The rows of the log of changes: the newest ones, as many as are kept, and those that have the words. GUI thread only.
#pragma once

#include <deque>
#include <span>

#include <QAbstractTableModel>

#include "ui/liveness/change_text.h"

namespace zeroloom {

class ChangeLogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr std::size_t Limit = 20'000; // rows kept

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Oldest first, newer than all that were added.
    void add(std::span<const Observer::HeartEvent> events);
    // Begins anew: what is added from then on must have the words.
    void reset(const QStringList& words);
    const QStringList& words() const { return m_words; }
    std::uint64_t last() const { return m_last; }
    // Changes that have the words and no row any more, and changes that were lost before they could be asked for.
    std::uint64_t leftOut() const { return m_dropped; }
    const Observer::HeartEvent& event(int row) const { return m_events[static_cast<std::size_t>(row)]; }

private:
    std::deque<Observer::HeartEvent> m_events;
    QStringList m_words;
    std::uint64_t m_last = 0;
    std::uint64_t m_dropped = 0;
};

} // namespace zeroloom
