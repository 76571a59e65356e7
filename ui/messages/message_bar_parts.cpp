#include "ui/messages/message_bar_parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "ui/inspector/elided_label.h"
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

void layOutMessagePanel(QWidget& panel, QLayout* bar, const MessagePanelParts& parts)
{
    parts.empty.setAlignment(Qt::AlignCenter);
    parts.empty.setWordWrap(true);
    parts.empty.setForegroundRole(QPalette::PlaceholderText);
    parts.whole.insertWidget(0, &parts.empty);
    parts.whole.setCurrentIndex(0);
    parts.status.setFont(Theme::instance().smallFigureFont());
    parts.status.setForegroundRole(QPalette::PlaceholderText);
    parts.status.setAccessibleName(QObject::tr("How many messages"));
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(Theme::Unit, Theme::Unit / 2, Theme::Unit, 2);
    layout->setSpacing(Theme::Unit / 2);
    layout->addLayout(bar);
    layout->addWidget(&parts.whole, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(&parts.status, 1);
    foot->addWidget(&parts.resume);
    layout->addLayout(foot);
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
