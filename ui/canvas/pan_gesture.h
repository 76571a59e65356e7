// Moving the view with the middle button, or with Space held.
#pragma once

#include "ui/canvas/canvas_context.h"
#include "ui/canvas/gesture.h"

namespace zeroloom {

class PanGesture final : public Gesture {
public:
    PanGesture(CanvasContext& context, const QPointF& at)
        : m_context(context), m_start(at), m_offset(context.view.offset)
    {
    }

    void moved(const QPointF& at, Qt::KeyboardModifiers) override
    {
        ViewTransform view = m_context.view;
        view.offset = m_offset + (at - m_start).toPoint();
        m_context.setView(view);
    }
    void released(const QPointF&, Qt::KeyboardModifiers) override { finish(); }
    Qt::CursorShape cursor() const override { return Qt::ClosedHandCursor; }

private:
    CanvasContext& m_context;
    QPointF m_start;
    QPoint m_offset;
};

} // namespace zeroloom
