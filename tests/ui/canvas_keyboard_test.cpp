// The canvas without a mouse: walking, moving, wiring, copying, and what a screen reader is told.
#include <QAccessible>
#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>

#include "core/format/topology_file.h"
#include "core/model/layout.h"
#include "tests/support/canvas_samples.h"
#include "tests/ui/canvas_fixture.h"

using namespace zeroloom;

class CanvasKeyboardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { Theme::instance().apply(ThemeKind::Light); }

    void tabWalksNodesAndThenLeaves()
    {
        CanvasFixture canvas(samples::pipeline());
        QWidget other; // a neighbour to go to
        std::vector<std::string> walked;
        for (int i = 0; i < 5; ++i) {
            canvas.key(Qt::Key_Tab);
            walked.push_back(canvas.document.selection().nodes.begin()->text());
        }
        QCOMPARE(walked, (std::vector<std::string>{"vent", "w1", "w2", "w3", "sink"}));
        canvas.key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(canvas.document.selection().nodes, std::set<NodeId>{NodeId("w3")});
    }

    void pageKeysWalkWires()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.document.setSelection({.nodes = {NodeId("w2")}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_PageDown);
        QCOMPARE(canvas.document.selection().wires, std::set<WireId>{WireId("a2")});
        QVERIFY2(canvas.said.contains(QStringLiteral("PUSH of Ventilator to PULL of Worker 2")),
                 qPrintable(canvas.said));
        canvas.key(Qt::Key_PageDown);
        QCOMPARE(canvas.document.selection().wires, std::set<WireId>{WireId("b2")});
        canvas.key(Qt::Key_Delete);
        QVERIFY(canvas.topology().wire(WireId("b2")) == nullptr);
    }

    void arrowsMoveAsOneStep()
    {
        CanvasFixture canvas(samples::pipeline());
        const Point before = canvas.placeOf("w1");
        canvas.document.setSelection({.nodes = {NodeId("w1")}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(canvas.placeOf("w1"), (Point{before.x + 16, before.y + 1}));
        canvas.editor().undo();
        QCOMPARE(canvas.placeOf("w1"), before);
    }

    void wireByKeys()
    {
        CanvasFixture canvas;
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PUSH", canvas.at({-300, 0})));
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PULL", canvas.at({100, -80})));
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PULL", canvas.at({100, 80})));
        canvas.document.setSelection({.nodes = {canvas.topology().nodes[0].id}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_W);
        QVERIFY2(canvas.said.contains(QStringLiteral("1 of 2")), qPrintable(canvas.said));
        canvas.key(Qt::Key_Tab);
        QVERIFY2(canvas.said.contains(QStringLiteral("2 of 2")), qPrintable(canvas.said));
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.topology().wires.size(), std::size_t(1));
        QCOMPARE(canvas.topology().wires[0].to.node, canvas.topology().nodes[2].id);
        // The one that is wired is no target any more; Esc draws nothing.
        canvas.document.setSelection({.nodes = {canvas.topology().nodes[0].id}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_W);
        QVERIFY2(canvas.said.contains(QStringLiteral("1 of 1")), qPrintable(canvas.said));
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.topology().wires.size(), std::size_t(1));
    }

    void copyAndPasteAcrossWindows()
    {
        CanvasFixture one(samples::pipeline());
        CanvasFixture other;
        one.document.setSelection({.nodes = {NodeId("w1"), NodeId("sink")}, .wires = {}, .notes = {}});
        one.key(Qt::Key_C, Qt::ControlModifier);
        const QMimeData* data = QGuiApplication::clipboard()->mimeData();
        QVERIFY(data->hasFormat(QLatin1String(CanvasView::FragmentMime)));
        QVERIFY(readTopology(data->text().toStdString()).has_value());
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.topology().nodes.size(), std::size_t(2));
        QCOMPARE(other.topology().wires.size(), std::size_t(1));
        QCOMPARE(other.document.selection().nodes.size(), std::size_t(2));
        // Twice does not clash, and does not cover.
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.topology().nodes.size(), std::size_t(4));
        QVERIFY(other.view.nodeRect(other.topology().nodes[0].id) != other.view.nodeRect(other.topology().nodes[2].id));
        other.editor().undo();
        QCOMPARE(other.topology().nodes.size(), std::size_t(2));
    }

    void pastedTextThatIsNoTopologyIsRefusedInWords()
    {
        CanvasFixture canvas(samples::pipeline());
        QGuiApplication::clipboard()->setText(QStringLiteral("{\"zeroloom\": 99}"));
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(canvas.said.contains(QStringLiteral("not a topology")), qPrintable(canvas.said));
        QCOMPARE(canvas.topology(), samples::pipeline());
    }

    void cutDuplicateDelete()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.document.setSelection({.nodes = {NodeId("w1")}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(6));
        canvas.key(Qt::Key_Delete);
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(5));
        canvas.document.setSelection({.nodes = {NodeId("w2")}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(4));
        QCOMPARE(canvas.topology().wires.size(), std::size_t(4));
        for (int i = 0; i < 3; ++i)
            canvas.editor().undo();
        QCOMPARE(canvas.topology(), samples::pipeline());
    }

    void selectAllAndZoomKeys()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(canvas.document.selection().size(), std::size_t(11));
        canvas.key(Qt::Key_1);
        QCOMPARE(canvas.view.zoom(), 1.0);
        canvas.key(Qt::Key_Plus);
        QVERIFY(canvas.view.zoom() > 1);
        canvas.key(Qt::Key_Minus);
        canvas.key(Qt::Key_Minus);
        QVERIFY(canvas.view.zoom() < 1);
        canvas.key(Qt::Key_0);
        for (const Node& node : canvas.topology().nodes)
            QVERIFY(canvas.port()->rect().contains(canvas.at(canvas.view.nodeRect(node.id).center())));
    }

    void enterInspectsAndF2Renames()
    {
        CanvasFixture canvas(samples::pipeline());
        QSignalSpy inspected(&canvas.view, &CanvasView::inspectRequested);
        canvas.document.setSelection({.nodes = {NodeId("sink")}, .wires = {}, .notes = {}});
        canvas.key(Qt::Key_Return);
        QCOMPARE(inspected.count(), 1);
        canvas.key(Qt::Key_F2);
        QWidget* field = canvas.port()->findChild<QPlainTextEdit*>();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("Drain"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(canvas.topology().node(NodeId("sink"))->label, std::string("Sink"));
    }

    void arrangeAlignDistribute()
    {
        Topology topology = samples::pipeline();
        for (auto& [id, at] : topology.layout)
            at = {0, 0};
        CanvasFixture canvas(topology);
        canvas.view.arrangeAutomatically();
        QTRY_VERIFY_WITH_TIMEOUT(!(canvas.topology().layout == topology.layout), 8000);
        // Along the direction of the wires, and nothing over anything.
        QVERIFY(canvas.placeOf("vent").x < canvas.placeOf("w1").x);
        QVERIFY(canvas.placeOf("w1").x < canvas.placeOf("sink").x);
        for (const Node& a : canvas.topology().nodes)
            for (const Node& b : canvas.topology().nodes)
                QVERIFY(a.id == b.id || !canvas.view.nodeRect(a.id).intersects(canvas.view.nodeRect(b.id)));
        canvas.document.setSelection(
            {.nodes = {NodeId("w1"), NodeId("vent"), NodeId("sink")}, .wires = {}, .notes = {}});
        canvas.view.alignSelection(static_cast<int>(Alignment::Top));
        QCOMPARE(canvas.placeOf("w1").y, canvas.placeOf("vent").y);
        canvas.view.distributeSelection(static_cast<int>(Axis::Horizontal));
        const auto gap = [&](const char* a, const char* b) {
            return canvas.view.nodeRect(NodeId(b)).left() - canvas.view.nodeRect(NodeId(a)).right();
        };
        QVERIFY(std::abs(gap("vent", "w1") - gap("w1", "sink")) < 0.01);
    }

    void anArrangedSelectionStaysClearOfTheRest()
    {
        CanvasFixture canvas(samples::pipeline());
        Topology before = canvas.topology();
        canvas.document.setSelection({.nodes = {NodeId("vent"), NodeId("sink")}, .wires = {}, .notes = {}});
        canvas.view.arrangeAutomatically();
        QTRY_VERIFY_WITH_TIMEOUT(!(canvas.topology().layout == before.layout), 8000);
        for (const Node& node : before.nodes) {
            const bool selected = node.id == NodeId("vent") || node.id == NodeId("sink");
            QVERIFY(selected || canvas.topology().layout.at(node.id) == before.layout.at(node.id));
            for (const Node& other : before.nodes)
                QVERIFY(node.id == other.id ||
                        !canvas.view.nodeRect(node.id).intersects(canvas.view.nodeRect(other.id)));
        }
    }

    void aNameIsEditedOverTheTitleAlone()
    {
        CanvasFixture canvas(samples::pipeline());
        for (const double zoom : {1.0, 2.0}) {
            canvas.view.setZoom(zoom);
            canvas.view.editLabel(NodeId("vent"));
            const auto* editor = canvas.view.findChild<QPlainTextEdit*>();
            QVERIFY(editor->isVisible());
            // The subtitle's letters begin 28 units below the card's top.
            const double subtitle = canvas.at(canvas.view.nodeRect(NodeId("vent")).topLeft() + QPointF(0, 28)).y();
            QVERIFY(editor->geometry().bottom() <= subtitle);
            QVERIFY(editor->viewport()->height() >= editor->fontMetrics().height());
            QTest::keyClick(const_cast<QPlainTextEdit*>(editor), Qt::Key_Escape);
        }
    }

    void menusShowWhatCanBeDone()
    {
        CanvasFixture canvas(samples::pipeline());
        const auto menuAt = [&](const QPoint& place) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, place, canvas.port()->mapToGlobal(place));
            QCoreApplication::sendEvent(canvas.port(), &event);
            return qobject_cast<QMenu*>(QApplication::activePopupWidget());
        };
        const auto actionOf = [](QMenu* menu, const char* text) -> QAction* {
            for (QAction* action : menu->actions())
                if (action->text() == QLatin1String(text))
                    return action;
            return nullptr;
        };
        QMenu* menu = menuAt(canvas.atNode("w1"));
        QVERIFY(menu != nullptr);
        QVERIFY(actionOf(menu, "Rename")->isEnabled());
        QCOMPARE(actionOf(menu, "Rename")->shortcut(), QKeySequence(Qt::Key_F2));
        QVERIFY(!actionOf(menu, "Align")->isEnabled());
        menu->close();
        menu = menuAt(canvas.at(canvas.view.wireMiddle(WireId("a1"))));
        QVERIFY(actionOf(menu, "Bind at PUSH of Ventilator")->isChecked());
        actionOf(menu, "Bind at PULL of Worker 1")->trigger();
        QCOMPARE(canvas.topology().wire(WireId("a1"))->bind, std::optional(WireEnd::To));
        menu->close();
        menu = menuAt({20, 20});
        QVERIFY(actionOf(menu, "Add note") != nullptr);
        QVERIFY(actionOf(menu, "Arrange automatically")->isEnabled());
        actionOf(menu, "Add note")->trigger();
        QCOMPARE(canvas.topology().notes.size(), std::size_t(1));
        menu->close();
    }

    void screenReadersAreToldOfNodesAndWires()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.view.showObservation(samples::pipelineJammed());
        QAccessibleInterface* view = QAccessible::queryAccessibleInterface(&canvas.view);
        QVERIFY(view != nullptr);
        QCOMPARE(view->childCount(), 11);
        QCOMPARE(view->child(0)->text(QAccessible::Name), QStringLiteral("Ventilator"));
        QVERIFY(view->child(3)->text(QAccessible::Description).contains(QStringLiteral("jams at")));
        const QString wire = view->child(5)->text(QAccessible::Name);
        QVERIFY2(wire.startsWith(QStringLiteral("Wire from PUSH of Ventilator to PULL of Worker")), qPrintable(wire));
        QCOMPARE(view->indexOfChild(view->child(6)), 6);
        canvas.document.setSelection({.nodes = {NodeId("w1")}, .wires = {}, .notes = {}});
        QVERIFY(view->child(1)->state().selected);
    }
};

QTEST_MAIN(CanvasKeyboardTest)
#include "canvas_keyboard_test.moc"
