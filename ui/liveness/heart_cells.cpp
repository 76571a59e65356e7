#include "ui/liveness/heart_cells.h"

#include <QApplication>
#include <QPainter>

#include "ui/theme/heart_look.h"

namespace zeroloom {
namespace {

constexpr int MarkSize = 9;
constexpr int StripHeight = 12;

} // namespace

void HeartCells::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant state = index.data(StateRole), strip = index.data(StripRole);
    if (!state.isValid() && !strip.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const ThemeColors& colors = Theme::instance().colors();
    const QRect inside = option.rect.adjusted(Theme::Unit / 2, 0, -Theme::Unit / 2, 0);
    painter->save();
    painter->setClipRect(option.rect);
    if (strip.isValid()) {
        QRectF bars(inside.left(), 0, inside.width(), StripHeight);
        bars.moveCenter({bars.center().x(), QRectF(inside).center().y()});
        drawBeatStrip(*painter, bars, strip.toULongLong(), BeatPitch, colors);
    } else {
        QRectF mark(inside.left() + 1, 0, MarkSize, MarkSize);
        mark.moveTop(std::round(QRectF(inside).center().y() - MarkSize / 2.0));
        drawHeartMark(*painter, mark, static_cast<HeartState>(state.toInt()), colors);
        painter->setFont(cell.font);
        painter->setPen(cell.palette.color(QPalette::Text));
        painter->drawText(inside.adjusted(MarkSize + Theme::Unit, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
    painter->restore();
}

} // namespace zeroloom
