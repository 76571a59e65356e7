// What is dragged onto the canvas from the palette, another window or the file manager, and where it would go.
#pragma once

#include <optional>

#include "ui/canvas/canvas_context.h"

class QMimeData;
class QPainter;

namespace zeroloom {

class DropTarget {
public:
    enum class Kind { None, Socket, Role, Stamp, Files };

    explicit DropTarget(CanvasContext& context) : m_context(context) {}

    // Whether the canvas takes it.
    bool enter(const QMimeData& data);
    void moveTo(const QPointF& at); // viewport
    void leave();

    Kind kind() const { return m_kind; }
    const QString& name() const { return m_name; } // of the role or stamp
    const QStringList& files() const { return m_files; }
    QPointF scene() const { return m_context.view.toScene(m_at); }
    // Adds the socket or the role; stamps and files are the view's to report.
    void drop();

    // Where it would go: a node that takes a socket, or a place on the canvas.
    void paint(QPainter& painter) const;

private:
    CanvasContext& m_context;
    Kind m_kind = Kind::None;
    QString m_name;
    QStringList m_files;
    std::optional<SocketType> m_type;
    QPointF m_at;
    NodeId m_node;
};

} // namespace zeroloom
