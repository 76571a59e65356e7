// Paints the cells of the list of messages: kinds of frames as tags, a line above each message. GUI thread only.
#pragma once

#include <QStyledItemDelegate>

namespace zeroloom {

class FrameCells final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace zeroloom
