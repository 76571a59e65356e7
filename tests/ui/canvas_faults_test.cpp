// What a person does to a running network from the canvas and the menus, and what they read of it then.
#include <QHelpEvent>
#include <QListWidget>
#include <QToolTip>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/window/file_flow.h"
#include "ui/window/message_bar.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

QString plain(QString text) { return text.remove(QLatin1Char('&')); }

QAction* actionOf(const QMenu* menu, const QString& text)
{
    for (QAction* action : menu->actions())
        if (plain(action->text()) == text)
            return action;
    return nullptr;
}

} // namespace

class CanvasFaultsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    const RunConditions& conditions() { return hand().run().conditions(); }
    NodeCondition conditionOf(const NodeId& node)
    {
        const auto found = conditions().nodes.find(node);
        return found == conditions().nodes.end() ? NodeCondition() : found->second;
    }
    CanvasView& canvas() { return hand().canvas(); }
    NodeId id(const char* text) { return NodeId(text); }
    QPoint at(const QPointF& scene) { return canvas().mapFromScene(scene).toPoint(); }
    QPoint onNode(const NodeId& node) { return at(canvas().nodeRect(node).topLeft() + QPointF(30, 16)); }

    void run(const QString& source)
    {
        hand().window().files().open(source);
        QVERIFY(hand().shortcut(hand().window().actions().run));
        QVERIFY(hand().waitForRates());
    }

    QMenu* menuAt(const QPoint& place)
    {
        while (QWidget* open = QApplication::activePopupWidget())
            open->close();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, canvas().viewport()->mapToGlobal(place));
        QApplication::sendEvent(canvas().viewport(), &event);
        return qobject_cast<QMenu*>(QApplication::activePopupWidget());
    }
    // Chooses in the menu at a place, by the words on its way: {"Faults", "Slow Down", "100 ms"}.
    bool choose(const QPoint& place, const QStringList& way)
    {
        QMenu* menu = menuAt(place);
        for (const QString& words : way) {
            QAction* action = menu == nullptr ? nullptr : actionOf(menu, words);
            if (action == nullptr || !action->isEnabled())
                return false;
            if (action->menu() == nullptr) {
                // As a click: the whole chain closes, then the act is done.
                action->trigger();
                while (QWidget* open = QApplication::activePopupWidget())
                    open->close();
                return true;
            }
            menu = action->menu();
        }
        return false;
    }
    QString tooltip(const QPoint& place)
    {
        QHelpEvent event(QEvent::ToolTip, place, canvas().viewport()->mapToGlobal(place));
        QApplication::sendEvent(canvas().viewport(), &event);
        return QToolTip::text();
    }
    // A wire where no port and no card is.
    QPoint onWire(const WireId& wire) { return at(canvas().wireMiddle(wire)); }
    const NodeObservation* seen(const NodeId& node)
    {
        m_seen = hand().run().observation();
        const auto found = m_seen->nodes.find(node);
        return found == m_seen->nodes.end() ? nullptr : &found->second;
    }
    QString told() { return hand().window().messages().text(QStringLiteral("faults")); }

    ObservationPtr m_seen;

private Q_SLOTS:
    void init() { m_driver = std::make_unique<test::WindowDriver>(); }
    void cleanup()
    {
        while (QWidget* open = QApplication::activePopupWidget())
            open->close();
        m_driver.reset();
    }

    void nothingCanBeDisturbedBeforeItRuns()
    {
        hand().window().files().open(QStringLiteral("gallery:task-pipeline"));
        const NodeId node = hand().topology().nodes.front().id;
        QMenu* menu = menuAt(onNode(node));
        QVERIFY(menu != nullptr);
        QAction* faults = actionOf(menu, QStringLiteral("Faults"));
        QVERIFY(faults != nullptr && !faults->isEnabled());
        QVERIFY2(faults->toolTip().contains(QStringLiteral("run it first")), qPrintable(faults->toolTip()));
        QVERIFY(menu->toolTipsVisible());
        QVERIFY(!hand().window().actions().clearFaults->isEnabled());
        QVERIFY(!hand().window().actions().undoAct->isEnabled());
        QVERIFY(!hand().window().actions().step->isEnabled());
    }

    // The worker really goes, its neighbours go on, and everything that the window says of it says so.
    void aKilledNodeIsMarkedAndComesBack()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        const NodeId worker = id("worker1");
        const QImage before = canvas().grab().toImage();
        QVERIFY(choose(onNode(worker), {QStringLiteral("Faults"), QStringLiteral("Kill")}));
        QVERIFY(conditionOf(worker).killed);
        QVERIFY(tooltip(onNode(worker)).contains(QStringLiteral("killed")));
        QCOMPARE(told(), QStringLiteral("Worker 1: killed"));
        // Its mark stands over the card's upper edge.
        const QRect mark(at(canvas().nodeRect(worker).topLeft() + QPointF(12, -10)), QSize(40, 10));
        const QImage now = canvas().grab().toImage();
        QVERIFY(now.copy(mark) != before.copy(mark));
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket({worker, SocketId("rep")}) == nullptr ||
                                     hand().socket({worker, SocketId("rep")})->receiveRate.value == 0,
                                 Deadline);
        // The other worker answers for both.
        const std::uint64_t answered = hand().socket({id("worker2"), SocketId("rep")})->sent;
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket({id("worker2"), SocketId("rep")})->sent > answered + 20, Deadline);
        // A killed node cannot be slowed: the menu says why.
        QMenu* menu = menuAt(onNode(worker));
        QAction* kill = actionOf(actionOf(menu, QStringLiteral("Faults"))->menu(), QStringLiteral("Kill"));
        QVERIFY(!kill->isEnabled());
        QVERIFY2(kill->toolTip().contains(QStringLiteral("killed already")), qPrintable(kill->toolTip()));

        QVERIFY(choose(onNode(worker), {QStringLiteral("Faults"), QStringLiteral("Restart")}));
        QVERIFY(!conditionOf(worker).killed);
        QVERIFY(told().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!tooltip(onNode(worker)).contains(QStringLiteral("killed")), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(seen(worker) != nullptr && seen(worker)->state == NodeState::Running, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket({worker, SocketId("rep")}) != nullptr &&
                                     hand().socket({worker, SocketId("rep")})->receiveRate.value > 0,
                                 Deadline);
    }

    void whatWasDoneIsTakenBackStepByStep()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        const WindowActions& actions = hand().window().actions();
        QVERIFY(choose(onNode(id("worker1")), {QStringLiteral("Faults"), QStringLiteral("Hang")}));
        QVERIFY(choose(onNode(id("worker2")),
                       {QStringLiteral("Faults"), QStringLiteral("Slow Down"), QStringLiteral("100\u00a0ms")}));
        QCOMPARE(conditionOf(id("worker2")).slow, Nanoseconds(std::chrono::milliseconds(100)));
        QVERIFY(plain(actions.undoAct->text()).contains(QStringLiteral("Slow Down Worker 2 by 100")));
        // An edit is another matter, with an undo of its own.
        QVERIFY(!hand().document().editor().canUndo());
        QVERIFY(hand().shortcut(actions.undoAct));
        QCOMPARE(conditionOf(id("worker2")).slow, Nanoseconds(0));
        QVERIFY(conditionOf(id("worker1")).hung);
        QVERIFY(plain(actions.undoAct->text()).contains(QStringLiteral("Hang Worker 1")));
        auto* undo = hand().button(QStringLiteral("Undo “Hang Worker 1”"));
        QVERIFY(undo != nullptr);
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(!conditionOf(id("worker1")).hung);
        QVERIFY(!actions.undoAct->isEnabled());
        QVERIFY(told().isEmpty());
    }

    void severalAtOnceAndAllCleared()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        hand().clickNode(id("worker1"));
        hand().clickNode(id("worker2"), Qt::ShiftModifier);
        QCOMPARE(hand().document().selection().nodes.size(), std::size_t(2));
        QVERIFY(choose(onNode(id("worker2")), {QStringLiteral("Faults"), QStringLiteral("Hang")}));
        QVERIFY(conditionOf(id("worker1")).hung && conditionOf(id("worker2")).hung);
        QVERIFY(plain(hand().window().actions().undoAct->text()).contains(QStringLiteral("Hang 2 Nodes")));
        // Nobody answers any more, really.
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket({id("worker1"), SocketId("rep")})->sendRate.value == 0 &&
                                     hand().socket({id("worker2"), SocketId("rep")})->sendRate.value == 0,
                                 Deadline);
        QVERIFY(hand().shortcut(hand().window().actions().clearFaults));
        QVERIFY(!conditionOf(id("worker1")).hung);
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket({id("worker1"), SocketId("rep")})->sendRate.value > 0, Deadline);
        // Also that is an act, and can be taken back.
        QVERIFY(hand().shortcut(hand().window().actions().undoAct));
        QVERIFY(conditionOf(id("worker1")).hung);
    }

    // Freezing stops a process, so that the menu refuses what shares one, and offers the way.
    void freezingNeedsAProcessOfItsOwn()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        const NodeId worker = id("worker1");
        QMenu* menu = menuAt(onNode(worker));
        QAction* freeze = actionOf(actionOf(menu, QStringLiteral("Faults"))->menu(), QStringLiteral("Freeze"));
        QVERIFY(freeze != nullptr && !freeze->isEnabled());
        QVERIFY2(freeze->toolTip().contains(QStringLiteral("shares its process")), qPrintable(freeze->toolTip()));
        QVERIFY(choose(onNode(worker), {QStringLiteral("Faults"), QStringLiteral("Run in a Process of Its Own")}));
        QVERIFY(hand().topology().node(worker)->host != HostId("local"));
        QVERIFY(hand().topology().host(hand().topology().node(worker)->host) != nullptr);
        QVERIFY(choose(onNode(worker), {QStringLiteral("Faults"), QStringLiteral("Freeze")}));
        QVERIFY(tooltip(onNode(worker)).contains(QStringLiteral("frozen")));
        QVERIFY(choose(onNode(worker), {QStringLiteral("Faults"), QStringLiteral("Thaw")}));
        QVERIFY(!tooltip(onNode(worker)).contains(QStringLiteral("frozen")));
        hand().document().editor().undo();
        QCOMPARE(hand().topology().node(worker)->host, HostId("local"));
        QVERIFY(hand().topology().hosts.size() == 1);
    }

    void aTimeOfOnesOwnIsAskedFor()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        QString refused;
        hand().inDialog(QStringLiteral("faultValueDialog"), [&](QWidget* dialog) {
            auto* field = dialog->findChild<QLineEdit*>();
            field->selectAll();
            QTest::keyClicks(field, QStringLiteral("soon"));
            for (const auto* label : dialog->findChildren<QLabel*>())
                refused += label->text() + QLatin1Char(' ');
            QTest::keyClick(field, Qt::Key_Return); // refused: it stays
            if (!dialog->isVisible())
                return;
            field->selectAll();
            QTest::keyClicks(field, QStringLiteral("250ms"));
            QTest::keyClick(field, Qt::Key_Return);
        });
        QVERIFY(choose(onNode(id("worker1")),
                       {QStringLiteral("Faults"), QStringLiteral("Slow Down"), QStringLiteral("Other…")}));
        QVERIFY(hand().answered());
        QVERIFY2(refused.contains(QStringLiteral("soon")), qPrintable(refused));
        QCOMPARE(conditionOf(id("worker1")).slow, Nanoseconds(std::chrono::milliseconds(250)));
        QVERIFY(tooltip(onNode(id("worker1"))).contains(QStringLiteral("slowed by 250")));
    }

    void wiresAreCutAndMended()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        const WireId wire("wire4");
        QVERIFY(choose(onWire(wire), {QStringLiteral("Faults"), QStringLiteral("Cut")}));
        QVERIFY(conditions().wires.at(wire).cut);
        QVERIFY(tooltip(onWire(wire)).contains(QStringLiteral("cut")));
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire)->from.state != ConnectionState::Connected ||
                                     hand().wire(wire)->to.state != ConnectionState::Connected,
                                 Deadline);
        QVERIFY(choose(onWire(wire), {QStringLiteral("Faults"), QStringLiteral("Mend")}));
        QVERIFY(!tooltip(onWire(wire)).contains(QStringLiteral("cut")));
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire)->from.state == ConnectionState::Connected &&
                                     hand().wire(wire)->to.state == ConnectionState::Connected,
                                 Deadline);
        QVERIFY(
            choose(onWire(wire), {QStringLiteral("Faults"), QStringLiteral("Delay"), QStringLiteral("200\u00a0ms")}));
        QVERIFY(choose(onWire(wire), {QStringLiteral("Faults"), QStringLiteral("Drop"), QStringLiteral("10%")}));
        const QString words = tooltip(onWire(wire));
        QVERIFY2(words.contains(QStringLiteral("delayed by 200\u00a0ms, drops 10%")), qPrintable(words));
        // The inspector says it, too.
        hand().showInspector();
        hand().click(canvas().wireMiddle(wire));
        const auto inspectorSays = [&] {
            for (const auto* label : hand().window().findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("drops 10%")) &&
                    label->text() != told())
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(inspectorSays(), Deadline);
    }

    void theMenuBarAndThePaletteOfferTheSame()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        hand().clickNode(id("worker1"));
        QMenu* faults = nullptr;
        for (QMenu* menu : hand().window().menuBar()->findChildren<QMenu*>())
            if (plain(menu->title()) == QStringLiteral("Faults"))
                faults = menu;
        QVERIFY(faults != nullptr);
        Q_EMIT faults->aboutToShow();
        QAction* hang = actionOf(faults, QStringLiteral("Hang"));
        QVERIFY(hang != nullptr && hang->isEnabled());
        hang->trigger();
        QVERIFY(conditionOf(id("worker1")).hung);

        QVERIFY(hand().shortcut(hand().window().actions().commands));
        auto* palette = hand().window().findChild<QFrame*>(QStringLiteral("commandPalette"));
        QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("kill worker"));
        auto* list = palette->findChild<QListWidget*>();
        QVERIFY(list->count() > 0);
        QCOMPARE(list->item(0)->text(), QStringLiteral("Kill Worker 1"));
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
        QVERIFY(conditionOf(id("worker1")).killed);
    }

    void theLogHasWhatWasDone()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        QVERIFY(choose(onNode(id("worker1")), {QStringLiteral("Faults"), QStringLiteral("Hang")}));
        const auto logged = [&](const char* text) {
            for (const Observer::Event& event : hand().run().observer()->events(0, 10'000))
                if (event.event.kind == "act" && event.event.text == text)
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(logged("hang worker1"), Deadline);
        QVERIFY(hand().shortcut(hand().window().actions().undoAct));
        QTRY_VERIFY_WITH_TIMEOUT(logged("undone: Hang Worker 1"), Deadline);
    }

    // A run's faults are its own.
    void faultsEndWithTheirRun()
    {
        run(QStringLiteral("gallery:request-reply-broker"));
        QVERIFY(choose(onNode(id("worker1")), {QStringLiteral("Faults"), QStringLiteral("Kill")}));
        QVERIFY(hand().shortcut(hand().window().actions().stop));
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Stopped, Deadline);
        QVERIFY(conditions().nodes.empty());
        QVERIFY(told().isEmpty());
        QVERIFY(!hand().window().actions().undoAct->isEnabled());
        QVERIFY(!tooltip(onNode(id("worker1"))).contains(QStringLiteral("killed")));
    }
};

QTEST_MAIN(CanvasFaultsTest)
#include "canvas_faults_test.moc"
