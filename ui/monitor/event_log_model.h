// The rows of the event log: a bounded window on the observer's events, without a copy of its own held twice.
#pragma once

#include <deque>

#include <QAbstractTableModel>

#include "core/model/topology.h"
#include "core/observe/observer.h"

namespace zeroloom {

class EventLogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, SeverityColumn, HostColumn, NodeColumn, WireColumn, Kind, Text, ColumnCount };
    static constexpr std::size_t Limit = 20000;   // rows kept
    static constexpr int NodeRole = Qt::UserRole; // node id, QString
    static constexpr int SeverityRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Takes the events that came since the last call; returns how many.
    int fetch(const Observer& observer);
    void clear();
    // Number of the last event taken.
    std::uint64_t last() const { return m_last; }
    // How many up to the last one have no row: older than the rows kept, or lost before they could be asked for.
    std::uint64_t leftOut() const { return m_last - m_events.size(); }
    const Observer::Event& event(int row) const { return m_events[static_cast<std::size_t>(row)]; }

private:
    std::deque<Observer::Event> m_events;
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
