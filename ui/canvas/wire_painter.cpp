// The part of CanvasPainter that draws wires: each half by its own end's state.
#include <algorithm>
#include <cmath>
#include <vector>

#include <QFontMetricsF>
#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/fault_mark.h"
#include "ui/canvas/item_look.h"

namespace zeroloom {
namespace {

struct HalfStyle {
    QColor color;
    Qt::PenStyle line = Qt::SolidLine;
    bool operator==(const HalfStyle&) const = default;
};

// Below this a wire is one line of one pixel.
constexpr double ThinPixels = 1.4;

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

// Cosmetic strokes of one pixel are many times cheaper than any other. Dashes of wide lines are a few of them side by
// side.
void strokeThin(QPainter& painter, const QPainterPath& path, QPen pen, double width, double zoom)
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

// Where a marker of one end is seen whole: clear of the figures on the wire, and otherwise far from the port, where
// other wires may end, too.
QPointF markerPlace(const WireItem& item, WireEnd end)
{
    constexpr double Least = 16; // pixels from the port's middle
    const QPainterPath& half = item.halves[end == WireEnd::From ? 0 : 1];
    const double length = half.length();
    const QRectF figures = QRectF(item.badgeAt - QPointF(42, 11), QSizeF(84, 22)).adjusted(-9, -9, 9, 9);
    for (double along = length * 0.55; along > Least; along -= 4)
        if (const QPointF at = half.pointAtPercent(half.percentAtLength(along)); !figures.contains(at))
            return at;
    return length == 0 ? item.middle : half.pointAtPercent(half.percentAtLength(std::min(Least, length)));
}

// The outline of a part of a wire as wide as `width`, made of as many pieces as it takes to look round. Only what meets
// the clip: of a long wire little shows in a strip that a pan laid bare.
class Ribbon {
public:
    // From `first` to `last` of the curve's parameter, 0 to 1.
    Ribbon(const WireItem& item, double first, double last, double width, double zoom, const QRectF& clip)
        : m_half(width / 2)
    {
        if (!clip.isNull() && !narrow(item, clip, width, first, last))
            return;
        const double length =
            (QLineF(item.start, item.startControl).length() + QLineF(item.startControl, item.endControl).length() +
             QLineF(item.endControl, item.end).length()) *
            zoom;
        // The same points however little of the wire is drawn, so that a part drawn anew fits the rest; the middle is
        // one of them.
        const int pieces = std::clamp(static_cast<int>(length / 18), 4, 160) * 2;
        const int begin = static_cast<int>(std::floor(first * pieces));
        const int end = static_cast<int>(std::ceil(last * pieces));
        m_points.reserve(static_cast<std::size_t>(end - begin) + 1);
        for (int i = begin; i <= end; ++i)
            m_points.push_back(pointOn(item, static_cast<double>(i) / pieces));
    }

    void fill(QPainter& painter) const
    {
        if (m_points.size() < 2)
            return;
        QPolygonF outline;
        outline.reserve(static_cast<qsizetype>(2 * m_points.size()));
        std::vector<QPointF> aside(m_points.size());
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            aside[i] = normal(i);
            outline << m_points[i] + aside[i];
        }
        for (std::size_t i = m_points.size(); i-- > 0;)
            outline << m_points[i] - aside[i];
        painter.drawPolygon(outline, Qt::WindingFill);
    }

private:
    // Shortens the range to the pieces that may meet the clip; false when none does.
    static bool narrow(const WireItem& item, const QRectF& clip, double width, double& first, double& last)
    {
        const double pieces = static_cast<double>(item.points.size() - 1);
        // A curve strays from the chord between two of its points by no more than its second derivative allows. Each
        // pixel more here makes wires be drawn that only run beside a strip.
        const QPointF one = item.start - 2 * item.startControl + item.endControl;
        const QPointF other = item.startControl - 2 * item.endControl + item.end;
        const double second = 6 * std::max(std::hypot(one.x(), one.y()), std::hypot(other.x(), other.y()));
        const double margin = second / (8 * pieces * pieces) + width / 2 + 1;
        double from = 2, to = -1;
        for (std::size_t i = 0; i + 1 < item.points.size(); ++i) {
            const QRectF piece =
                QRectF(item.points[i], item.points[i + 1]).normalized().adjusted(-margin, -margin, margin, margin);
            if (!clip.intersects(piece))
                continue;
            from = std::min(from, static_cast<double>(i) / pieces);
            to = std::max(to, static_cast<double>(i + 1) / pieces);
        }
        first = std::max(first, from);
        last = std::min(last, to);
        return first < last;
    }
    QPointF normal(std::size_t i) const
    {
        const QPointF along = m_points[std::min(i + 1, m_points.size() - 1)] - m_points[i == 0 ? 0 : i - 1];
        const double length = std::hypot(along.x(), along.y());
        return length == 0 ? QPointF() : QPointF(-along.y(), along.x()) * (m_half / length);
    }

    std::vector<QPointF> m_points;
    double m_half;
};

} // namespace

void CanvasPainter::wire(const WireItem& item)
{
    const bool plain = m_style.detail == Detail::Boxes;
    m_painter.setRenderHint(QPainter::Antialiasing, !plain || m_style.zoom > 0.15);
    const bool fromShows = passes(item.halves[0].controlPointRect().adjusted(-6, -6, 6, 6));
    const bool toShows = passes(item.halves[1].controlPointRect().adjusted(-6, -6, 6, 6));
    if (!fromShows && !toShows)
        return;
    if (item.selected)
        rails(item);
    const HalfStyle from = halfStyle(item.look, WireEnd::From, m_style.colors);
    const HalfStyle to = halfStyle(item.look, WireEnd::To, m_style.colors);
    const double width = wireWidth(item);
    if (from == to && from.line == Qt::SolidLine && width * m_style.zoom >= ThinPixels && !m_style.thinWires) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(from.color);
        Ribbon(item, 0, 1, width, m_style.zoom, m_clip).fill(m_painter);
    } else {
        if (fromShows)
            wireHalf(item, WireEnd::From, from.color, from.line);
        if (toShows)
            wireHalf(item, WireEnd::To, to.color, to.line);
    }
}

void CanvasPainter::wireMarks(const WireItem& item)
{
    if (m_style.detail == Detail::Boxes)
        return;
    if (item.look.live && m_style.detail == Detail::Full) {
        endMarker(item, WireEnd::From);
        endMarker(item, WireEnd::To);
    }
    if (item.problem != Problem::None) {
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        problemSign(item.look.live ? item.points[item.points.size() / 4] : item.middle, item.problem);
    }
    if (item.showsEndpoint && m_style.detail == Detail::Full)
        wireLabel(item);
    if (item.fault.is())
        wireFault(item);
}

double CanvasPainter::wireWidth(const WireItem& item) const
{
    const bool up = item.look.live && (isUp(item.look.from) || isUp(item.look.to));
    return m_style.detail == Detail::Full && up ? 1.1 + 0.7 * item.look.width : 1.5;
}

void CanvasPainter::wireHalf(const WireItem& item, WireEnd end, const QColor& color, Qt::PenStyle line)
{
    const bool from = end == WireEnd::From;
    const double pixels = wireWidth(item) * m_style.zoom;
    if (line != Qt::SolidLine || pixels < ThinPixels || m_style.thinWires) {
        const double most = m_style.thinWires ? 1.6 : pixels;
        const double shown = line == Qt::SolidLine && pixels < ThinPixels ? 1 : std::min(pixels, most);
        strokeThin(m_painter, item.halves[from ? 0 : 1], QPen(color, 1, line), shown, m_style.zoom);
        return;
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    Ribbon(item, from ? 0 : 0.5, from ? 0.5 : 1, wireWidth(item), m_style.zoom, m_clip).fill(m_painter);
}

// A line on each side of the wire: it is seen to be selected, and its own colour and line still tell its state.
void CanvasPainter::rails(const WireItem& item)
{
    const double apart = std::max(2.5, wireWidth(item) * m_style.zoom / 2 + 2);
    const QPointF chord = item.end - item.start;
    const QPointF across = QPointF(chord.x() * chord.y() >= 0 ? -0.7 : 0.7, 0.7) * (apart / m_style.zoom);
    for (const QPainterPath& half : item.halves)
        for (const QPointF& aside : {across, -across})
            strokeThin(m_painter, half.translated(aside), QPen(m_style.colors.accent), 1.6, m_style.zoom);
}

// A cross where an end will not come up by itself, a gap with a ring where it was up and is not.
void CanvasPainter::endMarker(const WireItem& item, WireEnd end)
{
    const ConnectionState state = end == WireEnd::From ? item.look.from : item.look.to;
    if (!isBroken(state) && state != ConnectionState::Disconnected)
        return;
    const QPointF at = markerPlace(item, end);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(QPen(halfStyle(item.look, end, m_style.colors).color, 1.5));
    m_painter.setBrush(m_style.colors.canvas);
    m_painter.drawEllipse(at, 7, 7);
    m_painter.drawLine(at + QPointF(-3, -3), at + QPointF(3, 3));
    if (isBroken(state))
        m_painter.drawLine(at + QPointF(-3, 3), at + QPointF(3, -3));
}

void CanvasPainter::wireFault(const WireItem& item)
{
    if (m_style.detail == Detail::Full)
        drawMark(m_painter, item.faultRect(), item.fault, m_style.colors, m_style.small);
    else
        drawMarkDisc(m_painter, item.faultAt, 12, item.fault.glyph, m_style.colors);
}

void CanvasPainter::wireLabel(const WireItem& item)
{
    m_painter.setFont(m_style.small);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    const QString& endpoint = item.boundText.isEmpty() ? item.endpoint : item.boundText;
    const QSizeF size(QFontMetricsF(m_style.small).horizontalAdvance(endpoint) + 12, 18);
    const QRectF text(item.labelAt - QPointF(size.width(), size.height()) / 2, size);
    m_painter.setPen(QPen(m_style.colors.border, 1));
    m_painter.setBrush(m_style.colors.raised);
    m_painter.drawRoundedRect(text, 4, 4);
    m_painter.setPen(m_style.colors.text);
    m_painter.drawText(item.labelRect(), Qt::AlignCenter, endpoint);
}

} // namespace zeroloom
