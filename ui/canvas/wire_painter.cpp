// The part of CanvasPainter that draws wires: each half by its own end's state.
#include <algorithm>
#include <cmath>
#include <vector>

#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>

#include "ui/canvas/canvas_painter.h"
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

// The outline of a part of a cubic curve as wide as `width`, made of as many pieces as it takes to look round.
class Ribbon {
public:
    Ribbon(const QPointF& a, const QPointF& b, const QPointF& c, const QPointF& d, double width, double zoom)
        : m_half(width / 2)
    {
        const double length = (QLineF(a, b).length() + QLineF(b, c).length() + QLineF(c, d).length()) * zoom;
        const int pieces = std::clamp(static_cast<int>(length / 9), 6, 120);
        m_points.reserve(static_cast<std::size_t>(pieces) + 1);
        for (int i = 0; i <= pieces; ++i) {
            const double t = static_cast<double>(i) / pieces, u = 1 - t;
            m_points.push_back(a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t));
        }
    }

    // Only runs of pieces that meet the clip: of a long wire little shows in a strip.
    void fill(QPainter& painter, const QRectF& clip) const
    {
        std::size_t begin = m_points.size();
        for (std::size_t i = 0; i + 1 < m_points.size(); ++i) {
            const QRectF piece = QRectF(m_points[i], m_points[i + 1]).normalized().adjusted(-4, -4, 4, 4);
            const bool shows = clip.isNull() || clip.intersects(piece);
            if (shows && begin > i)
                begin = i;
            if (begin <= i && (!shows || i + 2 == m_points.size())) {
                fillRun(painter, begin, shows ? i + 1 : i);
                begin = m_points.size();
            }
        }
    }

private:
    void fillRun(QPainter& painter, std::size_t begin, std::size_t end) const
    {
        QPolygonF outline;
        outline.reserve(static_cast<qsizetype>(2 * (end - begin + 1)));
        for (std::size_t i = begin; i <= end; ++i)
            outline << m_points[i] + normal(i);
        for (std::size_t i = end + 1; i-- > begin;)
            outline << m_points[i] - normal(i);
        painter.drawPolygon(outline, Qt::WindingFill);
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
    const bool fromShows = passes(item.halves[0].controlPointRect());
    const bool toShows = passes(item.halves[1].controlPointRect());
    if (!fromShows && !toShows)
        return;
    if (item.selected)
        rails(item);
    const HalfStyle from = halfStyle(item.look, WireEnd::From, m_style.colors);
    const HalfStyle to = halfStyle(item.look, WireEnd::To, m_style.colors);
    const double width = wireWidth(item);
    if (from == to && from.line == Qt::SolidLine && width * m_style.zoom >= ThinPixels) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(from.color);
        Ribbon(item.start, item.startControl, item.endControl, item.end, width, m_style.zoom).fill(m_painter, m_clip);
    } else {
        if (fromShows)
            wireHalf(item.halves[0], from.color, from.line, width);
        if (toShows)
            wireHalf(item.halves[1], to.color, to.line, width);
    }
    if (plain)
        return;
    if (item.look.live && m_style.detail == Detail::Full) {
        endMarker(item.halves[0], item.look.from, from.color);
        endMarker(item.halves[1], item.look.to, to.color);
    }
    if (item.problem != Problem::None && !item.look.live) {
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        problemSign(item.middle, item.problem);
    }
    if (item.showsEndpoint && m_style.detail == Detail::Full)
        wireLabel(item);
}

double CanvasPainter::wireWidth(const WireItem& item) const
{
    const bool up = item.look.live && (isUp(item.look.from) || isUp(item.look.to));
    return m_style.detail == Detail::Full && up ? 1.1 + 0.7 * item.look.width : 1.5;
}

void CanvasPainter::wireHalf(const QPainterPath& half, const QColor& color, Qt::PenStyle line, double width)
{
    if (line != Qt::SolidLine || width * m_style.zoom < ThinPixels) {
        strokeThin(m_painter, half, QPen(color, 1, line), line == Qt::SolidLine ? 1 : width * m_style.zoom,
                   m_style.zoom);
        return;
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    Ribbon(half.elementAt(0), half.elementAt(1), half.elementAt(2), half.elementAt(3), width, m_style.zoom)
        .fill(m_painter, m_clip);
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
