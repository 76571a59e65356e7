#include "ui/lesson/plate.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr qreal Radius = 5;
constexpr int BarWidth = 3;

} // namespace

Plate::Plate(Tone tone, QWidget* parent) : QWidget(parent), m_tone(tone), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(Theme::Unit * 3 / 2, Theme::Unit, Theme::Unit, Theme::Unit);
    m_column->setSpacing(Theme::Unit / 2);
}

void Plate::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = Theme::instance().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()), Radius, Radius);
    painter.fillPath(shape, colors.raised);
    if (m_tone == Tone::Plain)
        return;
    painter.setClipPath(shape);
    painter.fillRect(QRect(0, 0, BarWidth, height()), m_tone == Tone::Good ? colors.good : colors.warning);
}

} // namespace zeroloom
