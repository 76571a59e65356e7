// A window on a canvas of real widgets, and the hands of a person: mouse, keys, and reading what stands on the screen.
#pragma once

#include <memory>

#include <QtTest>
#include <QtWidgets>

#include "core/base/file_system.h"
#include "ui/canvas/canvas_view.h"
#include "ui/window/main_window.h"
#include "ui/window/status_line.h"

namespace zeroloom::test {

inline constexpr int Deadline = 30000;

class WindowDriver {
public:
    WindowDriver();
    ~WindowDriver();

    MainWindow& window() { return *m_window; }
    Document& document() { return m_window->document(); }
    RunController& run() { return m_window->run(); }
    CanvasView& canvas() { return m_window->canvas(); }
    const Topology& topology() { return document().topology(); }

    // --- Mouse on the canvas, in scene coordinates
    void click(const QPointF& scene, Qt::KeyboardModifiers modifiers = {});
    void doubleClick(const QPointF& scene);
    void press(const QPointF& scene);
    void moveTo(const QPointF& scene); // with the button down
    void release(const QPointF& scene);
    void drag(const QPointF& from, const QPointF& to);
    void dragWire(const SocketRef& from, const SocketRef& to);
    void clickNode(const NodeId& node, Qt::KeyboardModifiers modifiers = {});
    // The palette's entry of this name, dragged and dropped. What the palette packs is what the canvas gets.
    bool dropFromPalette(const QString& entry, const QPointF& scene);

    // What another program drags over a widget and lets go. False when it is not accepted.
    bool drop(const QMimeData& data, QWidget& target, const QPoint& point);

    // --- Keys
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}); // to the canvas
    bool shortcut(QAction* action);                              // the action's keys; false when it is disabled

    // --- Inspector; a lesson that stands over it makes room first
    void showInspector();
    // Types into the field of this accessible name and presses Enter. False when there is none.
    bool type(const QString& name, const QString& text);
    bool openInspectorTab(const QString& title); // of a node's page
    // The inspector's handle of a "node", "socket" or "wire", dragged onto the middle of a widget and let go.
    bool dragHandle(const QString& kind, QWidget& target);

    // --- Dialogs: the next modal dialog of this name gets this button pressed. The answer comes while it blocks.
    void answer(const QString& dialog, const QString& button);
    // Fills a field of the next dialog of this name and accepts it.
    void fill(const QString& dialog, const QString& field, int value);
    // Does this in the next dialog of this name, and closes it when it still stands then.
    void inDialog(const QString& dialog, std::function<void(QWidget*)> act);
    bool answered() const { return m_answered; }
    // A button of this text, anywhere in the window.
    QAbstractButton* button(const QString& text);

    // --- What is known
    bool waitForRates();
    const WireObservation* wire(const WireId& wire);
    const SocketObservation* socket(const SocketRef& socket);

    NodeId only(const std::string& role); // the one node of a role; empty when there is not just one
    SocketRef first(const NodeId& node);  // its first socket

private:
    QPoint at(const QPointF& scene);
    QLineEdit* field(const QString& name);
    void whenDialog(const QString& name, std::function<bool(QWidget*)> act);

    DiskFileSystem m_files;
    QPointer<MainWindow> m_window;
    ObservationPtr m_seen;
    bool m_answered = false;
};

} // namespace zeroloom::test
