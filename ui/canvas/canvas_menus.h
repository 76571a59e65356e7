// The context menus of the canvas: for a node, a socket, a wire, a note, and the empty canvas. GUI thread only.
#pragma once

#include <functional>

#include "ui/canvas/canvas_clipboard.h"
#include "ui/canvas/canvas_context.h"

class QMenu;

namespace zeroloom {

// What menus ask of the view itself.
struct MenuTargets {
    CanvasClipboard& clipboard;
    std::function<void()> arrange;
    std::function<void()> zoomToFit;
    std::function<void(const SocketRef&)> startWire;
    std::function<void(const Place&)> showMessages; // of a socket, a node or a wire
    std::function<void(const Place&)> showSequence;
    std::function<void(bool)> setGridVisible;
    std::function<void(bool)> setMinimapVisible;
    bool gridVisible = true;
    bool minimapVisible = true;
};

// Each returns a menu that deletes itself when it closes; its acts are bound to the context's view.
QMenu* makeNodeMenu(CanvasContext& context, MenuTargets targets, const NodeId& node);
QMenu* makePortMenu(CanvasContext& context, MenuTargets targets, const SocketRef& socket);
QMenu* makeWireMenu(CanvasContext& context, MenuTargets targets, const WireId& wire);
QMenu* makeNoteMenu(CanvasContext& context, MenuTargets targets, const NoteId& note);
QMenu* makeCanvasMenu(CanvasContext& context, MenuTargets targets, const QPointF& scene);

} // namespace zeroloom
