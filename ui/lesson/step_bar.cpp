#include "ui/lesson/step_bar.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/lesson/lesson_session.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int Side = 22;

// A round button with the step's number, or the sign of what became of it.
class StepButton final : public QAbstractButton {
public:
    enum class Sign { Open, CameTrue, DidNotComeTrue };

    explicit StepButton(const QString& mark, QWidget* parent) : QAbstractButton(parent), m_mark(mark)
    {
        setFixedSize(Side, Side);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
    }
    void show(Sign sign, bool here)
    {
        if (sign == m_sign && here == m_here)
            return;
        m_sign = sign;
        m_here = here;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const ThemeColors& colors = Theme::instance().colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF circle = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
        const bool over = isEnabled() && underMouse();
        painter.setPen(QPen(m_here || hasFocus() ? colors.accent : colors.border, hasFocus() ? 2 : 1.2));
        painter.setBrush(m_here ? colors.accent : over ? colors.hover : colors.window);
        painter.drawEllipse(circle);
        const QColor ink = m_here ? colors.textOnAccent : isEnabled() ? colors.text : colors.textMuted;
        painter.setPen(QPen(ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF middle = circle.center();
        if (m_here || m_sign == Sign::Open) {
            painter.setFont(Theme::instance().smallFigureFont());
            painter.drawText(rect(), Qt::AlignCenter, m_mark);
        } else if (m_sign == Sign::CameTrue) {
            painter.setPen(QPen(colors.good, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const QPointF tick[] = {middle + QPointF(-4, 0.5), middle + QPointF(-1, 3.5), middle + QPointF(4.5, -3)};
            painter.drawPolyline(tick, 3);
        } else {
            painter.setPen(QPen(colors.alarm, 1.6, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3));
            painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3));
        }
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    const QString m_mark;
    Sign m_sign = Sign::Open;
    bool m_here = false;
};

StepButton::Sign signOf(const LessonSession& session, std::size_t step)
{
    const auto done = session.record().steps.find(step);
    if (done == session.record().steps.end())
        return StepButton::Sign::Open;
    return done->second.cameTrue ? StepButton::Sign::CameTrue : StepButton::Sign::DidNotComeTrue;
}

bool isHere(const LessonSession& session, std::size_t step)
{
    return session.page() == LessonSession::Page::Step && session.step() == step;
}

} // namespace

QString stepStateText(const LessonSession& session, std::size_t step)
{
    if (isHere(session, step))
        return StepBar::tr("here");
    switch (signOf(session, step)) {
    case StepButton::Sign::CameTrue:
        return StepBar::tr("came true");
    case StepButton::Sign::DidNotComeTrue:
        return StepBar::tr("did not come true");
    case StepButton::Sign::Open:
        break;
    }
    return StepBar::tr("not done yet");
}

StepBar::StepBar(LessonSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_introduction(new StepButton(QStringLiteral("i"), this))
{
    setObjectName(QStringLiteral("stepBar"));
    setAccessibleName(tr("Steps of the lesson"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::Unit / 2);
    m_introduction->setAccessibleName(tr("Introduction"));
    m_introduction->setToolTip(tr("Introduction"));
    connect(m_introduction, &QAbstractButton::clicked, &session, &LessonSession::goToIntroduction);
    row->addWidget(m_introduction);
    for (std::size_t step = 0; step < session.lesson().steps.size(); ++step) {
        auto* button = new StepButton(QString::number(step + 1), this);
        connect(button, &QAbstractButton::clicked, &session, [&session, step] { session.goTo(step); });
        row->addWidget(button);
        m_steps.push_back(button);
    }
    row->addStretch();
    refresh();
}

void StepBar::refresh()
{
    static_cast<StepButton*>(m_introduction)
        ->show(StepButton::Sign::Open, m_session.page() == LessonSession::Page::Introduction);
    for (std::size_t step = 0; step < m_steps.size(); ++step) {
        auto* button = static_cast<StepButton*>(m_steps[step]);
        button->show(signOf(m_session, step), isHere(m_session, step));
        button->setEnabled(m_session.canGoTo(step));
        const QString text = tr("Step %1: %2, %3")
                                 .arg(step + 1)
                                 .arg(toQString(m_session.lesson().steps[step].title), stepStateText(m_session, step));
        button->setAccessibleName(text);
        button->setToolTip(isHere(m_session, step) ? tr("%1\nClick to begin it again.").arg(text)
                           : button->isEnabled()
                               ? tr("%1\nClick to go there: what runs is made what it was then.").arg(text)
                               : text);
    }
}

} // namespace zeroloom
