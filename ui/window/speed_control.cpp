#include "ui/window/speed_control.h"

#include <cmath>

#include <QActionGroup>
#include <QMenu>
#include <QStyleOptionToolButton>
#include <QStylePainter>

#include "ui/document/act_words.h"
#include "ui/document/run_speed.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int ArrowSize = 14;

} // namespace

SpeedControl::SpeedControl(RunController& run, const WindowActions& actions, QWidget* parent)
    : QToolButton(parent), m_run(run), m_actions(actions)
{
    setObjectName(QStringLiteral("speedControl"));
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIcon(Theme::instance().icon(QStringLiteral("speed")));
    setFixedHeight(28);
    auto* menu = new QMenu(this);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &SpeedControl::fill);
    connect(&run, &RunController::conditionsChanged, this, &SpeedControl::showSpeed);
    fill();
    showSpeed();
}

// An arrow beside the words, in place of the small one in the corner that styles draw.
QSize SpeedControl::sizeHint() const
{
    const int widest = fontMetrics().horizontalAdvance(tr("Speed %1").arg(QStringLiteral("1/100")));
    // As wide for each speed, so that its neighbours stand still.
    return {widest + iconSize().width() + ArrowSize + Theme::Unit * 4, QToolButton::sizeHint().height()};
}

void SpeedControl::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.features &= ~(QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::MenuButtonPopup);
    painter.drawPrimitive(QStyle::PE_PanelButtonTool, option);
    option.rect.adjust(0, 0, -ArrowSize, 0);
    painter.drawControl(QStyle::CE_ToolButtonLabel, option);
    const QRect arrow(width() - ArrowSize - Theme::Unit, (height() - ArrowSize) / 2, ArrowSize, ArrowSize);
    Theme::instance().icon(QStringLiteral("chevron-down")).paint(&painter, arrow);
}

void SpeedControl::fill()
{
    menu()->clear();
    auto* group = new QActionGroup(menu());
    for (const double speed : speedSteps()) {
        QAction* action = menu()->addAction(speed == 1 ? tr("1: as it is drawn") : speedWords(speed));
        action->setCheckable(true);
        action->setChecked(std::abs(speed - m_run.conditions().speed) < 1e-9);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, speed] { setSpeed(m_run, speed); });
    }
    menu()->addSeparator();
    menu()->addActions({m_actions.slower, m_actions.faster});
}

void SpeedControl::showSpeed()
{
    const double speed = m_run.conditions().speed;
    setText(tr("Speed %1").arg(speedWords(speed)));
    const QString keys = tr("%1 slower, %2 faster")
                             .arg(m_actions.slower->shortcut().toString(QKeySequence::NativeText),
                                  m_actions.faster->shortcut().toString(QKeySequence::NativeText));
    const QString what =
        speed == 1 ? tr("The clocks of all roles run as they are drawn: rates, work and timers")
                   : tr("The clocks of all roles run at %1: 10 messages/s become %2/s, 1 ms of work becomes %3")
                         .arg(speedWords(speed), QString::number(10 * speed),
                              timeWords(Nanoseconds(std::llround(1e6 / speed))));
    setToolTip(QStringLiteral("%1 (%2)").arg(what, keys));
    setAccessibleName(text());
    m_actions.slower->setEnabled(speed > speedSteps().back() + 1e-9);
    m_actions.faster->setEnabled(speed < 1);
}

} // namespace zeroloom
