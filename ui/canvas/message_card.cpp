#include "ui/canvas/message_card.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QToolButton>

#include "ui/theme/theme.h"

namespace zeroloom {

MessageCard::MessageCard(QWidget* viewport) : QFrame(viewport), m_label(new QLabel(this))
{
    setObjectName(QStringLiteral("messageCard"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setCursor(Qt::ArrowCursor);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::Unit * 3 / 2, Theme::Unit, Theme::Unit / 2, Theme::Unit);
    layout->setSpacing(Theme::Unit / 2);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_label, 1);
    auto* close = new QToolButton(this);
    close->setIcon(Theme::instance().icon(QStringLiteral("close")));
    close->setToolTip(tr("Close (Esc); the messages move on"));
    close->setAccessibleName(tr("Close this message"));
    close->setAutoRaise(true);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void MessageCard::show(const QString& html, const QPoint& place)
{
    m_label->setText(html);
    setAccessibleName(text());
    layout()->activate();
    adjustSize();
    const QSize room = parentWidget()->size();
    const int gap = Theme::Unit * 2;
    const int left = place.x() + gap + width() <= room.width() ? place.x() + gap : place.x() - gap - width();
    move(std::clamp(left, 0, std::max(0, room.width() - width())),
         std::clamp(place.y() - height() / 2, 0, std::max(0, room.height() - height())));
    QFrame::show();
    raise();
}

QString MessageCard::text() const
{
    QString plain = m_label->text();
    plain.replace(QStringLiteral("</tr>"), QStringLiteral("\n")).replace(QStringLiteral("</td>"), QStringLiteral(" "));
    static const QRegularExpression Tag(QStringLiteral("<[^>]*>"));
    return plain.remove(Tag).replace(QStringLiteral("&nbsp;"), QStringLiteral(" ")).trimmed();
}

void MessageCard::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    if (!event->spontaneous())
        Q_EMIT closed();
}

void MessageCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace zeroloom
