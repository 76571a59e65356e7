#include "ui/lesson/choice_button.h"

#include <algorithm>

#include <QPainter>
#include <QStyleOptionButton>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int Wrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr int Padding = Theme::Unit / 2; // above and below
constexpr int Room = 10000;

} // namespace

ChoiceButton::ChoiceButton(const QString& words, QWidget* parent) : QRadioButton(parent), m_words(words)
{
    setAccessibleName(words);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ChoiceButton::indent() const
{
    return style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, nullptr, this) + Theme::Unit;
}

QSize ChoiceButton::sizeHint() const
{
    return {indent() + fontMetrics().horizontalAdvance(m_words) + 1, fontMetrics().height() + 2 * Padding};
}

QSize ChoiceButton::minimumSizeHint() const { return {0, fontMetrics().height() + 2 * Padding}; }

int ChoiceButton::heightForWidth(int width) const
{
    const int room = std::max(width - indent(), 1);
    return fontMetrics().boundingRect(0, 0, room, Room, Wrapped, m_words).height() + 2 * Padding;
}

void ChoiceButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const int side = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, &option, this);
    const int line = fontMetrics().height();
    QStyleOptionButton sign = option;
    sign.rect = QRect(0, Padding + (line - side) / 2, side, side);
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &sign, &painter, this);
    const QRect words = rect().adjusted(indent(), Padding, 0, 0);
    // What was chosen stays easy to read when nothing can be chosen any more.
    const ThemeColors& colors = Theme::instance().colors();
    painter.setPen(isEnabled() || isChecked() ? colors.text : colors.textMuted);
    painter.drawText(words, Wrapped, m_words);
    if (hasFocus() && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.selection, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

} // namespace zeroloom
