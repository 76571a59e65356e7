// What a wire that is being drawn shows: targets, the wire, and why not.
#include <algorithm>

#include <QPainter>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/wire_gesture.h"
#include "ui/theme/theme.h"

namespace zeroloom {

void WireGesture::paint(QPainter& painter) const
{
    if (!m_drawn)
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    paintTargets(painter);
    paintWire(painter);
    if (!m_whyNot.isEmpty())
        paintBubble(painter);
}

void WireGesture::paintTargets(QPainter& painter) const
{
    const ThemeColors& colors = Theme::instance().colors();
    QColor veil = colors.canvas;
    veil.setAlpha(170);
    const ViewTransform& view = m_context.view;
    const QRectF visible = view.toScene(QRectF(m_context.viewport.rect()));
    for (const NodeItem* node : m_context.scene.nodesIn(visible)) {
        if (node->node.id == m_targets.from().node)
            continue;
        const bool none = m_targets.legalAt(*node).empty();
        if (none) {
            painter.fillRect(view.toView(node->rect.adjusted(-7, -1, 7, 1)), veil);
            continue;
        }
        if (node->node.id == m_targetNode || (m_target && m_target->node == node->node.id)) {
            painter.setPen(QPen(colors.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(view.toView(node->rect.adjusted(-3, -3, 3, 3)), 10, 10);
        }
        for (const PortItem& port : node->ports) {
            const QPointF at = view.toView(port.position);
            const double radius = std::max(4.0, canvas_metrics::PortRadius * view.zoom);
            if (!m_targets.isLegal(port)) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(veil);
                painter.drawEllipse(at, radius + 2, radius + 2);
                continue;
            }
            const bool aimed = m_target && *m_target == port.ref;
            painter.setPen(QPen(colors.accent, aimed ? 3 : 2));
            painter.setBrush(aimed ? QBrush(colors.accent) : QBrush(Qt::NoBrush));
            painter.drawEllipse(at, radius + 4, radius + 4);
        }
    }
}

void WireGesture::paintWire(QPainter& painter) const
{
    const PortItem* from = m_context.scene.port(m_targets.from());
    if (from == nullptr || (m_byKeys && !m_target))
        return;
    const ThemeColors& colors = Theme::instance().colors();
    QPointF end = m_at;
    if (m_target)
        if (const PortItem* to = m_context.scene.port(*m_target))
            end = m_context.view.toView(to->position);
    const bool refused = !m_whyNot.isEmpty();
    QPen pen(refused ? colors.alarm : colors.accent, 2);
    if (!m_target)
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(loosePath(m_context.view.toView(from->position), from->left, end));
}

// Beside the mouse and inside the view, as wide as it needs and no wider than is read at one glance.
void WireGesture::paintBubble(QPainter& painter) const
{
    const ThemeColors& colors = Theme::instance().colors();
    painter.setFont(Theme::instance().smallFont());
    const QRectF room(0, 0, 320, 200);
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    QRectF box = painter.boundingRect(room, flags, m_whyNot).adjusted(-8, -6, 8, 6);
    box.moveTopLeft(m_at + QPointF(16, 16));
    const QRectF view(m_context.viewport.rect());
    if (box.right() > view.right() - 8)
        box.moveRight(view.right() - 8);
    if (box.bottom() > view.bottom() - 8)
        box.moveBottom(m_at.y() - 12);
    painter.setPen(QPen(colors.alarm, 1));
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box.adjusted(8, 6, -8, -6), flags, m_whyNot);
}

} // namespace zeroloom
