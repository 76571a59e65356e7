#include "ui/inspector/elided_label.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

#include "ui/theme/theme.h"

namespace zeroloom {

QString ElidedLabel::shownText() const { return fontMetrics().elidedText(text(), m_mode, contentsRect().width()); }

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        QString tip = m_tip;
        if (shownText() != text())
            tip = tip.isEmpty() ? text() : text() + QLatin1Char('\n') + tip;
        setToolTip(tip);
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent* event)
{
    const QString shown = shownText();
    if (shown == text()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine, palette(),
                          isEnabled(), shown, foregroundRole());
}

ElidedButton::ElidedButton(const QString& text, QWidget* parent) : QPushButton(text, parent) { setFlat(true); }

void ElidedButton::paintEvent(QPaintEvent*)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const QRect room = rect().adjusted(Theme::Unit, 0, -Theme::Unit, 0);
    style()->drawItemText(&painter, room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, palette(), isEnabled(),
                          fontMetrics().elidedText(text(), Qt::ElideRight, room.width()), QPalette::ButtonText);
}

} // namespace zeroloom
