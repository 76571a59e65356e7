// Mouse, keys and drops of a CanvasView.
#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QToolTip>

#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_menus.h"
#include "ui/canvas/canvas_tooltips.h"
#include "ui/canvas/canvas_view_private.h"
#include "ui/canvas/move_gesture.h"
#include "ui/canvas/pan_gesture.h"
#include "ui/canvas/rubber_band_gesture.h"
#include "ui/canvas/wire_gesture.h"

namespace zeroloom {

void CanvasView::resizeEvent(QResizeEvent*)
{
    d->placeMinimap();
    d->fitOnce();
    d->keepHeartsSeen();
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    if ((event->modifiers() & Qt::ControlModifier) != 0) {
        const double turned = angle.y() != 0 ? angle.y() : event->pixelDelta().y();
        d->zoomAround(zoom() * std::pow(1.0015, turned), event->position(), true);
        event->accept();
        return;
    }
    // A touchpad tells pixels; a wheel tells eighths of a degree, 15 degrees a notch.
    QPointF by = event->pixelDelta().isNull() ? QPointF(angle) * (72.0 / 120.0) : QPointF(event->pixelDelta());
    if ((event->modifiers() & Qt::ShiftModifier) != 0 && by.x() == 0)
        by = {by.y(), 0};
    ViewTransform view = d->context.view;
    view.offset += by.toPoint();
    d->setView(view);
    event->accept();
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    d->editor->close(true);
    if (d->gesture) {
        // Another button during a gesture ends it without effect; the gesture by keys gives way to the mouse.
        d->cancelGesture();
        return;
    }
    d->lastMouse = event->position();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d->spaceHeld))
        d->begin(std::make_unique<PanGesture>(d->context, event->position()));
    else if (event->button() == Qt::LeftButton)
        d->pressLeft(event->position(), event->modifiers());
}

void CanvasView::Private::pressLeft(const QPointF& at, Qt::KeyboardModifiers modifiers)
{
    const QPointF point = context.view.toScene(at);
    if (const PortItem* port = scene.portAt(point, context.portSlack())) {
        begin(std::make_unique<WireGesture>(context, port->ref, at));
        return;
    }
    if (messages->press(at))
        return;
    selectAt(at, modifiers);
    const bool toggles = (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
    if (const NodeItem* node = scene.nodeAt(point)) {
        if (node->selected)
            begin(std::make_unique<MoveGesture>(context, at, node->rect.topLeft()));
    } else if (hearts.clusterAt(point) != nullptr) {
        if (const auto heart = hearts.at(point)) {
            q.chooseHeart(heart);
            Q_EMIT q.heartActivated(*heart);
        }
    } else if (scene.wireAt(point, context.wireSlack()) != nullptr) {
        return;
    } else if (const NoteItem* note = scene.noteAt(point)) {
        if (note->selected)
            begin(std::make_unique<MoveGesture>(context, at, note->rect.topLeft()));
    } else {
        begin(std::make_unique<RubberBandGesture>(context, at, toggles ? modifiers : Qt::NoModifier));
    }
}

// A click on something selected keeps the rest selected, so that all of it can be dragged.
void CanvasView::Private::selectAt(const QPointF& at, Qt::KeyboardModifiers modifiers)
{
    const QPointF point = context.view.toScene(at);
    const bool toggles = (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
    Selection selection = document.selection();
    const auto choose = [&](auto& set, const auto& id) {
        const bool was = set.contains(id);
        if (toggles && was) {
            set.erase(id);
        } else if (!was) {
            if (!toggles)
                selection = {};
            set.insert(id);
        }
    };
    if (const NodeItem* node = scene.nodeAt(point))
        choose(selection.nodes, NodeId(node->node.id));
    else if (hearts.clusterAt(point) != nullptr)
        return;
    else if (const WireItem* wire = scene.wireAt(point, context.wireSlack()))
        choose(selection.wires, WireId(wire->id));
    else if (const NoteItem* note = scene.noteAt(point))
        choose(selection.notes, NoteId(note->note.id));
    else
        return;
    if (!(selection == document.selection()))
        document.setSelection(std::move(selection));
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    d->lastMouse = event->position();
    if (!d->gesture) {
        d->hover(event->position());
        return;
    }
    d->gesture->moved(event->position(), event->modifiers());
    const bool outside = !viewport()->rect().adjusted(16, 16, -16, -16).contains(event->position().toPoint());
    if (outside && d->gesture->scrollsAtEdge() && !d->edgeTimer.isActive())
        d->edgeTimer.start(30, this);
    d->updateCursor();
    d->endIfOver();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    d->lastMouse = event->position();
    if (!d->gesture)
        return;
    // What the gesture edits comes back as a change; by then it must not be the gesture in progress any more.
    const std::unique_ptr<Gesture> ended = std::move(d->gesture);
    d->edgeTimer.stop();
    auto* move = dynamic_cast<MoveGesture*>(ended.get());
    const auto* wire = dynamic_cast<WireGesture*>(ended.get());
    const bool clicked = move != nullptr && !move->hasMoved();
    ended->released(event->position(), event->modifiers());
    if (clicked && (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) == 0 &&
        d->document.selection().size() > 1) {
        // A click without a drag on one of several selects that one.
        d->document.setSelection({});
        d->selectAt(event->position(), Qt::NoModifier);
    }
    // A mere click on a port chooses its socket, of the node that is selected by it.
    if (wire != nullptr && !wire->hasDrawn())
        d->chooseSocket(wire->from());
    d->hover(event->position());
    viewport()->update();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF point = mapToScene(event->position());
    if (const NodeItem* node = d->scene.nodeAt(point)) {
        // The title is for renaming, the rest for inspecting.
        if (point.y() < node->rect.top() + 28 && d->context.view.zoom >= 0.5)
            editLabel(node->node.id);
        else
            Q_EMIT inspectRequested();
    } else if (d->scene.wireAt(point, d->context.wireSlack()) != nullptr) {
        Q_EMIT inspectRequested();
    } else if (const NoteItem* note = d->scene.noteAt(point)) {
        d->editNote(note->note.id);
    }
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && d->gesture) {
        d->cancelGesture();
        return;
    }
    if (d->gesture && d->gesture->key(*event)) {
        d->endIfOver();
        return;
    }
    if (event->key() == Qt::Key_Escape && d->messages->unpin())
        return;
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat() && !d->gesture) {
        d->spaceHeld = true;
        d->updateCursor();
        return;
    }
    if (!d->gesture && d->keyboard.press(*event))
        return;
    QAbstractScrollArea::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        d->spaceHeld = false;
        d->updateCursor();
        return;
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

void CanvasView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    d->messages->reconsider();
}

void CanvasView::hideEvent(QHideEvent* event)
{
    QAbstractScrollArea::hideEvent(event);
    d->messages->reconsider();
}

void CanvasView::focusOutEvent(QFocusEvent* event)
{
    d->spaceHeld = false;
    QAbstractScrollArea::focusOutEvent(event);
}

bool CanvasView::focusNextPrevChild(bool next)
{
    // Asked for the focus inside, too: Tab in the label editor is not meant for the nodes.
    if (d && !d->editor->isVisible()) {
        if (d->gesture) {
            QKeyEvent key(QEvent::KeyPress, next ? Qt::Key_Tab : Qt::Key_Backtab, Qt::NoModifier);
            if (d->gesture->key(key))
                return true;
        } else if (d->keyboard.walk(next)) {
            return true;
        }
    }
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event)
{
    d->cancelGesture();
    if (event->reason() == QContextMenuEvent::Keyboard)
        return; // the Menu key comes as a key, too, with a place of its own
    const QPointF at = viewport()->mapFromGlobal(event->globalPos());
    d->showMenu(at, event->globalPos());
}

bool CanvasView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        // What is told of a message that was clicked must not be covered.
        const bool quiet = d->gesture || d->messages->isPinned();
        const QString text = quiet ? QString() : d->tooltipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        d->messages->leave();
    if (event->type() == QEvent::Leave && !d->hoveredPort.node.empty()) {
        d->hoveredPort = {};
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event)
{
    if (d->dropTarget.enter(*event->mimeData()))
        event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event)
{
    if (d->dropTarget.kind() == DropTarget::Kind::None)
        return;
    d->dropTarget.moveTo(event->position());
    event->acceptProposedAction();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) { d->dropTarget.leave(); }

void CanvasView::dropEvent(QDropEvent* event)
{
    DropTarget& target = d->dropTarget;
    if (!target.enter(*event->mimeData()))
        return;
    target.moveTo(event->position());
    event->acceptProposedAction();
    if (target.kind() == DropTarget::Kind::Stamp)
        Q_EMIT stampDropped(target.name(), target.scene());
    else if (target.kind() == DropTarget::Kind::Files)
        Q_EMIT filesDropped(target.files());
    else
        target.drop();
    target.leave();
    setFocus(Qt::MouseFocusReason);
}

void CanvasView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == d->edgeTimer.timerId())
        d->scrollAtEdge();
    else
        QAbstractScrollArea::timerEvent(event);
}

// The view scrolls itself; the hidden bars of the base class do not.
void CanvasView::scrollContentsBy(int, int) {}

} // namespace zeroloom
