#include "ui/canvas/canvas_view.h"

#include <algorithm>

#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_view_private.h"
#include "ui/canvas/free_place.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int RestMs = 150;

// The view in which all of `rect` stands in the middle of `room`, of the viewport.
ViewTransform viewOf(const QRectF& rect, const QRectF& room, double largestZoom)
{
    const QSizeF inside = room.size() - QSizeF(64, 80);
    const double zoom = std::clamp(std::min(inside.width() / rect.width(), inside.height() / rect.height()),
                                   ViewTransform::SmallestZoom, largestZoom);
    return {zoom, (room.center() - rect.center() * zoom).toPoint()};
}

KeyboardTargets keyboardTargets(CanvasView::Private& d)
{
    return {.begin = [&d](std::unique_ptr<Gesture> gesture) { d.begin(std::move(gesture)); },
            .zoomBy = [&d](double factor) { d.q.setZoom(factor == 0 ? 1 : d.context.view.zoom * factor); },
            .zoomToFit = [&d] { d.q.zoomToFit(); },
            .zoomToSelection = [&d] { d.q.zoomToSelection(); },
            .arrange = [&d] { d.arrange(); },
            .bringIntoView = [&d](const QRectF& rect) { d.bringIntoView(rect); },
            .contextMenu =
                [&d] {
                    const QRectF selected = d.scene.boundsOf(d.document.selection());
                    const QPointF at = selected.isNull() ? QPointF(d.q.viewport()->rect().center())
                                                         : d.context.view.toView(selected.center());
                    d.showMenu(at, d.q.viewport()->mapToGlobal(at.toPoint()));
                }};
}

} // namespace

CanvasView::Private::Private(CanvasView& view, Document& doc, RunController& controller)
    : q(view), document(doc),
      run(controller), context{doc, controller, scene, *view.viewport(), {}, {}, {}, {}, {}, {}, {}},
      staticLayer(scene), liveLayer(scene), hearts(scene), heartLayer(hearts),
      messages(new MovingMessages(doc, controller, scene, view.viewport())),
      keyboard(context, clipboard, keyboardTargets(*this)), dropTarget(context),
      editor(new LabelEditor(view.viewport())),
      minimap(new Minimap(scene, view.viewport(), [this](const QPointF& at) { q.centreOn(at); }))
{
    context.damaged = [this](const SceneDamage& damage) { damaged(damage); };
    context.setView = [this](const ViewTransform& to) { setView(to); };
    context.say = [this](const QString& text) { Q_EMIT q.message(text); };
    context.inspect = [this] { Q_EMIT q.inspectRequested(); };
    context.editLabel = [this](const NodeId& node) { editLabel(node); };
    context.editNote = [this](const NoteId& note) { editNote(note); };
    rest.setSingleShot(true);
    rest.setInterval(RestMs);
    QObject::connect(&rest, &QTimer::timeout, &q, [this] {
        moving = false;
        q.viewport()->update();
    });
    connectDocument();
}

void CanvasView::Private::connectDocument()
{
    QObject::connect(&document, &Document::changed, &q, [this](const ChangeSet& changes) { takeChanges(changes); });
    QObject::connect(&document, &Document::selectionChanged, &q, [this] {
        damaged(scene.setSelection(document.selection()));
        forgetSocket();
        announceSelection(q);
    });
    QObject::connect(&document, &Document::diagnosticsChanged, &q,
                     [this] { damaged(scene.setProblems(document.diagnostics())); });
    QObject::connect(&document, &Document::revealRequested, &q, [this](const Place& place) { reveal(place); });
    QObject::connect(&run, &RunController::observationChanged, &q, [this] { showRun(); });
    QObject::connect(&run, &RunController::stateChanged, &q, [this] { showRun(); });
    QObject::connect(&run, &RunController::conditionsChanged, &q, [this] { showConditions(); });
    QObject::connect(messages, &MovingMessages::pinned, &q, &CanvasView::messagePinned);
    QObject::connect(&Theme::instance(), &Theme::changed, &q, [this] { rebuild(); });
    scene.setSelection(document.selection());
    scene.setProblems(document.diagnostics());
    scene.setConditions(run.conditions());
    rebuild();
}

CanvasView::CanvasView(Document& document, RunController& run, QWidget* parent) : QAbstractScrollArea(parent)
{
    installCanvasAccessibility();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(
        tr("The topology. Tab walks the nodes, Page Down the wires, arrows move nodes, W draws a wire, "
           "Enter inspects."));
    setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAttribute(Qt::WA_NoSystemBackground);
    d = std::make_unique<Private>(*this, document, run);
    d->showRun();
}

CanvasView::~CanvasView() = default;

void CanvasView::Private::rebuild()
{
    cancelGesture();
    damaged(scene.rebuild(document.topology()));
    staticLayer.invalidate();
    liveLayer.invalidate();
    heartLayer.invalidate();
    minimap->invalidate();
    q.viewport()->update();
}

void CanvasView::Private::takeChanges(const ChangeSet& changes)
{
    cancelGesture();
    if (changes.replaced) {
        fitted = false;
        rebuild();
        fitOnce();
        return;
    }
    const bool wasEmpty = isEmpty();
    damaged(scene.apply(document.topology(), changes));
    if (wasEmpty != isEmpty())
        q.viewport()->update(); // what an empty canvas says stands in its middle
    // What was selected may be made anew by now.
    damaged(scene.setSelection(document.selection()));
}

void CanvasView::Private::damaged(const SceneDamage& damage)
{
    if (damage.geometry) {
        minimap->invalidate();
        placeMinimap();
        liveLayer.invalidate();
        hearts.invalidate();
        showHearts();
        q.viewport()->update(statusRect());
    }
    if (damage.marks)
        minimap->invalidate();
    if (damage.empty())
        return;
    q.viewport()->update(staticLayer.invalidate(damage, context.view));
}

void CanvasView::Private::showRun()
{
    q.showObservation(run.state() == RunState::Stopped ? nullptr : run.observation());
}

void CanvasView::Private::showConditions() { damaged(scene.setConditions(run.conditions())); }

void CanvasView::showObservation(const ObservationPtr& observation)
{
    d->damaged(d->scene.setObservation(observation));
    d->showHearts();
    viewport()->update(d->liveLayer.update(d->context.view, viewport()->size(), devicePixelRatioF()));
}

void CanvasView::Private::showHearts()
{
    if (hearts.update())
        keepHeartsSeen();
    q.viewport()->update(heartLayer.update(context.view, q.viewport()->size(), q.devicePixelRatioF()));
}

// Whoever moved the view keeps it; else hearts that come, or that a smaller window hides, are brought into it.
void CanvasView::Private::keepHeartsSeen()
{
    if (!gesture && fitted && context.view == fittedView &&
        !context.view.toScene(QRectF(q.viewport()->rect())).contains(hearts.bounds()))
        q.zoomToFit();
}

QRectF CanvasView::Private::shownBounds() const { return scene.bounds() | hearts.bounds(); }

void CanvasView::Private::setView(const ViewTransform& view)
{
    if (view == context.view)
        return;
    const bool zoomed = view.zoom != context.view.zoom;
    if (!zoomed) {
        moving = true;
        rest.start();
    }
    editor->close(true);
    context.view = view;
    messages->setView(view);
    minimap->setView(view);
    placeMinimap();
    q.viewport()->update();
    if (zoomed)
        Q_EMIT q.zoomChanged(view.zoom);
}

void CanvasView::Private::zoomAround(double zoom, const QPointF& anchor, bool inMotion)
{
    zoom = std::clamp(zoom, ViewTransform::SmallestZoom, ViewTransform::LargestZoom);
    moving = inMotion;
    if (inMotion)
        rest.start();
    setView(context.view.zoomed(zoom, anchor));
}

// A topology that was just loaded is shown whole; an empty canvas begins in its middle.
void CanvasView::Private::fitOnce()
{
    constexpr int SmallestWidth = 200;
    if (fitted || q.viewport()->width() < SmallestWidth)
        return;
    fitted = true;
    if (scene.bounds().isEmpty())
        setView({1, q.viewport()->rect().center()});
    else
        q.zoomToFit();
}

void CanvasView::Private::fit(const QRectF& rect, double largestZoom)
{
    if (rect.isEmpty())
        return;
    moving = false;
    const QRectF whole = q.viewport()->rect();
    ViewTransform best = viewOf(rect, whole, largestZoom);
    if (const QRectF corner = minimap->geometry();
        !minimap->isHidden() &&
        (!scene.nodesIn(best.toScene(corner)).empty() || hearts.bounds().intersects(best.toScene(corner)))) {
        // Beside the minimap or above it, whichever leaves things larger.
        const ViewTransform beside = viewOf(rect, whole.adjusted(0, 0, corner.left() - whole.right(), 0), largestZoom);
        const ViewTransform above = viewOf(rect, whole.adjusted(0, 0, 0, corner.top() - whole.bottom()), largestZoom);
        best = beside.zoom > above.zoom ? beside : above;
    }
    setView(best);
}

void CanvasView::Private::bringIntoView(const QRectF& rect)
{
    const QRectF shown = QRectF(q.viewport()->rect()).adjusted(24, 24, -24, -24);
    const QRectF place = context.view.toView(rect);
    if (place.width() > shown.width() || place.height() > shown.height()) {
        fit(rect, context.view.zoom);
        return;
    }
    ViewTransform view = context.view;
    if (place.left() < shown.left() || place.right() > shown.right())
        view.offset.rx() += qRound(shown.center().x() - place.center().x());
    if (place.top() < shown.top() || place.bottom() > shown.bottom())
        view.offset.ry() += qRound(shown.center().y() - place.center().y());
    setView(view);
}

void CanvasView::Private::reveal(const Place& place)
{
    Selection selection;
    if (!place.wire.empty())
        selection.wires.insert(place.wire);
    else if (!place.node.empty())
        selection.nodes.insert(place.node);
    else
        return;
    const QRectF rect = scene.boundsOf(selection);
    if (rect.isNull())
        return;
    document.setSelection(selection);
    if (context.view.zoom < 0.5)
        zoomAround(1, context.view.toView(rect.center()), false);
    bringIntoView(rect);
}

// In the corner, when there is room for it and anything that it could show.
void CanvasView::Private::placeMinimap()
{
    const QSize room = q.viewport()->size();
    const bool worth = minimapWanted && scene.nodeCount() > 0 && room.width() > 420 && room.height() > 260;
    minimap->setVisible(worth);
    minimap->move(room.width() - minimap->width() - 12, room.height() - minimap->height() - 12);
}

qreal CanvasView::zoom() const { return d->context.view.zoom; }

void CanvasView::setZoom(qreal zoom)
{
    d->zoomAround(zoom, QPointF(viewport()->width() / 2.0, viewport()->height() / 2.0), false);
}

void CanvasView::zoomToFit()
{
    d->fit(d->shownBounds(), 1);
    d->fittedView = d->context.view;
}

void CanvasView::zoomToSelection()
{
    const QRectF selected = d->scene.boundsOf(d->document.selection());
    d->fit(selected.isNull() ? d->scene.bounds() : selected.adjusted(-24, -24, 24, 24), 2);
}

void CanvasView::centreOn(const QPointF& scenePoint)
{
    ViewTransform view = d->context.view;
    view.offset = (QPointF(viewport()->rect().center()) - scenePoint * view.zoom).toPoint();
    d->setView(view);
}

QPointF CanvasView::mapToScene(const QPointF& point) const { return d->context.view.toScene(point); }
QPointF CanvasView::mapFromScene(const QPointF& point) const { return d->context.view.toView(point); }

QRectF CanvasView::nodeRect(const NodeId& node) const
{
    const NodeItem* item = d->scene.node(node);
    return item == nullptr ? QRectF() : item->rect;
}

QRectF CanvasView::heartRect(const HeartRef& heart) const { return d->hearts.rectOf(heart); }

void CanvasView::chooseHeart(const std::optional<HeartRef>& heart)
{
    if (d->heartLayer.choose(heart))
        d->showHearts();
}

QPointF CanvasView::portPosition(const SocketRef& socket) const
{
    const PortItem* port = d->scene.port(socket);
    return port == nullptr ? QPointF() : port->position;
}

QPointF CanvasView::wireMiddle(const WireId& wire) const
{
    const WireItem* item = d->scene.wire(wire);
    return item == nullptr ? QPointF() : item->middle;
}

std::map<NodeId, Point> CanvasView::nodeSizes() const
{
    std::map<NodeId, Point> sizes;
    for (const NodeItem* item : d->scene.nodes())
        sizes[item->node.id] = {item->rect.width(), item->rect.height()};
    return sizes;
}

void CanvasView::deleteSelection() { zeroloom::deleteSelection(d->context); }
void CanvasView::copySelection() { d->clipboard.copy(d->context); }
void CanvasView::cutSelection() { d->clipboard.cut(d->context); }
void CanvasView::paste() { d->clipboard.paste(d->context, std::nullopt); }
void CanvasView::duplicateSelection() { zeroloom::duplicateSelection(d->context); }
void CanvasView::selectAll() { zeroloom::selectAll(d->context); }
void CanvasView::arrangeAutomatically() { d->arrange(); }
void CanvasView::alignSelection(int alignment)
{
    zeroloom::alignSelection(d->context, static_cast<Alignment>(alignment));
}
void CanvasView::distributeSelection(int axis) { zeroloom::distributeSelection(d->context, static_cast<Axis>(axis)); }
void CanvasView::editLabel(const NodeId& node) { d->editLabel(node); }
void CanvasView::editNote(const NoteId& note) { d->editNote(note); }

QPointF CanvasView::freePlace(const QSizeF& size) const
{
    QRectF place(QPointF(), size);
    const QRectF seen = d->context.view.toScene(QRectF(viewport()->rect()).adjusted(24, 24, -24, -24));
    place.moveCenter(seen.center());
    return zeroloom::freePlace(place, d->takenPlaces(), seen);
}

QPointF CanvasView::freePlaceNear(const QRectF& wanted) const
{
    return zeroloom::freePlace(wanted, d->takenPlaces(), {});
}

std::vector<QRectF> CanvasView::Private::takenPlaces() const
{
    std::vector<QRectF> taken = scene.cardsExcept({});
    const std::vector<QRectF> frames = hearts.frames();
    taken.insert(taken.end(), frames.begin(), frames.end());
    return taken;
}

void CanvasView::bringSelectionIntoView()
{
    if (const QRectF selected = d->scene.boundsOf(d->document.selection()); !selected.isNull())
        d->bringIntoView(selected);
}

void CanvasView::setMessagesVisible(bool visible) { d->messages->setWanted(visible); }

void CanvasView::showMessages(const std::vector<ObservedMessage>& messages)
{
    if (const ObservationPtr& seen = d->scene.observation())
        d->messages->setRates(*seen);
    d->messages->take(messages);
}

void CanvasView::showDropped(const std::vector<DroppedMessage>& dropped) { d->messages->takeDropped(dropped); }

std::vector<QPointF> CanvasView::messageDots() const { return d->messages->places(); }

SocketRef CanvasView::chosenSocket() const { return d->chosenPort; }

void CanvasView::setMinimapVisible(bool visible)
{
    d->minimapWanted = visible;
    d->placeMinimap();
}

void CanvasView::setGridVisible(bool visible)
{
    d->gridVisible = visible;
    d->staticLayer.setGridVisible(visible);
    viewport()->update();
}

} // namespace zeroloom
