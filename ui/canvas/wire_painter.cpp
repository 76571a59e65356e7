// The part of CanvasPainter that draws wires: each half by its own end's state.
#include <QPainterPath>

#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/item_look.h"

namespace zeroloom {
namespace {

struct HalfStyle {
    QColor color;
    Qt::PenStyle line = Qt::SolidLine;
};

// Colour and line both tell the state.
HalfStyle halfStyle(const WireLook& look, WireEnd end, const ThemeColors& colors)
{
    if (!look.live)
        return {colors.idle, Qt::SolidLine};
    switch (end == WireEnd::From ? look.from : look.to) {
    case ConnectionState::Connected:
        switch (halfLevel(look, end)) {
        case FillLevel::Alarm:
            return {colors.alarm, Qt::SolidLine};
        case FillLevel::Warning:
            return {colors.warning, Qt::SolidLine};
        default:
            return {colors.good, Qt::SolidLine};
        }
    case ConnectionState::Listening:
        return {colors.idle, Qt::DashLine};
    case ConnectionState::Connecting:
        return {colors.warning, Qt::DashLine};
    case ConnectionState::Disconnected:
        return {colors.warning, Qt::DotLine};
    case ConnectionState::Refused:
    case ConnectionState::Failed:
        return {colors.alarm, Qt::DashDotLine};
    case ConnectionState::Idle:
        return {colors.idle, Qt::DotLine};
    case ConnectionState::Unknown:
        return {colors.idle, Qt::DashDotDotLine};
    }
    return {colors.idle, Qt::SolidLine};
}

// Strokes of one pixel are many times cheaper than wide ones, and these lie so close that they look like one.
void strokeWide(QPainter& painter, const QPainterPath& path, QPen pen, int pixels, double zoom)
{
    pen.setWidthF(1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const QPointF chord = path.currentPosition() - QPointF(path.elementAt(0));
    // Across the curve: down where it runs level, aside where it runs steeply.
    const QPointF across = QPointF(chord.x() * chord.y() >= 0 ? -0.6 : 0.6, 0.75) / zoom;
    for (int i = 0; i < pixels; ++i)
        painter.drawPath(path.translated(across * (i - (pixels - 1) / 2.0)));
}

} // namespace

void CanvasPainter::wire(const WireItem& item)
{
    const bool plain = m_style.detail == Detail::Boxes;
    m_painter.setRenderHint(QPainter::Antialiasing, !plain || m_style.zoom > 0.15);
    if (item.selected) {
        QPen pen(m_style.colors.accent);
        for (const QPainterPath& half : item.halves)
            strokeWide(m_painter, half, pen, plain ? 3 : 7, m_style.zoom);
    }
    wireHalf(item, WireEnd::From);
    wireHalf(item, WireEnd::To);
    if (plain)
        return;
    if (item.problem != Problem::None && !item.look.live) {
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        problemSign(item.middle, item.problem);
    }
    if (item.selected && m_style.detail == Detail::Full)
        wireLabel(item);
}

void CanvasPainter::wireHalf(const WireItem& item, WireEnd end)
{
    const HalfStyle style = halfStyle(item.look, end, m_style.colors);
    const QPainterPath& path = item.halves[end == WireEnd::From ? 0 : 1];
    const bool up = item.look.live && isUp(end == WireEnd::From ? item.look.from : item.look.to);
    int width = m_style.detail == Detail::Full && up ? item.look.width + 1 : m_style.detail == Detail::Full ? 2 : 1;
    if (m_style.detail == Detail::Titles && up && item.look.width > 2)
        width = 2;
    strokeWide(m_painter, path, QPen(style.color, 1, style.line), width, m_style.zoom);
    if (item.look.live && m_style.detail == Detail::Full)
        endMarker(path, end == WireEnd::From ? item.look.from : item.look.to, style.color);
}

// A cross where an end will not come up by itself, a gap with a ring where it was up and is not.
void CanvasPainter::endMarker(const QPainterPath& half, ConnectionState state, const QColor& color)
{
    if (!isBroken(state) && state != ConnectionState::Disconnected)
        return;
    const QPointF at = half.pointAtPercent(0.55);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(QPen(color, 1.5));
    m_painter.setBrush(m_style.colors.canvas);
    m_painter.drawEllipse(at, 7, 7);
    m_painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3));
    if (isBroken(state))
        m_painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3));
}

void CanvasPainter::wireLabel(const WireItem& item)
{
    m_painter.setFont(m_style.small);
    const QRectF text = m_painter.boundingRect(item.labelRect(), Qt::AlignCenter, item.endpoint).adjusted(-6, -1, 6, 1);
    m_painter.setPen(QPen(m_style.colors.border, 1));
    m_painter.setBrush(m_style.colors.raised);
    m_painter.drawRoundedRect(text, 4, 4);
    m_painter.setPen(m_style.colors.text);
    m_painter.drawText(item.labelRect(), Qt::AlignCenter, item.endpoint);
}

} // namespace zeroloom
