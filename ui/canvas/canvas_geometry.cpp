#include "ui/canvas/canvas_geometry.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "core/picture/card_shape.h"
#include "ui/canvas/node_texts.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

using namespace canvas_metrics;

QStaticText prepared(const QString& text, const QFont& font)
{
    QStaticText result(text);
    result.setTextFormat(Qt::PlainText);
    result.setPerformanceHint(QStaticText::AggressiveCaching);
    result.prepare({}, font);
    return result;
}

double portLabelWidth(const PortItem& port, const QFontMetricsF& small)
{
    return std::max({small.horizontalAdvance(port.labelText), small.horizontalAdvance(port.badgeText),
                     port.badgeText.isEmpty() ? 0.0 : small.horizontalAdvance(QStringLiteral("mute: dropping"))});
}

PortItem makePort(const Node& node, const Socket& socket, Facing facing)
{
    const QFont font = Theme::instance().smallFont();
    PortItem port;
    port.ref = {node.id, socket.id};
    port.type = socket.type;
    port.left = attachesLeft(socket, facing);
    const std::string_view type = name(socket.type);
    port.labelText = toQString(type);
    port.badgeText = highWaterMarkText(socket);
    port.label = prepared(port.labelText, font);
    if (!port.badgeText.isEmpty()) {
        port.badge = prepared(port.badgeText, font);
        port.muteBadge = prepared(muteText(socket), font);
    }
    return port;
}

// Returns the card's height.
double stackPortItems(std::vector<PortItem>& ports)
{
    std::vector<PortShape> shapes;
    for (const PortItem& port : ports)
        shapes.push_back({port.left, !port.badgeText.isEmpty()});
    const double height = stackPorts(shapes);
    for (std::size_t i = 0; i < ports.size(); ++i)
        ports[i].position.setY(shapes[i].y);
    return height;
}

double cardItemWidth(const NodeItem& item)
{
    const Theme& theme = Theme::instance();
    const QFontMetricsF title(theme.titleFont());
    const QFontMetricsF small(theme.smallFont());
    CardWords words;
    for (const PortItem& port : item.ports) {
        double& side = port.left ? words.leftPorts : words.rightPorts;
        side = std::max(side, portLabelWidth(port, small));
    }
    const double rate = item.showsRate ? small.horizontalAdvance(QStringLiteral(" · 99.99 k/s")) : 0;
    words.title = title.horizontalAdvance(item.titleText);
    words.subtitle = small.horizontalAdvance(item.subtitleText) + rate;
    return cardWidth(words);
}

void placePortTexts(PortItem& port)
{
    const double x = port.position.x();
    const double top = port.position.y() - port.label.size().height() / 2;
    const auto at = [&](const QStaticText& text, double y) {
        return port.left ? QPointF(x + 12, y) : QPointF(x - 12 - text.size().width(), y);
    };
    port.labelAt = at(port.label, top);
    port.badgeAt = at(port.badge, top + 15);
    port.muteBadgeAt = at(port.muteBadge, top + 15);
}

void splitInHalves(WireItem& wire)
{
    const QPointF a = (wire.start + wire.startControl) / 2;
    const QPointF b = (wire.startControl + wire.endControl) / 2;
    const QPointF c = (wire.endControl + wire.end) / 2;
    const QPointF ab = (a + b) / 2, bc = (b + c) / 2;
    wire.middle = (ab + bc) / 2;
    wire.halves[0] = QPainterPath(wire.start);
    wire.halves[0].cubicTo(a, ab, wire.middle);
    wire.halves[1] = QPainterPath(wire.end);
    wire.halves[1].cubicTo(c, bc, wire.middle);
}

Point toPoint(const QPointF& point) { return {point.x(), point.y()}; }
QPointF toQPoint(const Point& point) { return {point.x, point.y}; }

double distanceToSegment(const QPointF& point, const QPointF& one, const QPointF& other)
{
    const QPointF along = other - one;
    const double length = QPointF::dotProduct(along, along);
    const double t = length == 0 ? 0 : std::clamp(QPointF::dotProduct(point - one, along) / length, 0.0, 1.0);
    const QPointF apart = point - (one + along * t);
    return std::hypot(apart.x(), apart.y());
}

} // namespace

NodeItem makeNodeItem(const Node& node, const QPointF& position, std::vector<Facing> facings)
{
    const Theme& theme = Theme::instance();
    NodeItem item;
    item.node = node;
    item.titleText = toQString(node.title()).simplified();
    item.subtitleText = nodeSubtitle(node);
    item.showsRate = nodeShowsRate(node);
    facings.resize(node.sockets.size());
    for (std::size_t i = 0; i < facings.size(); ++i)
        item.ports.push_back(makePort(node, node.sockets[i], facings[i]));
    item.facings = std::move(facings);
    const double height = stackPortItems(item.ports);
    const double width = cardItemWidth(item);
    const QFontMetricsF title(theme.titleFont());
    const QFontMetricsF small(theme.smallFont());
    item.title = prepared(title.elidedText(item.titleText, Qt::ElideRight, width - TitleRoom), theme.titleFont());
    item.subtitle =
        prepared(small.elidedText(item.subtitleText, Qt::ElideRight, width - SubtitleRoom), theme.smallFont());
    item.shortTitle = prepared(
        small.elidedText(item.titleText, Qt::ElideMiddle, (width - 28) / NodeItem::ShortTitleScale), theme.smallFont());
    item.rect = QRectF(0, 0, width, height);
    for (PortItem& port : item.ports) {
        port.position.setX(port.left ? 0 : width);
        placePortTexts(port);
    }
    item.liveAt = {16 + item.subtitle.size().width(), 38};
    moveNodeItem(item, position);
    return item;
}

void moveNodeItem(NodeItem& item, const QPointF& position)
{
    const QPointF by = position - item.rect.topLeft();
    item.rect.translate(by);
    item.liveAt += by;
    for (PortItem& port : item.ports) {
        port.position += by;
        port.labelAt += by;
        port.badgeAt += by;
        port.muteBadgeAt += by;
    }
}

void setFooter(NodeItem& item, const QString& text)
{
    QFont font = Theme::instance().smallFont();
    font.setWeight(QFont::DemiBold);
    const double room = item.rect.width() - 28;
    item.footer = prepared(QFontMetricsF(font).elidedText(text.simplified(), Qt::ElideRight, room), font);
}

const PortItem* portOf(const NodeItem& item, const SocketId& socket)
{
    for (const PortItem& port : item.ports)
        if (port.ref.socket == socket)
            return &port;
    return nullptr;
}

void shapeWire(WireItem& wire, const PortItem& from, const PortItem& to, double lane)
{
    const WireCurve curve = wireCurve(toPoint(from.position), from.left, toPoint(to.position), to.left, lane);
    wire.start = from.position;
    wire.startControl = toQPoint(curve.startControl);
    wire.endControl = toQPoint(curve.endControl);
    wire.end = to.position;
    for (std::size_t i = 0; i < wire.points.size(); ++i)
        wire.points[i] = pointOn(wire, static_cast<double>(i) / (wire.points.size() - 1.0));
    splitInHalves(wire);
    wire.bounds = wire.halves[0].controlPointRect().united(wire.halves[1].controlPointRect());
}

QPainterPath loosePath(const QPointF& start, bool startLeft, const QPointF& end)
{
    const bool forward = startLeft == (end.x() < start.x());
    const double out = wireReach(toPoint(start), toPoint(end), forward);
    QPainterPath path(start);
    path.cubicTo(start + QPointF(startLeft ? -out : out, 0), end + QPointF(startLeft ? out : -out, 0), end);
    return path;
}

QPointF pointOn(const WireItem& wire, double t)
{
    const double u = 1 - t;
    return wire.start * (u * u * u) + wire.startControl * (3 * u * u * t) + wire.endControl * (3 * u * t * t) +
           wire.end * (t * t * t);
}

double distanceTo(const WireItem& wire, const QPointF& point)
{
    double nearest = 1e9;
    for (std::size_t i = 1; i < wire.points.size(); ++i)
        nearest = std::min(nearest, distanceToSegment(point, wire.points[i - 1], wire.points[i]));
    return nearest;
}

bool crosses(const WireItem& wire, const QRectF& rect)
{
    for (std::size_t i = 1; i < wire.points.size(); ++i) {
        const QPointF& one = wire.points[i - 1];
        const QPointF& other = wire.points[i];
        const QRectF piece = QRectF(one, other).normalized().adjusted(-0.01, -0.01, 0.01, 0.01);
        if (!piece.intersects(rect))
            continue;
        // Pieces are short against any rectangle that a person draws: sampling them is exact enough.
        for (int step = 0; step <= 8; ++step)
            if (rect.contains(one + (other - one) * (step / 8.0)))
                return true;
    }
    return false;
}

double snapped(double value) { return std::round(value / canvas_metrics::Grid) * canvas_metrics::Grid; }

} // namespace zeroloom
