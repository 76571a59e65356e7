#include "ui/canvas/move_gesture.h"

#include <QApplication>
#include <QPainter>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_painter.h"

namespace zeroloom {

MoveGesture::MoveGesture(CanvasContext& context, const QPointF& at, const QPointF& grabbed)
    : m_context(context), m_start(context.view.toScene(at)), m_grabbed(grabbed),
      m_bulk(context.scene, StaticLayer::Content::Lifted)
{
}

void MoveGesture::moved(const QPointF& at, Qt::KeyboardModifiers modifiers)
{
    QPointF offset = m_context.view.toScene(at) - m_start;
    if (!m_lifted) {
        if ((offset * m_context.view.zoom).manhattanLength() < QApplication::startDragDistance())
            return;
        const Selection& selection = m_context.document.selection();
        m_context.damaged(m_context.scene.lift(selection.nodes, selection.notes));
        m_lifted = true;
    }
    if ((modifiers & Qt::AltModifier) == 0) {
        const QPointF target = m_grabbed + offset;
        offset = QPointF(snapped(target.x()), snapped(target.y())) - m_grabbed;
    }
    if (offset == m_offset)
        return;
    m_offset = offset;
    m_context.scene.moveLifted(offset);
    m_context.repaint();
}

void MoveGesture::released(const QPointF&, Qt::KeyboardModifiers)
{
    finish();
    if (!m_lifted)
        return;
    // In bulk the items themselves have stayed.
    const QPointF by = m_context.scene.liftedInBulk() ? m_offset : QPointF();
    std::map<NodeId, Point> nodes;
    for (const NodeItem* item : m_context.scene.liftedNodes())
        nodes[item->node.id] = {item->rect.x() + by.x(), item->rect.y() + by.y()};
    std::map<NoteId, Point> notes;
    for (const NoteItem* item : m_context.scene.liftedNotes())
        notes[item->note.id] = {item->rect.x() + by.x(), item->rect.y() + by.y()};
    m_context.damaged(m_context.scene.drop());
    if (m_offset.isNull())
        return;
    m_context.editor().endMerge();
    m_context.done(m_context.editor().move(nodes, notes, {}));
}

void MoveGesture::cancelled()
{
    finish();
    m_context.damaged(m_context.scene.drop());
}

void MoveGesture::paint(QPainter& painter) const
{
    if (!m_lifted)
        return;
    if (m_context.scene.liftedInBulk()) {
        paintBulk(painter);
        return;
    }
    painter.save();
    painter.setTransform(m_context.view.transform(), true);
    const PaintStyle style(m_context.view.zoom);
    CanvasPainter canvas(painter, style);
    const QRectF visible = m_context.view.toScene(QRectF(m_context.viewport.rect()));
    for (const NoteItem* item : m_context.scene.liftedNotes())
        canvas.note(*item);
    for (const WireItem* item : m_context.scene.liftedWires())
        if (item->paintRect().intersects(visible)) {
            canvas.wire(*item);
            canvas.wireMarks(*item);
        }
    for (const NodeItem* item : m_context.scene.liftedNodes())
        if (item->paintRect().intersects(visible))
            canvas.node(*item);
    painter.restore();
}

void MoveGesture::paintBulk(QPainter& painter) const
{
    ViewTransform view = m_context.view;
    const QRectF visible = view.toScene(QRectF(m_context.viewport.rect()));
    painter.save();
    painter.setTransform(view.transform(), true);
    const PaintStyle style(view.zoom);
    CanvasPainter canvas(painter, style);
    for (const WireItem* item : m_context.scene.liftedWires()) {
        if (!item->loose)
            continue;
        const WireItem now = m_context.scene.looseWire(*item);
        if (now.paintRect().intersects(visible)) {
            canvas.wire(now);
            canvas.wireMarks(now);
        }
    }
    painter.restore();
    view.offset += (m_offset * view.zoom).toPoint();
    m_bulk.update(view, m_context.viewport.size(), m_context.viewport.devicePixelRatioF(), true);
    m_bulk.draw(painter, view, m_context.viewport.rect());
}

} // namespace zeroloom
