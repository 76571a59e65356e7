// The list of messages: a row for each frame of those that the filter lets through. Bounded; GUI thread only.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

#include "ui/messages/message_reader.h"
#include "ui/messages/message_text.h"

namespace zeroloom {

// Messages that have all the words; of them the frames of a kind; one way or both.
struct MessageFilter {
    QStringList words;
    std::optional<FrameKind> kind;
    std::optional<bool> received;
};

class MessageListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, SocketColumn, Way, Kind, Size, Content, ColumnCount };
    static constexpr std::size_t Limit = 2000;         // messages kept
    static constexpr int KindRole = Qt::UserRole;      // FrameKind
    static constexpr int FirstRole = Qt::UserRole + 1; // whether a message begins with this row

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void add(std::vector<ReadMessage> messages);
    void clear();
    void setFilter(MessageFilter filter);
    void setView(FrameView view);

    const ReadMessage& message(int row) const;
    // Which message a row is of: rows of one number are one message's.
    std::uint64_t messageAt(int row) const { return m_rows[static_cast<std::size_t>(row)].message; }
    // The first row of this very message; nullopt: it is not kept, or the filter keeps it out.
    std::optional<int> rowOf(const ObservedMessage& message) const;
    bool keeps(const ObservedMessage& message) const; // with a row, or kept out by the filter
    // Every message that has a row, or one of these rows, once; oldest first.
    QString inWords(const std::function<QString(const ReadMessage&)>& words, const std::set<int>* rows = nullptr) const;
    std::size_t messages() const { return m_messages.size(); } // kept
    std::size_t shown() const { return m_shown; }              // of them, those with a row
    // Passed unlooked-at before those that were added since the list was empty.
    std::uint64_t leftOut() const { return m_leftOut; }
    // Older than the ones kept, let go.
    std::uint64_t dropped() const { return m_first; }

private:
    struct FrameRow {
        std::uint64_t message; // counted over all that were added
        std::uint32_t frame;
        bool first;
    };

    bool accepts(const ReadMessage& message) const;
    void appendRows(std::uint64_t number, std::vector<FrameRow>& rows) const;
    void trim();
    QVariant shownText(const FrameRow& row, const ReadMessage& message, int column) const;

    std::deque<ReadMessage> m_messages;
    std::deque<FrameRow> m_rows;
    std::uint64_t m_first = 0; // the number of the oldest that is kept
    std::size_t m_shown = 0;
    std::uint64_t m_leftOut = 0;
    MessageFilter m_filter;
    FrameView m_view = FrameView::Text;
};

} // namespace zeroloom
