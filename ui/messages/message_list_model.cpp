#include "ui/messages/message_list_model.h"

#include <algorithm>

#include <QFontDatabase>

#include "ui/messages/frame_look.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    return font;
}

QString accessibleRow(const ReadMessage& message, std::size_t frame, FrameView view)
{
    return MessageListModel::tr("%1, %2: %3")
        .arg(frameKindText(message.kinds[frame]), frameSize(message, frame), frameLine(message, frame, view));
}

// Another run gives the same numbers to others.
bool areOne(const ObservedMessage& one, const ObservedMessage& other)
{
    return one.number == other.number && one.message.timeNs == other.message.timeNs &&
           one.message.socket == other.message.socket;
}

} // namespace

int MessageListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MessageListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

const ReadMessage& MessageListModel::message(int row) const
{
    return m_messages[static_cast<std::size_t>(messageAt(row) - m_first)];
}

std::optional<int> MessageListModel::rowOf(const ObservedMessage& wanted) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (areOne(message(row).observed, wanted))
            return row;
    }
    return std::nullopt;
}

bool MessageListModel::keeps(const ObservedMessage& wanted) const
{
    return std::ranges::any_of(m_messages,
                               [&](const ReadMessage& message) { return areOne(message.observed, wanted); });
}

QVariant MessageListModel::shownText(const FrameRow& row, const ReadMessage& message, int column) const
{
    switch (column) {
    case Time:
        return row.first ? messageTime(message) : QString();
    case SocketColumn:
        return row.first ? toQString(message.sample().socket.text()) : QString();
    case Way:
        return row.first ? messageWay(message) : QString();
    case Kind:
        return frameKindText(message.kinds[row.frame]);
    case Size:
        return frameSize(message, row.frame);
    case Content:
        return frameLine(message, row.frame, m_view);
    default:
        return {};
    }
}

QVariant MessageListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const FrameRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const ReadMessage& of = message(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shownText(row, of, index.column());
    case Qt::ToolTipRole:
        // Frames are others' text: never read as markup.
        return QStringLiteral("<span>%1</span>")
            .arg((index.column() == Content ? frameLine(of, row.frame, m_view).left(2000) : messageWayInWords(of))
                     .toHtmlEscaped());
    case Qt::AccessibleTextRole:
        return index.column() == Content ? accessibleRow(of, row.frame, m_view)
               : index.column() == Way   ? messageWayInWords(of)
                                         : shownText(row, of, index.column());
    case Qt::FontRole:
        if (index.column() == Content)
            return m_view == FrameView::Hex ? QVariant(fixedFont()) : QVariant();
        return index.column() == Way || index.column() == SocketColumn ? QVariant()
                                                                       : QVariant(Theme::instance().smallFigureFont());
    case Qt::TextAlignmentRole:
        return index.column() == Size || index.column() == Time ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                                : QVariant();
    case KindRole:
        return static_cast<int>(of.kinds[row.frame]);
    case FirstRole:
        return row.first;
    default:
        return {};
    }
}

QVariant MessageListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size || section == Time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Time (s)"), tr("Socket"), tr("To or from"),
                              tr("Frame"),    tr("Size"),   tr("Content")};
    return titles[section];
}

bool MessageListModel::accepts(const ReadMessage& message) const
{
    if (m_filter.received && *m_filter.received != message.sample().received)
        return false;
    if (m_filter.words.isEmpty())
        return true;
    QString line = messageWayInWords(message);
    for (std::size_t frame = 0; frame < message.sample().frames.size(); ++frame)
        line += QLatin1Char(' ') + frameKindText(message.kinds[frame]) + QLatin1Char(' ') +
                frameLine(message, frame, FrameView::Text);
    return std::all_of(m_filter.words.begin(), m_filter.words.end(),
                       [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

void MessageListModel::appendRows(std::uint64_t number, std::vector<FrameRow>& rows) const
{
    const ReadMessage& message = m_messages[static_cast<std::size_t>(number - m_first)];
    if (!accepts(message))
        return;
    bool first = true;
    for (std::size_t frame = 0; frame < message.sample().frames.size(); ++frame) {
        if (m_filter.kind && *m_filter.kind != message.kinds[frame])
            continue;
        rows.push_back({number, static_cast<std::uint32_t>(frame), first});
        first = false;
    }
}

void MessageListModel::add(std::vector<ReadMessage> messages)
{
    std::vector<FrameRow> rows;
    for (ReadMessage& message : messages) {
        m_leftOut += message.sample().leftOut;
        m_messages.push_back(std::move(message));
        appendRows(m_first + m_messages.size() - 1, rows);
    }
    if (!rows.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        m_shown += static_cast<std::size_t>(
            std::count_if(rows.begin(), rows.end(), [](const FrameRow& row) { return row.first; }));
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        endInsertRows();
    }
    trim();
}

void MessageListModel::trim()
{
    if (m_messages.size() <= Limit)
        return;
    const std::size_t surplus = m_messages.size() - Limit;
    const std::uint64_t first = m_first + surplus;
    const auto kept =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const FrameRow& row) { return row.message >= first; });
    if (kept != m_rows.begin()) {
        beginRemoveRows({}, 0, static_cast<int>(kept - m_rows.begin()) - 1);
        m_shown -= static_cast<std::size_t>(
            std::count_if(m_rows.begin(), kept, [](const FrameRow& row) { return row.first; }));
        m_rows.erase(m_rows.begin(), kept);
        endRemoveRows();
    }
    const auto last = m_messages.begin() + static_cast<std::ptrdiff_t>(surplus);
    m_messages.erase(m_messages.begin(), last);
    m_first = first;
}

void MessageListModel::clear()
{
    if (m_messages.empty() && m_first == 0)
        return;
    beginResetModel();
    m_messages.clear();
    m_rows.clear();
    m_first = 0;
    m_shown = 0;
    m_leftOut = 0;
    endResetModel();
}

void MessageListModel::setFilter(MessageFilter filter)
{
    beginResetModel();
    m_filter = std::move(filter);
    std::vector<FrameRow> rows;
    for (std::size_t i = 0; i < m_messages.size(); ++i)
        appendRows(m_first + i, rows);
    m_rows.assign(rows.begin(), rows.end());
    m_shown = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const FrameRow& row) { return row.first; }));
    endResetModel();
}

QString MessageListModel::inWords(const std::function<QString(const ReadMessage&)>& words,
                                  const std::set<int>* rows) const
{
    QString text;
    std::optional<std::uint64_t> last;
    for (int row = 0; row < rowCount(); ++row) {
        if ((rows && !rows->contains(row)) || last == messageAt(row))
            continue;
        last = messageAt(row);
        text += words(message(row));
    }
    return text;
}

void MessageListModel::setView(FrameView view)
{
    if (m_view == view)
        return;
    m_view = view;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Content), index(rowCount() - 1, Content));
}

} // namespace zeroloom
