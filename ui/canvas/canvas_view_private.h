// The state of a CanvasView, shared by the files that implement it.
#pragma once

#include <memory>

#include <QBasicTimer>
#include <QTimer>

#include "ui/canvas/canvas_clipboard.h"
#include "ui/canvas/canvas_context.h"
#include "ui/canvas/canvas_keyboard.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/dot_layout.h"
#include "ui/canvas/drop_target.h"
#include "ui/canvas/gesture.h"
#include "ui/canvas/heart_field.h"
#include "ui/canvas/heart_layer.h"
#include "ui/canvas/label_editor.h"
#include "ui/canvas/live_layer.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/moving_messages.h"
#include "ui/canvas/static_layer.h"

namespace zeroloom {

struct MenuTargets;

struct CanvasView::Private {
    Private(CanvasView& view, Document& document, RunController& run);

    void connectDocument();
    // --- What is shown
    void rebuild();
    void takeChanges(const ChangeSet& changes);
    void damaged(const SceneDamage& damage);
    bool isEmpty() const { return scene.nodeCount() == 0 && scene.notes().empty(); }
    void showRun();
    void showConditions();
    void showHearts();
    void keepHeartsSeen();
    std::vector<QRectF> takenPlaces() const; // by cards, notes and hearts
    QRectF shownBounds() const;              // of the topology and of the hearts beside it
    // --- The view
    void setView(const ViewTransform& view);
    void zoomAround(double zoom, const QPointF& anchor, bool inMotion);
    void fitOnce();
    void fit(const QRectF& scene, double largestZoom);
    void bringIntoView(const QRectF& scene);
    void reveal(const Place& place);
    void placeMinimap();
    // --- Gestures
    void begin(std::unique_ptr<Gesture> gesture);
    void endIfOver();
    void cancelGesture();
    void pressLeft(const QPointF& at, Qt::KeyboardModifiers modifiers);
    void selectAt(const QPointF& at, Qt::KeyboardModifiers modifiers);
    void hover(const QPointF& at);
    QRect portRing(const SocketRef& socket) const; // viewport
    void chooseSocket(const SocketRef& socket);
    void forgetSocket(); // when something else is selected
    void scrollAtEdge();
    void updateCursor();
    // --- Editing
    void editLabel(const NodeId& node);
    void editNote(const NoteId& note);
    void arrange();
    MenuTargets menuTargets();
    void showMenu(const QPointF& at, const QPoint& global);
    QString tooltipAt(const QPointF& at) const;
    QString heartTooltipAt(const QPointF& point) const; // scene
    // --- Painting (canvas_view_paint.cpp)
    void paint(QPainter& painter, const QRegion& region);
    void paintHover(QPainter& painter) const;
    void paintRing(QPainter& painter, const SocketRef& socket, Qt::PenStyle line) const;
    void paintStatus(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;
    QRect statusRect() const;

    CanvasView& q;
    Document& document;
    RunController& run;
    CanvasScene scene;
    CanvasContext context;
    StaticLayer staticLayer;
    LiveLayer liveLayer;
    HeartField hearts;
    HeartLayer heartLayer;
    MovingMessages* messages;
    CanvasClipboard clipboard;
    CanvasKeyboard keyboard;
    DropTarget dropTarget;
    DotLayout dotLayout;
    LabelEditor* editor;
    Minimap* minimap;
    std::unique_ptr<Gesture> gesture;
    QTimer rest;           // single shot: after it a zoomed picture is drawn sharply
    QBasicTimer edgeTimer; // only while a gesture holds the mouse at the view's edge
    bool moving = false;
    bool spaceHeld = false;
    bool gridVisible = true;
    bool minimapWanted = true;
    ViewTransform fittedView; // what the last fit led to: while nobody moved it, hearts that come are fitted, too
    bool fitted = false;      // a topology just loaded is fitted once, when the view has a size
    SocketRef hoveredPort;
    SocketRef chosenPort; // clicked: a hold or a step is of it
    QPointF lastMouse;
};

} // namespace zeroloom
