#include "ui/messages/message_list_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QShortcut>

#include "ui/messages/frame_cells.h"
#include "ui/messages/frame_look.h"
#include "ui/theme/theme.h"

namespace zeroloom {

MessageListView::MessageListView(MessageListModel& model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new FrameCells(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAllColumnsShowFocus(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the content gives way, and is shown whole elsewhere
    header()->setMinimumSectionSize(3 * Theme::Unit);
    header()->setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Frames of messages"));
    setAccessibleDescription(
        tr("A row for each frame. Enter shows the wire on the canvas, Ctrl+C copies the selected messages."));
    new QShortcut(QKeySequence::Copy, this, this, &MessageListView::copySelected, Qt::WidgetShortcut);
}

bool MessageListView::atEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1; }

const ReadMessage* MessageListView::current() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? &m_model.message(index.row()) : nullptr;
}

void MessageListView::selectMessage(int row)
{
    int last = row;
    while (last + 1 < m_model.rowCount() && m_model.messageAt(last + 1) == m_model.messageAt(row))
        ++last;
    const QModelIndex first = m_model.index(row, 0);
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(first, m_model.index(last, MessageListModel::ColumnCount - 1)),
                             QItemSelectionModel::ClearAndSelect);
    scrollTo(first, QAbstractItemView::PositionAtCenter);
}

void MessageListView::copySelected() const
{
    std::set<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.insert(index.row());
    const QString text = m_model.inWords(messageAsText, &rows);
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void MessageListView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitColumns(m_oneSocket);
}

void MessageListView::fitColumns(bool oneSocket)
{
    m_oneSocket = oneSocket;
    const bool narrow = width() < 70 * Theme::Unit;
    setColumnHidden(MessageListModel::SocketColumn, oneSocket);
    setColumnWidth(MessageListModel::Time, 7 * Theme::Unit);
    setColumnWidth(MessageListModel::SocketColumn, (narrow ? 10 : 13) * Theme::Unit);
    setColumnWidth(MessageListModel::Way, (narrow ? 12 : 16) * Theme::Unit);
    setColumnWidth(MessageListModel::Kind, frameTagWidth() + Theme::Unit);
    setColumnWidth(MessageListModel::Size, 7 * Theme::Unit);
}

} // namespace zeroloom
