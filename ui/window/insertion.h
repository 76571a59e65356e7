// Puts things on the canvas where there is room for them: from menus, from the palette's keyboard, from a dropped
// pattern. Every insertion is one undo step and is selected afterwards. GUI thread only.
#pragma once

#include <optional>

#include <QObject>
#include <QPointF>

#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class Insertion final : public QObject {
    Q_OBJECT
public:
    Insertion(Document& document, CanvasView& canvas, MessageBar& messages, QObject* parent);

    void addSocket(SocketType type);
    void addRole(const QString& name);
    // Asks for the pattern's numbers. Without a position: in the middle of what is seen.
    void addStamp(const QString& name, std::optional<QPointF> position = {});
    void addNote();
    // Wires the selected nodes, and says why when nothing could be wired.
    void wireByPattern(Pattern pattern);

private:
    // Top left of a free place for something of this size, near the middle of the view.
    Point freePlace(double width, double height) const;
    void selectNode(const Result<NodeId>& added);
    void report(const Error& error);

    Document& m_document;
    CanvasView& m_canvas;
    MessageBar& m_messages;
};

} // namespace zeroloom
