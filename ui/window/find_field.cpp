#include "ui/window/find_field.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace zeroloom {

FindField::FindField(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("findField"));
    setText(tr("Find node, socket, endpoint…"));
    setAccessibleName(text());
    setAccessibleDescription(tr("Opens a list that is searched by typing"));
    setToolTip(tr("Find a node, a socket or an endpoint (Ctrl+K)"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

void FindField::enterEvent(QEnterEvent*) { update(); }
void FindField::leaveEvent(QEvent*) { update(); }

void FindField::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const ThemeColors& colors = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? colors.selection : colors.divider, 1));
    painter.setBrush(underMouse() ? colors.hover : colors.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);

    const QRect inside = rect().adjusted(Theme::Unit + 2, 0, -Theme::Unit - 2, 0);
    painter.setPen(colors.textMuted);
    painter.setFont(theme.smallFont());
    const QString keys = QStringLiteral("Ctrl K");
    const int keysWidth = painter.fontMetrics().horizontalAdvance(keys);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight, keys);
    painter.setFont(theme.textFont());
    painter.drawText(
        inside, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, inside.width() - keysWidth - Theme::Unit));
}

} // namespace zeroloom
