#include "ui/messages/frame_cells.h"

#include <QApplication>
#include <QPainter>

#include "ui/messages/frame_look.h"
#include "ui/messages/message_list_model.h"

namespace zeroloom {

void FrameCells::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool kind = index.column() == MessageListModel::Kind;
    if (kind)
        cell.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    const ThemeColors& colors = Theme::instance().colors();
    painter->save();
    if (kind)
        drawFrameTag(*painter, QRectF(option.rect).adjusted(4, 0, -4, 0),
                     static_cast<FrameKind>(index.data(MessageListModel::KindRole).toInt()), colors);
    if (index.row() > 0 && index.data(MessageListModel::FirstRole).toBool()) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(colors.divider);
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    }
    painter->restore();
}

QSize FrameCells::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), 22};
}

} // namespace zeroloom
