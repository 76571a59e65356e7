#include "ui/monitor/event_log_model.h"

#include "ui/monitor/event_log_text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr std::size_t Chunk = 2000;

QIcon severityIcon(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Error:
        return Theme::instance().icon(QStringLiteral("error"));
    case EventSeverity::Warning:
        return Theme::instance().icon(QStringLiteral("warning"));
    case EventSeverity::Info:
        break;
    }
    return {};
}

} // namespace

int EventLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventLogModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Observer::Event& shown = event(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return eventCell(shown, index.column());
    case Qt::ToolTipRole:
        return eventCell(shown, Text);
    case Qt::DecorationRole:
        return index.column() == SeverityColumn ? severityIcon(shown.event.severity) : QVariant();
    case Qt::FontRole:
        return index.column() == Time ? QVariant(Theme::instance().smallFigureFont()) : QVariant();
    case NodeRole:
        return QString::fromStdString(shown.event.node.text());
    case SeverityRole:
        return static_cast<int>(shown.event.severity);
    default:
        return {};
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? eventColumnTitle(section) : QVariant();
}

int EventLogModel::fetch(const Observer& observer)
{
    int taken = 0;
    for (;;) {
        std::vector<Observer::Event> fresh = observer.events(m_last, Chunk);
        if (fresh.empty())
            return taken;
        m_last = fresh.back().number;
        taken += static_cast<int>(fresh.size());
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
        std::move(fresh.begin(), fresh.end(), std::back_inserter(m_events));
        endInsertRows();
        if (m_events.size() > Limit) {
            const std::size_t surplus = m_events.size() - Limit;
            beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
            m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(surplus));
            endRemoveRows();
        }
    }
}

void EventLogModel::clear()
{
    if (m_last == 0)
        return;
    beginResetModel();
    m_events.clear();
    m_last = 0;
    endResetModel();
}

} // namespace zeroloom
