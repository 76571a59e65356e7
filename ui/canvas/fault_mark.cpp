#include "ui/canvas/fault_mark.h"

#include <cmath>

#include <QFontMetricsF>
#include <QLineF>

namespace zeroloom {
namespace {

// Glyphs are drawn in a square from -5 to 5.
void drawSnowflake(QPainter& painter)
{
    constexpr double Arm = 5, Third = 2.0943951023931953; // 120 degrees
    for (int i = 0; i < 3; ++i) {
        const QPointF tip(Arm * std::cos(Third * i + Third / 4), Arm * std::sin(Third * i + Third / 4));
        painter.drawLine(tip, -tip);
    }
}

void drawClock(QPainter& painter)
{
    painter.drawEllipse(QPointF(), 4.8, 4.8);
    painter.drawPolyline(QPolygonF({QPointF(0, -2.8), QPointF(0, 0.3), QPointF(2, 1.4)}));
}

// An hourglass.
void drawHourglass(QPainter& painter)
{
    painter.drawPolygon(QPolygonF({QPointF(-3.5, -4.8), QPointF(3.5, -4.8), QPointF(-3.5, 4.8), QPointF(3.5, 4.8)}));
}

void drawCut(QPainter& painter)
{
    painter.drawLine(QPointF(-5, 0), QPointF(-2.4, 0));
    painter.drawLine(QPointF(2.4, 0), QPointF(5, 0));
    painter.drawLine(QPointF(-2.6, 4), QPointF(-0.2, -4));
    painter.drawLine(QPointF(0.4, 4), QPointF(2.8, -4));
}

// Of three dots in a row one falls out.
void drawDrop(QPainter& painter)
{
    painter.drawPoint(QPointF(-4.2, -2.5));
    painter.drawPoint(QPointF(4.2, -2.5));
    painter.drawLine(QPointF(0, -4.5), QPointF(0, 1.2));
    painter.drawPolyline(QPolygonF({QPointF(-2.2, 1.6), QPointF(0, 4.4), QPointF(2.2, 1.6)}));
}

void drawGlyph(QPainter& painter, FaultGlyph glyph, const QColor& color)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (glyph) {
    case FaultGlyph::Killed:
        painter.drawLine(QPointF(-4, -4), QPointF(4, 4));
        painter.drawLine(QPointF(-4, 4), QPointF(4, -4));
        break;
    case FaultGlyph::Frozen:
        drawSnowflake(painter);
        break;
    case FaultGlyph::Hung:
        drawHourglass(painter);
        break;
    case FaultGlyph::Slow:
    case FaultGlyph::Delay:
        drawClock(painter);
        break;
    case FaultGlyph::Cut:
        drawCut(painter);
        break;
    case FaultGlyph::Drop:
        drawDrop(painter);
        break;
    case FaultGlyph::None:
        break;
    }
}

void drawGround(QPainter& painter, const QRectF& rect, FaultGlyph glyph, const ThemeColors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(faultColor(glyph, colors), 1.5));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), rect.height() / 2, rect.height() / 2);
}

} // namespace

FaultGlyph glyphOf(const NodeCondition& condition)
{
    if (condition.killed)
        return FaultGlyph::Killed;
    if (condition.frozen)
        return FaultGlyph::Frozen;
    if (condition.hung)
        return FaultGlyph::Hung;
    return condition.slow.count() > 0 ? FaultGlyph::Slow : FaultGlyph::None;
}

FaultGlyph glyphOf(const WireFault& fault)
{
    if (fault.cut)
        return FaultGlyph::Cut;
    if (fault.drop > 0)
        return FaultGlyph::Drop;
    return fault.delay.count() > 0 ? FaultGlyph::Delay : FaultGlyph::None;
}

bool setMark(FaultMark& mark, FaultGlyph glyph, const QString& words, double room)
{
    if (mark.glyph == glyph && mark.words == words)
        return false;
    mark.glyph = glyph;
    mark.words = words;
    const QFont font = Theme::instance().smallFont();
    mark.text = QStaticText(
        QFontMetricsF(font).elidedText(words, Qt::ElideRight, room - FaultMark::GlyphRoom - FaultMark::Padding));
    mark.text.setTextFormat(Qt::PlainText);
    mark.text.prepare({}, font);
    return true;
}

QColor faultColor(FaultGlyph glyph, const ThemeColors& colors)
{
    return glyph == FaultGlyph::Killed || glyph == FaultGlyph::Cut ? colors.alarm : colors.warning;
}

void drawMark(QPainter& painter, const QRectF& rect, const FaultMark& mark, const ThemeColors& colors,
              const QFont& font)
{
    drawGround(painter, rect, mark.glyph, colors);
    painter.save();
    painter.translate(rect.left() + FaultMark::GlyphRoom / 2 + 1, rect.center().y());
    drawGlyph(painter, mark.glyph, faultColor(mark.glyph, colors));
    painter.restore();
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawStaticText(
        QPointF(rect.left() + FaultMark::GlyphRoom, rect.center().y() - mark.text.size().height() / 2), mark.text);
}

void drawMarkDisc(QPainter& painter, const QPointF& middle, double radius, FaultGlyph glyph, const ThemeColors& colors)
{
    drawGround(painter, QRectF(middle - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)), glyph, colors);
    painter.save();
    painter.translate(middle);
    painter.scale(radius / 8, radius / 8);
    drawGlyph(painter, glyph, faultColor(glyph, colors));
    painter.restore();
}

} // namespace zeroloom
