// The canvas: draws the document's topology with what is observed of it, and turns mouse and keys into edits.
//
// A static layer (nodes, wires, names) rendered when geometry, selection or a state changes, and a thin live layer
// (figures, gauges) drawn over it at each tick. GUI thread only.
#pragma once

#include <memory>
#include <optional>

#include <QAbstractScrollArea>
#include <QPointF>
#include <QRectF>

#include "core/observe/dropped_messages.h"
#include "ui/canvas/heart_field.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

class CanvasView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    CanvasView(Document& document, RunController& run, QWidget* parent = nullptr);
    ~CanvasView() override;

    qreal zoom() const;       // 1 is 100%
    void setZoom(qreal zoom); // around the middle; 0.1 to 4
    void zoomToFit();         // everything
    void zoomToSelection();
    void centreOn(const QPointF& scenePoint);
    QPointF mapToScene(const QPointF& viewportPoint) const;
    QPointF mapFromScene(const QPointF& scenePoint) const;

    // Where things are drawn, in scene units: for tests, the minimap and screen readers.
    QRectF nodeRect(const NodeId& node) const;
    QPointF portPosition(const SocketRef& socket) const;
    QPointF wireMiddle(const WireId& wire) const;
    std::map<NodeId, Point> nodeSizes() const;
    QRectF heartRect(const HeartRef& heart) const; // null when it has no room

    // The acts of menus; each is one undo step.
    void deleteSelection();
    void copySelection();
    void cutSelection();
    void paste();
    void duplicateSelection();
    void selectAll();
    void arrangeAutomatically();
    void alignSelection(int alignment); // zeroloom::Alignment
    void distributeSelection(int axis); // zeroloom::Axis
    void editLabel(const NodeId& node); // in place
    void editNote(const NoteId& note);  // the same

    // The top left of a free place for something of this size: in what is seen, near its middle, where there is one.
    QPointF freePlace(const QSizeF& size) const;
    // As near to `wanted` as nothing is in the way, seen or not.
    QPointF freePlaceNear(const QRectF& wanted) const;
    void bringSelectionIntoView();

    // The socket whose port was clicked last; empty when something else was selected since.
    SocketRef chosenSocket() const;

    // Each message as a dot on its wire, where few enough pass.
    void setMessagesVisible(bool visible);
    // Messages that passed. Called for those of the RunController; tests and the benchmark bring their own.
    void showMessages(const std::vector<ObservedMessage>& messages);
    void showDropped(const std::vector<DroppedMessage>& dropped);
    std::vector<QPointF> messageDots() const; // viewport

    void setMinimapVisible(bool visible);
    void setGridVisible(bool visible);

    // What is shown of a run; nullptr: nothing runs. Called for each observation of the RunController; tests and the
    // benchmark bring their own.
    void showObservation(const ObservationPtr& observation);

    // The heart that is outlined: one of which another view shows more.
    void chooseHeart(const std::optional<HeartRef>& heart);

    // Mime types of drags from the palette: the payload is a socket type's, a role's or a stamp's name.
    static constexpr const char* SocketMime = "application/x-zeroloom-socket";
    static constexpr const char* RoleMime = "application/x-zeroloom-role";
    static constexpr const char* StampMime = "application/x-zeroloom-stamp";
    // The clipboard holds a topology file of what was copied.
    static constexpr const char* FragmentMime = "application/x-zeroloom-topology";

Q_SIGNALS:
    void zoomChanged(qreal zoom);
    // A stamp was dropped: somebody has to ask for its numbers and insert it.
    void stampDropped(const QString& name, const QPointF& scenePosition);
    void filesDropped(const QStringList& paths);
    // From a menu: what passes there is to be shown. No place at all: of what is selected.
    void messagesWanted(const zeroloom::Place& place);
    void sequenceWanted(const zeroloom::Place& place);
    // A heart was clicked: somebody may show all that is known of it.
    void heartActivated(const zeroloom::HeartRef& heart);
    // A moving message of this wire was clicked: somebody may show more of it.
    void messagePinned(const zeroloom::ObservedMessage& message, const zeroloom::WireId& wire);
    void socketChosen();               // another one, or none any more
    void message(const QString& text); // for the status bar: why a wire was refused, ...
    // A node or wire was double-clicked or Enter was pressed on it.
    void inspectRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void scrollContentsBy(int dx, int dy) override;

public:
    struct Private; // the implementation's; nobody else can see into it

private:
    friend class CanvasAccessible;
    std::unique_ptr<Private> d;
};

} // namespace zeroloom
