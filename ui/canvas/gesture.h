// One continuous act of the mouse or the keys, from its start to its end, as one object. The view holds at most one
// and deletes it when it is over. Places are viewport pixels. GUI thread only.
#pragma once

#include <QPointF>
#include <Qt>

class QKeyEvent;
class QPainter;

namespace zeroloom {

class Gesture {
public:
    virtual ~Gesture() = default;

    virtual void moved(const QPointF& at, Qt::KeyboardModifiers modifiers) = 0;
    virtual void released(const QPointF& at, Qt::KeyboardModifiers modifiers) = 0;
    // Esc, or the topology changed underneath: everything is as before the gesture.
    virtual void cancelled() { finish(); }
    // True when the gesture used the key. Esc is the view's.
    virtual bool key(QKeyEvent&) { return false; }
    // Over everything else, in viewport pixels.
    virtual void paint(QPainter&) const {}
    // Whether it is painted over the figures, too. What moves cards carries their figures above them.
    virtual bool coversFigures() const { return false; }
    virtual Qt::CursorShape cursor() const { return Qt::ArrowCursor; }
    // Whether the view follows when the mouse reaches its edge.
    virtual bool scrollsAtEdge() const { return false; }

    bool isOver() const { return m_over; }

protected:
    void finish() { m_over = true; }

private:
    bool m_over = false;
};

} // namespace zeroloom
