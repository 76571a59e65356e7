// Selecting with a rectangle drawn from an empty place. Ctrl or Shift adds to what is selected.
#pragma once

#include "ui/canvas/canvas_context.h"
#include "ui/canvas/gesture.h"

namespace zeroloom {

class RubberBandGesture final : public Gesture {
public:
    RubberBandGesture(CanvasContext& context, const QPointF& at, Qt::KeyboardModifiers modifiers);

    void moved(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void released(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void cancelled() override;
    void paint(QPainter& painter) const override;
    bool scrollsAtEdge() const override { return true; }

private:
    void select();

    CanvasContext& m_context;
    QPointF m_start; // scene
    QPointF m_now;   // scene
    Selection m_before;
    bool m_adds;
    bool m_drawn = false; // moved far enough to be a rectangle
};

} // namespace zeroloom
