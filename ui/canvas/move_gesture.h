// Dragging what is selected. A preview until the button is released: then one step of undo.
#pragma once

#include "ui/canvas/canvas_context.h"
#include "ui/canvas/gesture.h"
#include "ui/canvas/static_layer.h"

namespace zeroloom {

class MoveGesture final : public Gesture {
public:
    // `grabbed`: what snaps to the grid (Alt: nothing does), a node's or note's top left in scene units.
    MoveGesture(CanvasContext& context, const QPointF& at, const QPointF& grabbed);

    void moved(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void released(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void cancelled() override;
    void paint(QPainter& painter) const override;
    Qt::CursorShape cursor() const override { return m_lifted ? Qt::SizeAllCursor : Qt::ArrowCursor; }
    bool scrollsAtEdge() const override { return true; }
    bool hasMoved() const { return m_lifted; }

private:
    void paintBulk(QPainter& painter) const;

    CanvasContext& m_context;
    QPointF m_start; // scene
    QPointF m_grabbed;
    QPointF m_offset;
    bool m_lifted = false;
    mutable StaticLayer m_bulk; // the picture of many lifted items, kept while it is moved
};

} // namespace zeroloom
