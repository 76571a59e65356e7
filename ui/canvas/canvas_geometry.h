// Where things stand on the canvas: sizes of cards, places of ports, curves of wires. Pure functions; the only state
// is the theme's fonts, whose metrics give the widths. GUI thread only.
#pragma once

#include <QFont>

#include "core/picture/card_metrics.h"
#include "ui/canvas/canvas_items.h"

namespace zeroloom {

// The item of `node` with its top left at `position`; look, selection and order are the caller's. `facings` of its
// sockets; none: each by its type.
NodeItem makeNodeItem(const Node& node, const QPointF& position, std::vector<Facing> facings = {});
// Moves the card and its ports.
void moveNodeItem(NodeItem& item, const QPointF& position);
// The words under the card's last line, shortened to its width.
void setFooter(NodeItem& item, const QString& text);
const PortItem* portOf(const NodeItem& item, const SocketId& socket);

// Lays the curve from port to port. `lane` counts from the middle of all wires between the same two nodes, so that none
// of them covers another.
void shapeWire(WireItem& wire, const PortItem& from, const PortItem& to, double lane);
// The same towards a free end, for a wire that is being drawn.
QPainterPath loosePath(const QPointF& start, bool startLeft, const QPointF& end);

// At `t` of the curve's parameter, 0 to 1.
QPointF pointOn(const WireItem& wire, double t);
double distanceTo(const WireItem& wire, const QPointF& point);
bool crosses(const WireItem& wire, const QRectF& rect);
double snapped(double value);

} // namespace zeroloom
