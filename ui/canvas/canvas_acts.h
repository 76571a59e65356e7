// What menus, keys and drops do to the topology. Each is one step of undo; a refusal is said in words.
#pragma once

#include "core/model/layout.h"
#include "ui/canvas/canvas_context.h"

namespace zeroloom {

// A node of one socket, its middle at `scene`, selected afterwards.
void addSocketNode(CanvasContext& context, SocketType type, const QPointF& scene);
// A node of that role with the sockets that it needs.
void addRoleNode(CanvasContext& context, const QString& role, const QPointF& scene);
void addSocketTo(CanvasContext& context, const NodeId& node, SocketType type);
// A node of one socket with a wire from `from` to it, as one step.
void addPeer(CanvasContext& context, const SocketRef& from, SocketType type, const QPointF& scene);
void addNote(CanvasContext& context, const QPointF& scene);

void deleteSelection(CanvasContext& context);
void duplicateSelection(CanvasContext& context);
void selectAll(CanvasContext& context);
void alignSelection(CanvasContext& context, Alignment alignment);
void distributeSelection(CanvasContext& context, Axis axis);
// Moves in a row with the same `gesture` are one step.
void nudgeSelection(CanvasContext& context, const QPointF& by, const std::string& gesture);
void wireSelection(CanvasContext& context, Pattern pattern);

} // namespace zeroloom
