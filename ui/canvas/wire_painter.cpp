// The part of CanvasPainter that draws wires: each half by its own end's state.
#include <algorithm>
#include <cmath>

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
void strokeWide(QPainter& painter, const QPainterPath& path, QPen pen, double width, double zoom)
{
    pen.setWidthF(1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const QPointF chord = path.currentPosition() - QPointF(path.elementAt(0));
    // Across the curve: down where it runs level, aside where it runs steeply.
    const QPointF across = QPointF(chord.x() * chord.y() >= 0 ? -0.5 : 0.5, 0.5) / zoom;
    const int lines = std::max(1, static_cast<int>(std::lround((width - 1) / 0.6)) + 1);
    for (int i = 0; i < lines; ++i)
        painter.drawPath(path.translated(across * (i - (lines - 1) / 2.0)));
}

} // namespace

void CanvasPainter::wire(const WireItem& item)
{
    const bool plain = m_style.detail == Detail::Boxes;
    m_painter.setRenderHint(QPainter::Antialiasing, !plain || m_style.zoom > 0.15);
    // A strip laid bare by a pan is crossed by few of the wires whose bounds it meets.
    const bool fromShows = passes(item.halves[0].controlPointRect());
    const bool toShows = passes(item.halves[1].controlPointRect());
    if (item.selected && (fromShows || toShows))
        rails(item);
    if (fromShows)
        wireHalf(item, WireEnd::From);
    if (toShows)
        wireHalf(item, WireEnd::To);
    if (plain)
        return;
    if (item.problem != Problem::None && !item.look.live) {
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        problemSign(item.middle, item.problem);
    }
    if (item.showsEndpoint && m_style.detail == Detail::Full)
        wireLabel(item);
}

// A line on each side of the wire: it is seen to be selected, and its own colour and line still tell its state.
void CanvasPainter::rails(const WireItem& item)
{
    const double apart = std::max(2.5, (1.2 + 0.7 * item.look.width) * m_style.zoom / 2 + 2);
    const QPointF chord = item.end - item.start;
    const QPointF across = QPointF(chord.x() * chord.y() >= 0 ? -0.7 : 0.7, 0.7) * (apart / m_style.zoom);
    for (const QPainterPath& half : item.halves)
        for (const QPointF& aside : {across, -across})
            strokeWide(m_painter, half.translated(aside), QPen(m_style.colors.accent), 1.6, m_style.zoom);
}

void CanvasPainter::wireHalf(const WireItem& item, WireEnd end)
{
    const HalfStyle style = halfStyle(item.look, end, m_style.colors);
    const QPainterPath& path = item.halves[end == WireEnd::From ? 0 : 1];
    const bool plain = m_style.detail == Detail::Boxes;
    const bool up = item.look.live && isUp(end == WireEnd::From ? item.look.from : item.look.to);
    const double pixels = (up ? 1.2 + 0.7 * item.look.width : 1.6) * m_style.zoom;
    strokeWide(m_painter, path, QPen(style.color, 1, style.line), plain ? 1 : pixels, m_style.zoom);
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
