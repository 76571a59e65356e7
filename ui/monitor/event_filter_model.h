// Which events are shown: those that have the words, are severe enough, and concern what is selected.
#pragma once

#include <set>

#include <QSortFilterProxyModel>
#include <QStringList>

#include "core/control/samples.h"

namespace zeroloom {

class EventFilterModel final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString& text);
    void setLeastSeverity(EventSeverity severity);
    // nullptr: all nodes.
    void setNodes(const std::set<NodeId>* nodes);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    EventSeverity m_least = EventSeverity::Info;
    bool m_onlyNodes = false;
    std::set<NodeId> m_nodes;
};

} // namespace zeroloom
