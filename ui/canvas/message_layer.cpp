#include "ui/canvas/message_layer.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/sender_colors.h"

namespace zeroloom {
namespace {

constexpr double Reach = 6; // beside a dot, that the mouse may be
// More dots than this are repainted as the box around them: a region of very many rectangles costs more than it saves.
constexpr std::size_t MostRects = 128;
constexpr double FallPixels = 34;

// How far from its sender a dropped message gets: to the figures on the wire or the mark of the fault, and no further
// than the middle. A part of the curve's parameter.
double placeOfBreak(const WireItem& wire, bool backward)
{
    constexpr int Steps = 24;
    const QRectF figures = QRectF(wire.badgeAt - QPointF(42, 11), QSizeF(84, 22)).adjusted(-8, -4, 8, 4);
    const QRectF mark = wire.fault.is() ? wire.faultRect().adjusted(-8, -8, 8, 8) : QRectF();
    for (int i = 1; i <= Steps; ++i) {
        const double part = 0.5 * i / Steps;
        const QPointF at = pointOn(wire, backward ? 1 - part : part);
        if (figures.contains(at) || mark.contains(at))
            return std::max(0.5 * (i - 1) / Steps, 0.15);
    }
    return 0.5;
}

} // namespace

double MessageLayer::radius() const { return std::clamp(6 * m_view.zoom, 4.5, 9.0); }

QRect MessageLayer::rectOf(const Dot& dot) const
{
    const double reach = radius() + (dot.crossed ? 4 : 2);
    return QRectF(dot.middle - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)).toAlignedRect();
}

MessageLayer::Dot MessageLayer::dotOf(const MessageFlight& flight, const WireItem& wire, double now) const
{
    Dot dot{{}, flight.message.number, flight.wire, m_flights.indexOf(flight.maker), 1, false};
    double part = std::min(flight.at(now), 1.0);
    if (flight.dropped)
        part *= placeOfBreak(wire, flight.backward);
    dot.middle = m_view.toView(pointOn(wire, flight.backward ? 1 - part : part));
    if (const double fallen = flight.fallen(now); flight.dropped && fallen > 0) {
        dot.crossed = true;
        // It stands for a moment, so that it is seen what falls.
        const double falling = std::max(0.0, (fallen - 0.25) / 0.75);
        dot.middle.ry() += FallPixels * falling * falling;
        dot.opacity = 1 - 0.85 * falling;
    }
    return dot;
}

QRegion MessageLayer::update(const ViewTransform& view, const QSize& size, qreal devicePixelRatio, double now)
{
    QRegion changed;
    std::size_t rects = 0;
    QRect box;
    const auto touch = [&](const Dot& dot) {
        const QRect rect = rectOf(dot);
        box = box.united(rect);
        if (++rects <= MostRects)
            changed += rect;
    };
    for (const Dot& dot : m_dots)
        touch(dot);
    m_dots.clear();
    if (view.zoom != m_view.zoom || devicePixelRatio != m_ratio || Theme::instance().kind() != m_theme)
        m_pictures.clear();
    m_view = view;
    m_size = size;
    m_ratio = devicePixelRatio;
    m_theme = Theme::instance().kind();
    m_now = now;
    const QRectF visible = QRectF(QPointF(), QSizeF(size)).adjusted(-12, -12, 12, 12);
    if (detailFor(view.zoom) != Detail::Boxes) {
        for (const MessageFlight& flight : m_flights.flights()) {
            const WireItem* wire = flight.at(now) >= 0 && !flight.isOver(now) ? m_scene.wire(flight.wire) : nullptr;
            // What moves in bulk is a picture for now, and dots would run beside it.
            if (wire == nullptr || (wire->lifted && m_scene.liftedInBulk()))
                continue;
            const Dot dot = dotOf(flight, *wire, now);
            if (!visible.contains(dot.middle))
                continue;
            m_dots.push_back(dot);
            touch(m_dots.back());
        }
    }
    return rects > MostRects ? QRegion(box) : changed;
}

void MessageLayer::follow(const ViewTransform& view, const QSize& size, qreal devicePixelRatio)
{
    if (m_flights.empty() && m_dots.empty())
        return;
    update(view, size, devicePixelRatio, m_now);
}

void MessageLayer::draw(QPainter& painter, const QRegion& region)
{
    for (const Dot& dot : m_dots) {
        const QRect rect = rectOf(dot);
        if (!region.intersects(rect))
            continue;
        const QPixmap& dotPicture = picture(dot.color);
        const double reach = dotPicture.deviceIndependentSize().width() / 2;
        painter.setOpacity(dot.opacity);
        painter.drawPixmap(dot.middle - QPointF(reach, reach), dotPicture);
        if (dot.crossed)
            drawCross(painter, dot);
    }
    painter.setOpacity(1);
}

void MessageLayer::drawCross(QPainter& painter, const Dot& dot) const
{
    const ThemeColors& colors = Theme::instance().colors();
    const double arm = radius() * 0.85;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QPen& pen : {QPen(colors.surface, 4, Qt::SolidLine, Qt::RoundCap),
                            QPen(colors.alarm, 2, Qt::SolidLine, Qt::RoundCap)}) {
        painter.setPen(pen);
        painter.drawLine(dot.middle + QPointF(-arm, -arm), dot.middle + QPointF(arm, arm));
        painter.drawLine(dot.middle + QPointF(-arm, arm), dot.middle + QPointF(arm, -arm));
    }
}

const QPixmap& MessageLayer::picture(std::size_t color)
{
    color %= SenderColorCount;
    if (m_pictures.empty())
        m_pictures.resize(SenderColorCount);
    QPixmap& kept = m_pictures[color];
    if (!kept.isNull())
        return kept;
    const ThemeColors& colors = Theme::instance().colors();
    const double edge = std::ceil(radius() + 1) * 2;
    kept = QPixmap(QSize(static_cast<int>(edge), static_cast<int>(edge)) * m_ratio);
    kept.setDevicePixelRatio(m_ratio);
    kept.fill(Qt::transparent);
    QPainter painter(&kept);
    painter.setRenderHint(QPainter::Antialiasing);
    // A dark and a light ring: seen on any wire, in either theme.
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.text);
    const QPointF middle(edge / 2, edge / 2);
    painter.drawEllipse(middle, radius() + 0.5, radius() + 0.5);
    painter.setBrush(colors.surface);
    painter.drawEllipse(middle, radius() - 0.7, radius() - 0.7);
    painter.setBrush(senderColor(color, colors));
    painter.drawEllipse(middle, radius() - 1.9, radius() - 1.9);
    painter.end();
    return kept;
}

const MessageFlight* MessageLayer::at(const QPointF& place) const
{
    const Dot* nearest = nullptr;
    double best = radius() + Reach;
    for (const Dot& dot : m_dots) {
        const QPointF apart = dot.middle - place;
        const double distance = std::hypot(apart.x(), apart.y());
        if (distance <= best) {
            best = distance;
            nearest = &dot;
        }
    }
    if (nearest == nullptr)
        return nullptr;
    const auto& flights = m_flights.flights();
    const auto found = std::find_if(flights.begin(), flights.end(), [&](const MessageFlight& flight) {
        return flight.message.number == nearest->number && flight.wire == nearest->wire;
    });
    return found == flights.end() ? nullptr : &*found;
}

std::vector<QPointF> MessageLayer::places() const
{
    std::vector<QPointF> all;
    for (const Dot& dot : m_dots)
        all.push_back(dot.middle);
    return all;
}

} // namespace zeroloom
