// What a CanvasView does between an event and an edit: gestures, menus, editing in place, automatic layout.
#include <algorithm>

#include <QFontInfo>
#include <QMenu>

#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_menus.h"
#include "ui/canvas/canvas_tooltips.h"
#include "ui/canvas/canvas_view_private.h"
#include "ui/canvas/free_place.h"
#include "ui/canvas/heart_words.h"
#include "ui/canvas/wire_gesture.h"
#include "ui/theme/theme.h"

namespace zeroloom {

void CanvasView::Private::begin(std::unique_ptr<Gesture> next)
{
    cancelGesture();
    gesture = std::move(next);
    updateCursor();
    q.viewport()->update();
}

void CanvasView::Private::endIfOver()
{
    if (!gesture || !gesture->isOver())
        return;
    gesture.reset();
    edgeTimer.stop();
    updateCursor();
    q.viewport()->update();
}

void CanvasView::Private::cancelGesture()
{
    if (!gesture)
        return;
    const std::unique_ptr<Gesture> ended = std::move(gesture);
    edgeTimer.stop();
    ended->cancelled();
    updateCursor();
    q.viewport()->update();
}

void CanvasView::Private::updateCursor()
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (gesture)
        shape = gesture->cursor();
    else if (spaceHeld)
        shape = Qt::OpenHandCursor;
    else if (!hoveredPort.node.empty())
        shape = Qt::CrossCursor;
    if (q.viewport()->cursor().shape() != shape)
        q.viewport()->setCursor(shape);
}

void CanvasView::Private::hover(const QPointF& at)
{
    const PortItem* port = scene.portAt(context.view.toScene(at), context.portSlack());
    const SocketRef now = port == nullptr ? SocketRef() : port->ref;
    if (now != hoveredPort) {
        q.viewport()->update(portRing(hoveredPort));
        hoveredPort = now;
        q.viewport()->update(portRing(now));
    }
    if (port == nullptr)
        messages->hover(at);
    else
        messages->leave();
    updateCursor();
}

QRect CanvasView::Private::portRing(const SocketRef& socket) const
{
    const PortItem* item = scene.port(socket);
    const double reach = canvas_metrics::PortRadius * context.view.zoom + 8;
    const QPointF middle = item == nullptr ? QPointF() : context.view.toView(item->position);
    return QRectF(middle - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)).toAlignedRect();
}

void CanvasView::Private::chooseSocket(const SocketRef& socket)
{
    if (socket == chosenPort)
        return;
    q.viewport()->update(portRing(chosenPort));
    chosenPort = socket;
    q.viewport()->update(portRing(chosenPort));
    Q_EMIT q.socketChosen();
}

void CanvasView::Private::forgetSocket()
{
    const Selection& selection = document.selection();
    if (selection.nodes.size() != 1 || !selection.nodes.contains(chosenPort.node) || selection.size() != 1)
        chooseSocket({});
}

// The further outside the mouse is, the faster the view follows.
void CanvasView::Private::scrollAtEdge()
{
    const QRectF inside = QRectF(q.viewport()->rect()).adjusted(16, 16, -16, -16);
    QPointF by;
    by.setX(std::max(0.0, inside.left() - lastMouse.x()) - std::max(0.0, lastMouse.x() - inside.right()));
    by.setY(std::max(0.0, inside.top() - lastMouse.y()) - std::max(0.0, lastMouse.y() - inside.bottom()));
    if (!gesture || by.isNull()) {
        edgeTimer.stop();
        return;
    }
    ViewTransform view = context.view;
    view.offset += QPointF(std::clamp(by.x(), -40.0, 40.0), std::clamp(by.y(), -40.0, 40.0)).toPoint();
    setView(view);
    gesture->moved(lastMouse, Qt::NoModifier);
}

void CanvasView::Private::editLabel(const NodeId& node)
{
    const NodeItem* item = scene.node(node);
    if (item == nullptr)
        return;
    bringIntoView(item->rect);
    item = scene.node(node);
    const QRectF card = context.view.toView(item->rect);
    // Over the title alone; zoomed out, where letters that can be read need more room than that, over the subtitle,
    // too.
    const double zoom = context.view.zoom;
    const QRect place(qRound(card.left() + 8 * zoom), qRound(card.top() + 2 * zoom),
                      std::max(120, qRound(card.width() - 36 * zoom)),
                      qRound(zoom < 1 ? std::max(25.0, 41 * zoom) : 25 * zoom));
    QFont font = Theme::instance().titleFont();
    if (zoom > 1)
        font.setPixelSize(qRound(QFontInfo(font).pixelSize() * zoom));
    editor->setAccessibleName(QObject::tr("Label of %1").arg(item->titleText));
    editor->edit(item->titleText, place, font, false, [this, node](const QString& text) {
        const Node* model = document.topology().node(node);
        if (model == nullptr || QString::fromStdString(model->title()) == text)
            return;
        context.editor().endMerge();
        context.done(context.editor().setLabel(node, text.toStdString()));
    });
}

void CanvasView::Private::editNote(const NoteId& note)
{
    const NoteItem* item = scene.note(note);
    if (item == nullptr)
        return;
    bringIntoView(item->rect);
    const QRect place = context.view.toView(scene.note(note)->rect).toRect();
    editor->setAccessibleName(QObject::tr("Note"));
    editor->edit(QString::fromStdString(item->note.text), place.united(QRect(place.topLeft(), QSize(160, 60))),
                 Theme::instance().smallFont(), true, [this, note](const QString& text) {
                     const Note* model = document.topology().note(note);
                     if (model == nullptr || QString::fromStdString(model->text) == text)
                         return;
                     context.editor().endMerge();
                     context.done(context.editor().setNote(note, text.toStdString()));
                 });
}

// Of the selected nodes when there are several, which then stay about where they are and clear of the others; of all
// otherwise.
void CanvasView::Private::arrange()
{
    if (document.topology().nodes.empty())
        return;
    std::set<NodeId> nodes;
    if (document.selection().nodes.size() > 1)
        nodes = document.selection().nodes;
    dotLayout.start(document.topology(), q.nodeSizes(), nodes, [this, nodes](const auto& places) {
        QRectF extent;
        for (const auto& [id, at] : places)
            extent |= QRectF(QPointF(at.x, at.y), q.nodeRect(id).size());
        QPointF corner;
        if (!nodes.empty()) {
            QRectF block(QPointF(), extent.size());
            block.moveCenter(scene.boundsOf({.nodes = nodes, .wires = {}, .notes = {}}).center());
            corner = zeroloom::freePlace(block, scene.cardsExcept(nodes), {});
        }
        std::map<NodeId, Point> moved;
        for (const auto& [id, at] : places)
            // A node may have been removed while dot was thinking.
            if (document.topology().node(id) != nullptr)
                moved[id] = {snapped(at.x - extent.left() + corner.x()), snapped(at.y - extent.top() + corner.y())};
        context.editor().endMerge();
        if (context.done(context.editor().move(moved, {}, {}, "Arrange automatically"))) {
            if (nodes.empty())
                q.zoomToFit();
            else
                q.bringSelectionIntoView();
        }
    });
}

MenuTargets CanvasView::Private::menuTargets()
{
    return {.clipboard = clipboard,
            .arrange = [this] { arrange(); },
            .zoomToFit = [this] { q.zoomToFit(); },
            .startWire =
                [this](const SocketRef& from) {
                    q.setFocus(Qt::OtherFocusReason);
                    begin(std::make_unique<WireGesture>(context, from, std::nullopt));
                },
            .showMessages = [this](const Place& place) { Q_EMIT q.messagesWanted(place); },
            .showSequence = [this](const Place& place) { Q_EMIT q.sequenceWanted(place); },
            .setGridVisible = [this](bool visible) { q.setGridVisible(visible); },
            .setMinimapVisible = [this](bool visible) { q.setMinimapVisible(visible); },
            .gridVisible = gridVisible,
            .minimapVisible = minimapWanted};
}

void CanvasView::Private::showMenu(const QPointF& at, const QPoint& global)
{
    const QPointF point = context.view.toScene(at);
    QMenu* menu = nullptr;
    if (const PortItem* port = scene.portAt(point, context.portSlack())) {
        document.setSelection({.nodes = {port->ref.node}, .wires = {}, .notes = {}});
        chooseSocket(port->ref);
        menu = makePortMenu(context, menuTargets(), port->ref);
    } else {
        // A menu is of what is under the mouse; what is selected there stays selected with the rest.
        selectAt(at, Qt::NoModifier);
        if (const NodeItem* node = scene.nodeAt(point))
            menu = makeNodeMenu(context, menuTargets(), node->node.id);
        else if (const WireItem* wire = scene.wireAt(point, context.wireSlack()))
            menu = makeWireMenu(context, menuTargets(), wire->id);
        else if (const NoteItem* note = scene.noteAt(point))
            menu = makeNoteMenu(context, menuTargets(), note->note.id);
        else
            menu = makeCanvasMenu(context, menuTargets(), point);
    }
    menu->popup(global);
}

QString CanvasView::Private::tooltipAt(const QPointF& at) const
{
    const QPointF point = context.view.toScene(at);
    if (const PortItem* port = scene.portAt(point, context.portSlack()))
        return portTooltip(scene, *port);
    if (const QString text = messages->textAt(at); !text.isEmpty())
        return text;
    if (const NodeItem* node = scene.nodeAt(point))
        return nodeTooltip(scene, *node, document.diagnostics());
    if (const QString text = heartTooltipAt(point); !text.isEmpty())
        return text;
    if (const WireItem* wire = scene.wireAt(point, context.wireSlack()))
        return wireTooltip(scene, *wire, document.diagnostics());
    return {};
}

// Hearts stand over wires, and never on cards.
QString CanvasView::Private::heartTooltipAt(const QPointF& point) const
{
    const HeartCluster* cluster = hearts.clusterAt(point);
    if (cluster == nullptr)
        return {};
    if (const auto heart = hearts.at(point))
        return heartTooltip(*cluster, *hearts.heart(*heart));
    return clusterTooltip(scene.node(cluster->monitor)->titleText, *cluster);
}

} // namespace zeroloom
