#include "tests/ui/window_driver.h"

#include <QAbstractButton>
#include <QDrag>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSpinBox>
#include <QTreeWidget>

#include "ui/inspector/drag_handle.h"
#include "ui/palette/palette_tree.h"

namespace zeroloom::test {

namespace {

QTreeWidgetItem* findEntry(QTreeWidget& tree, const QString& text)
{
    for (QTreeWidgetItem* item : tree.findItems(text, Qt::MatchStartsWith | Qt::MatchRecursive)) {
        if (item->parent() != nullptr && (item->text(0) == text || item->text(0).startsWith(text + QLatin1Char(' ')) ||
                                          item->text(0) == text + QStringLiteral("…"))) {
            return item;
        }
    }
    return nullptr;
}

QString plain(QString text) { return text.remove(QLatin1Char('&')); }

} // namespace

WindowDriver::WindowDriver() : m_window(new MainWindow(m_files, {QString(), false}))
{
    m_window->resize(1440, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    canvas().setFocus();
}

WindowDriver::~WindowDriver() { delete m_window; }

QPoint WindowDriver::at(const QPointF& scene) { return canvas().mapFromScene(scene).toPoint(); }

void WindowDriver::click(const QPointF& scene, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseClick(canvas().viewport(), Qt::LeftButton, modifiers, at(scene));
}

void WindowDriver::doubleClick(const QPointF& scene)
{
    QTest::mouseDClick(canvas().viewport(), Qt::LeftButton, {}, at(scene));
}

void WindowDriver::press(const QPointF& scene)
{
    QTest::mousePress(canvas().viewport(), Qt::LeftButton, {}, at(scene));
}

void WindowDriver::moveTo(const QPointF& scene)
{
    // QTest's mouseMove knows no buttons, and a drag is a move with one down.
    const QPointF local = at(scene);
    QMouseEvent move(QEvent::MouseMove, local, canvas().viewport()->mapToGlobal(local), Qt::NoButton, Qt::LeftButton,
                     {});
    QApplication::sendEvent(canvas().viewport(), &move);
}

void WindowDriver::release(const QPointF& scene)
{
    QTest::mouseRelease(canvas().viewport(), Qt::LeftButton, {}, at(scene));
}

void WindowDriver::drag(const QPointF& from, const QPointF& to)
{
    press(from);
    for (int step = 1; step <= 4; ++step) {
        moveTo(from + (to - from) * step / 4.0);
    }
    release(to);
}

void WindowDriver::dragWire(const SocketRef& from, const SocketRef& to)
{
    drag(canvas().portPosition(from), canvas().portPosition(to));
}

void WindowDriver::clickNode(const NodeId& node, Qt::KeyboardModifiers modifiers)
{
    click(canvas().nodeRect(node).topLeft() + QPointF(30, 16), modifiers);
}

bool WindowDriver::dropFromPalette(const QString& entry, const QPointF& scene)
{
    auto* tree = m_window->findChild<PaletteTree*>();
    QTreeWidgetItem* item = tree != nullptr ? findEntry(*tree, entry) : nullptr;
    if (item == nullptr) {
        return false;
    }
    const std::unique_ptr<QMimeData> data(tree->model()->mimeData({tree->indexFromItem(item)}));
    return drop(*data, *canvas().viewport(), at(scene));
}

void WindowDriver::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    canvas().setFocus();
    QTest::keyClick(&canvas(), key, modifiers);
}

bool WindowDriver::shortcut(QAction* action)
{
    if (!action->isEnabled() || action->shortcut().isEmpty()) {
        return false;
    }
    // A dialog that has just closed leaves no window active where there is no window manager.
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window)) {
        return false;
    }
    canvas().setFocus();
    const QKeyCombination keys = action->shortcut()[0];
    QSignalSpy spy(action, &QAction::triggered);
    QTest::keyClick(&canvas(), keys.key(), keys.keyboardModifiers());
    return spy.count() == 1;
}

QLineEdit* WindowDriver::field(const QString& name)
{
    for (auto* line : m_window->findChildren<QLineEdit*>()) {
        if (line->isVisible() && line->accessibleName() == name) {
            return line;
        }
    }
    return nullptr;
}

void WindowDriver::showInspector()
{
    auto* side = m_window->findChild<QTabWidget*>(QStringLiteral("side"));
    if (side->currentIndex() != 0) {
        QTest::mouseClick(side->tabBar(), Qt::LeftButton, {}, side->tabBar()->tabRect(0).center());
    }
}

bool WindowDriver::type(const QString& name, const QString& text)
{
    showInspector();
    // The inspector turns to what was selected in a moment of its own.
    if (!QTest::qWaitFor([&] { return field(name) != nullptr; }, Deadline)) {
        return false;
    }
    QLineEdit* line = field(name);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    return true;
}

bool WindowDriver::openInspectorTab(const QString& title)
{
    showInspector();
    return QTest::qWaitFor(
        [&] {
            for (auto* tabs : m_window->findChildren<QTabWidget*>()) {
                for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i) {
                    if (tabs->tabText(i) == title) {
                        tabs->setCurrentIndex(i);
                        return true;
                    }
                }
            }
            return false;
        },
        Deadline);
}

bool WindowDriver::dragHandle(const QString& kind, QWidget& target)
{
    showInspector();
    DragHandle* handle = nullptr;
    const auto found = [&] {
        for (auto* one : m_window->findChildren<DragHandle*>()) {
            if (!one->visibleRegion().isEmpty() && one->toolTip().contains(kind)) {
                handle = one;
            }
        }
        return handle != nullptr;
    };
    if (!QTest::qWaitFor(found, Deadline)) {
        return false;
    }
    const QPoint grip = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, grip);
    const QPointF away = grip + QPoint(60, 60);
    QMouseEvent move(QEvent::MouseMove, away, handle->mapToGlobal(away), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(handle, &move);
    // A screen that is not there carries nothing further: what the handle let go is brought by us.
    const auto* drag = handle->findChild<QDrag*>();
    return drag != nullptr && drop(*drag->mimeData(), target, target.rect().center());
}

bool WindowDriver::drop(const QMimeData& data, QWidget& target, const QPoint& point)
{
    QDragEnterEvent enter(point, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &enter);
    QDragMoveEvent move(point, Qt::CopyAction, &data, Qt::LeftButton, {});
    move.setAccepted(enter.isAccepted()); // as it is for those that look at the first event alone
    QApplication::sendEvent(&target, &move);
    if (!enter.isAccepted() || !move.isAccepted()) {
        return false;
    }
    QDropEvent drop(point, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &drop);
    QCoreApplication::processEvents();
    return drop.isAccepted();
}

void WindowDriver::whenDialog(const QString& name, std::function<bool(QWidget*)> act)
{
    m_answered = false;
    auto* timer = new QTimer(m_window);
    QObject::connect(timer, &QTimer::timeout, m_window, [this, timer, name, act = std::move(act)] {
        QWidget* dialog = QApplication::activeModalWidget();
        if (dialog != nullptr && dialog->objectName() == name && dialog->isVisible()) {
            timer->stop();
            timer->deleteLater();
            m_answered = act(dialog);
        }
    });
    timer->start(10);
}

void WindowDriver::inDialog(const QString& dialog, std::function<void(QWidget*)> act)
{
    whenDialog(dialog, [act = std::move(act)](QWidget* shown) {
        const QPointer<QWidget> guard(shown);
        act(shown);
        if (guard && guard->isVisible()) {
            QTest::keyClick(shown, Qt::Key_Escape);
        }
        return true;
    });
}

void WindowDriver::answer(const QString& dialog, const QString& button)
{
    whenDialog(dialog, [button](QWidget* shown) {
        for (auto* one : shown->findChildren<QAbstractButton*>()) {
            if (plain(one->text()) == button) {
                QTest::mouseClick(one, Qt::LeftButton);
                return true;
            }
        }
        return false;
    });
}

void WindowDriver::fill(const QString& dialog, const QString& field, int value)
{
    whenDialog(dialog, [field, value](QWidget* shown) {
        auto* box = shown->findChild<QSpinBox*>(field);
        if (box == nullptr) {
            return false;
        }
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(value));
        QTest::keyClick(box, Qt::Key_Return);
        return true;
    });
}

QAbstractButton* WindowDriver::button(const QString& text)
{
    for (auto* one : m_window->findChildren<QAbstractButton*>()) {
        if (one->isVisible() && plain(one->text()) == text) {
            return one;
        }
    }
    return nullptr;
}

bool WindowDriver::waitForRates()
{
    return QTest::qWaitFor(
        [this] { return run().state() == RunState::Running && run().observation()->messagesInPerSecond.value > 0; },
        Deadline);
}

const WireObservation* WindowDriver::wire(const WireId& wire)
{
    m_seen = run().observation();
    const auto found = m_seen->wires.find(wire);
    return found == m_seen->wires.end() ? nullptr : &found->second;
}

const SocketObservation* WindowDriver::socket(const SocketRef& socket)
{
    m_seen = run().observation();
    const auto found = m_seen->sockets.find(socket);
    return found == m_seen->sockets.end() ? nullptr : &found->second;
}

NodeId WindowDriver::only(const std::string& role)
{
    NodeId found;
    for (const Node& node : topology().nodes) {
        if (node.role == role) {
            if (!found.empty()) {
                return {};
            }
            found = node.id;
        }
    }
    return found;
}

SocketRef WindowDriver::first(const NodeId& node) { return {node, topology().node(node)->sockets.front().id}; }

} // namespace zeroloom::test
