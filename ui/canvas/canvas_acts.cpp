#include "ui/canvas/canvas_acts.h"

#include <algorithm>

#include "core/role/role_catalogue.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/node_texts.h"

namespace zeroloom {
namespace {

// The top left of a card of one socket whose middle is at `scene`, on the grid.
Point topLeftFor(const QPointF& scene)
{
    return {snapped(scene.x() - canvas_metrics::NodeWidth / 2), snapped(scene.y() - 44)};
}

void selectNode(CanvasContext& context, const NodeId& node)
{
    context.document.setSelection({.nodes = {node}, .wires = {}, .notes = {}});
}

// Of the selected nodes, as layout functions take them.
std::pair<std::map<NodeId, Point>, std::map<NodeId, Point>> selectedPlaces(const CanvasContext& context)
{
    std::pair<std::map<NodeId, Point>, std::map<NodeId, Point>> places;
    for (const NodeId& id : context.document.selection().nodes) {
        if (const NodeItem* item = context.scene.node(id)) {
            places.first[id] = {item->rect.x(), item->rect.y()};
            places.second[id] = {item->rect.width(), item->rect.height()};
        }
    }
    return places;
}

// The sockets that a role cannot do without.
std::vector<Socket> socketsFor(const RoleInfo& role)
{
    std::vector<Socket> sockets;
    for (const SocketSlot& slot : role.slots) {
        if (slot.types.empty())
            continue;
        for (int i = 0; i < slot.minimum; ++i) {
            Socket socket;
            socket.type = slot.types.front();
            std::string id(slot.name.empty() ? (attachesLeft(socket) ? "in" : "out") : slot.name);
            if (i > 0 ||
                std::any_of(sockets.begin(), sockets.end(), [&](const Socket& s) { return s.id.text() == id; }))
                id += std::to_string(sockets.size() + 1);
            socket.id = SocketId(id);
            sockets.push_back(std::move(socket));
        }
    }
    return sockets;
}

} // namespace

void addSocketNode(CanvasContext& context, SocketType type, const QPointF& scene)
{
    context.editor().endMerge();
    const Result<NodeId> node = context.editor().addNodeForSocket(type, topLeftFor(scene));
    if (context.done(node))
        selectNode(context, *node);
}

void addRoleNode(CanvasContext& context, const QString& role, const QPointF& scene)
{
    const RoleInfo* info = roleByName(role.toStdString());
    if (info == nullptr) {
        context.say(QStringLiteral("no role is called '%1'").arg(role));
        return;
    }
    Node node;
    node.id = NodeId(role.toStdString());
    node.role = role.toStdString();
    node.sockets = socketsFor(*info);
    context.editor().endMerge();
    const Result<NodeId> added = context.editor().addNode(std::move(node), topLeftFor(scene));
    if (context.done(added))
        selectNode(context, *added);
}

void addSocketTo(CanvasContext& context, const NodeId& node, SocketType type)
{
    context.editor().endMerge();
    if (context.done(context.editor().addSocket(node, type)))
        selectNode(context, node);
}

// Made in a copy first and then applied whole: an undo takes node and wire away together.
void addPeer(CanvasContext& context, const SocketRef& from, SocketType type, const QPointF& scene)
{
    Editor draft(context.document.topology());
    const Result<NodeId> node = draft.addNodeForSocket(type, topLeftFor(scene));
    if (!context.done(node))
        return;
    const Topology& drafted = draft.topology();
    const SocketRef socket{*node, drafted.node(*node)->sockets.front().id};
    const Result<WireId> wire = draft.connect(from, socket);
    if (!context.done(wire))
        return;
    const Topology& now = context.document.topology();
    Edit edit;
    edit.text = "Add " + std::string(name(type)) + " and wire it";
    edit.changes.push_back(NodeChange{now.nodes.size(), {}, *drafted.node(*node)});
    edit.changes.push_back(PositionChange{*node, {}, drafted.layout.at(*node)});
    edit.changes.push_back(WireChange{now.wires.size(), {}, *drafted.wire(*wire)});
    context.editor().endMerge();
    if (context.done(context.editor().apply(std::move(edit))))
        selectNode(context, *node);
}

void addNote(CanvasContext& context, const QPointF& scene)
{
    context.editor().endMerge();
    const Result<NoteId> note = context.editor().addNote("Note", {snapped(scene.x()), snapped(scene.y())});
    if (!context.done(note))
        return;
    context.document.setSelection({.nodes = {}, .wires = {}, .notes = {*note}});
    context.editNote(*note);
}

void deleteSelection(CanvasContext& context)
{
    const Selection selection = context.document.selection();
    if (selection.empty())
        return;
    context.editor().endMerge();
    if (context.done(context.editor().remove(selection)))
        context.document.setSelection({});
}

void duplicateSelection(CanvasContext& context)
{
    const Selection selection = context.document.selection();
    if (selection.nodes.empty() && selection.notes.empty())
        return;
    const Topology fragment = context.editor().extract(selection);
    context.editor().endMerge();
    const Result<Selection> added =
        context.editor().insert(fragment, {3 * canvas_metrics::Grid, 3 * canvas_metrics::Grid}, "Duplicate");
    if (context.done(added))
        context.document.setSelection(*added);
}

void selectAll(CanvasContext& context)
{
    Selection all;
    for (const Node& node : context.document.topology().nodes)
        all.nodes.insert(node.id);
    for (const Wire& wire : context.document.topology().wires)
        all.wires.insert(wire.id);
    for (const Note& note : context.document.topology().notes)
        all.notes.insert(note.id);
    context.document.setSelection(std::move(all));
}

void alignSelection(CanvasContext& context, Alignment alignment)
{
    const auto [positions, sizes] = selectedPlaces(context);
    if (positions.size() < 2) {
        context.say(QStringLiteral("select two nodes or more to align them"));
        return;
    }
    context.editor().endMerge();
    context.done(context.editor().move(aligned(positions, sizes, alignment), {}, {}, "Align"));
}

void distributeSelection(CanvasContext& context, Axis axis)
{
    const auto [positions, sizes] = selectedPlaces(context);
    if (positions.size() < 3) {
        context.say(QStringLiteral("select three nodes or more to distribute them"));
        return;
    }
    context.editor().endMerge();
    context.done(context.editor().move(distributed(positions, sizes, axis), {}, {}, "Distribute"));
}

void nudgeSelection(CanvasContext& context, const QPointF& by, const std::string& gesture)
{
    std::map<NodeId, Point> nodes;
    for (const auto& [id, at] : selectedPlaces(context).first)
        nodes[id] = {at.x + by.x(), at.y + by.y()};
    std::map<NoteId, Point> notes;
    for (const NoteId& id : context.document.selection().notes)
        if (const NoteItem* item = context.scene.note(id))
            notes[id] = {item->rect.x() + by.x(), item->rect.y() + by.y()};
    if (nodes.empty() && notes.empty())
        return;
    context.done(context.editor().move(nodes, notes, gesture));
}

void wireSelection(CanvasContext& context, Pattern pattern)
{
    context.editor().endMerge();
    const auto wires = context.editor().wireByPattern(context.document.selection().nodes, pattern);
    if (!context.done(wires))
        return;
    context.say(wires->size() == 1 ? QStringLiteral("1 wire added")
                                   : QStringLiteral("%1 wires added").arg(wires->size()));
}

} // namespace zeroloom
