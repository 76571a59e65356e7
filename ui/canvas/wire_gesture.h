// Drawing a wire from a port, by mouse or by keys. Legal targets light up, the rest fades, and a place where the wire
// cannot go says why.
#pragma once

#include <optional>

#include "ui/canvas/canvas_context.h"
#include "ui/canvas/gesture.h"
#include "ui/canvas/wire_targets.h"

namespace zeroloom {

class WireGesture final : public Gesture {
public:
    // By mouse from `at` (viewport); by keys without it.
    WireGesture(CanvasContext& context, const SocketRef& from, std::optional<QPointF> at);

    void moved(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void released(const QPointF& at, Qt::KeyboardModifiers modifiers) override;
    void cancelled() override;
    bool key(QKeyEvent& event) override;
    void paint(QPainter& painter) const override;
    bool coversFigures() const override { return true; } // figures of what fades must fade
    Qt::CursorShape cursor() const override;
    bool scrollsAtEdge() const override { return !m_byKeys; }

    // What is under the mouse: a target, or why it is none.
    const SocketRef* target() const { return m_target ? &*m_target : nullptr; }
    QString whyNot() const { return m_whyNot; }
    const SocketRef& from() const { return m_targets.from(); }
    bool hasDrawn() const { return m_drawn; } // further than a click does

private:
    void aimAt(const QPointF& at);
    void choose(int step);
    void nextSource();
    void connectTo(const SocketRef& to);
    void offerSockets(const std::vector<SocketRef>& sockets, const QPointF& at);
    void offerPeers(const QPointF& at);
    void say(const QString& text);
    void paintTargets(QPainter& painter) const;
    void paintWire(QPainter& painter) const;
    void paintBubble(QPainter& painter) const;

    CanvasContext& m_context;
    WireTargets m_targets;
    bool m_byKeys;
    QPointF m_start; // viewport
    QPointF m_at;    // viewport
    bool m_drawn = false;
    std::optional<SocketRef> m_target;
    NodeId m_targetNode; // a node with several sockets to choose from
    QString m_whyNot;
    std::vector<SocketRef> m_choices; // by keys
    int m_choice = -1;
};

} // namespace zeroloom
