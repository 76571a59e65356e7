#include "ui/messages/message_bar_parts.h"

#include <QWheelEvent>

#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {

QToolButton* makeBarButton(const char* icon, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    const auto show = [button, icon] { button->setIcon(Theme::instance().icon(QLatin1String(icon))); };
    show();
    QObject::connect(&Theme::instance(), &Theme::changed, button, show);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton* makeNewButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("resume"));
    button->setToolTip(QObject::tr("Go on with the newest"));
    button->setFont(Theme::instance().smallFigureFont());
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedHeight(2 * Theme::Unit + 2);
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    button->setSizePolicy(policy);
    button->hide();
    return button;
}

RateChooser::RateChooser(unsigned perSecond, QWidget* parent) : QComboBox(parent)
{
    for (const unsigned rate : {20U, 100U, 1000U})
        addItem(tr("%1/s").arg(countText(rate)), rate);
    setCurrentIndex(findData(perSecond));
    setAccessibleName(tr("Messages looked at a second"));
    setToolTip(tr("So many messages a second are looked at, of each socket and direction; the others are counted"));
}

void RateChooser::wheelEvent(QWheelEvent* event) { event->ignore(); }

} // namespace zeroloom
