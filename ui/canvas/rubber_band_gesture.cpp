#include "ui/canvas/rubber_band_gesture.h"

#include <QApplication>
#include <QPainter>

#include "ui/canvas/canvas_geometry.h"
#include "ui/theme/theme.h"

namespace zeroloom {

RubberBandGesture::RubberBandGesture(CanvasContext& context, const QPointF& at, Qt::KeyboardModifiers modifiers)
    : m_context(context), m_start(context.view.toScene(at)), m_now(m_start), m_before(context.document.selection()),
      m_adds((modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) != 0)
{
}

void RubberBandGesture::moved(const QPointF& at, Qt::KeyboardModifiers)
{
    m_now = m_context.view.toScene(at);
    const QPointF apart = (m_now - m_start) * m_context.view.zoom;
    if (!m_drawn && apart.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drawn = true;
    select();
    m_context.repaint();
}

void RubberBandGesture::select()
{
    const QRectF rect = QRectF(m_start, m_now).normalized();
    Selection selection = m_adds ? m_before : Selection();
    for (const NodeItem* item : m_context.scene.nodesIn(rect))
        if (item->rect.intersects(rect))
            selection.nodes.insert(item->node.id);
    // A wire is meant when all of it is inside; else every box drawn over a busy place would take dozens.
    for (const WireItem* item : m_context.scene.wiresIn(rect))
        if (rect.contains(item->start) && rect.contains(item->end) && rect.contains(item->middle))
            selection.wires.insert(item->id);
    for (const auto& [id, item] : m_context.scene.notes())
        if (item.rect.intersects(rect))
            selection.notes.insert(id);
    if (!(selection == m_context.document.selection()))
        m_context.document.setSelection(std::move(selection));
}

void RubberBandGesture::released(const QPointF&, Qt::KeyboardModifiers)
{
    // A mere click on an empty place selects nothing.
    if (!m_drawn && !m_adds)
        m_context.document.setSelection({});
    finish();
    m_context.repaint();
}

void RubberBandGesture::cancelled()
{
    m_context.document.setSelection(m_before);
    finish();
    m_context.repaint();
}

void RubberBandGesture::paint(QPainter& painter) const
{
    if (!m_drawn)
        return;
    const QColor accent = Theme::instance().colors().accent;
    QColor inside = accent;
    inside.setAlpha(28);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(accent);
    painter.setBrush(inside);
    painter.drawRect(m_context.view.toView(QRectF(m_start, m_now).normalized()).toRect());
}

} // namespace zeroloom
