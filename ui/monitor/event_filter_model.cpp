#include "ui/monitor/event_filter_model.h"

#include <algorithm>

#include "ui/monitor/event_log_model.h"
#include "ui/monitor/event_log_text.h"

namespace zeroloom {

void EventFilterModel::setWords(const QString& text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void EventFilterModel::setLeastSeverity(EventSeverity severity)
{
    m_least = severity;
    invalidateFilter();
}

void EventFilterModel::setNodes(const std::set<NodeId>* nodes)
{
    m_onlyNodes = nodes != nullptr;
    m_nodes = nodes ? *nodes : std::set<NodeId>();
    invalidateFilter();
}

bool EventFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    const Observer::Event& event = static_cast<const EventLogModel*>(sourceModel())->event(row);
    if (event.event.severity < m_least || (m_onlyNodes && !m_nodes.contains(event.event.node)))
        return false;
    if (m_words.isEmpty())
        return true;
    QString line;
    for (int column = EventLogModel::SeverityColumn; column < EventLogModel::ColumnCount; ++column)
        line += eventCell(event, column) + QLatin1Char(' ');
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

} // namespace zeroloom
