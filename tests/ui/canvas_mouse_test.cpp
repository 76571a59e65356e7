// Drawing a topology with the mouse: what a person does first, on the real widget.
#include <QMenu>

#include "tests/support/canvas_samples.h"
#include "tests/ui/canvas_fixture.h"

using namespace zeroloom;

class CanvasMouseTest : public QObject {
    Q_OBJECT

    // PUSH, PULL and PUB, each on a node of its own.
    static void dropThree(CanvasFixture& canvas)
    {
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PUSH", canvas.at({-300, 0})));
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PULL", canvas.at({100, 0})));
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PUB", canvas.at({-300, 160})));
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(3));
    }
    static SocketRef socketOf(const CanvasFixture& canvas, std::size_t node)
    {
        const Node& each = canvas.topology().nodes.at(node);
        return {each.id, each.sockets.at(0).id};
    }
    static QPoint portOf(const CanvasFixture& canvas, std::size_t node)
    {
        return canvas.at(canvas.view.portPosition(socketOf(canvas, node)));
    }

private Q_SLOTS:
    void init() { Theme::instance().apply(ThemeKind::Light); }

    void droppedSocketsBecomeNodesWithRoles()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        QCOMPARE(canvas.topology().nodes[0].role, std::string("source"));
        QCOMPARE(canvas.topology().nodes[1].role, std::string("sink"));
        // Where it was dropped, and on the grid.
        const QRectF rect = canvas.view.nodeRect(canvas.topology().nodes[1].id);
        QVERIFY(rect.contains(QPointF(100, 0)));
        QCOMPARE(std::fmod(rect.x(), 8.0), 0.0);
        // What was dropped last is selected, so that the next keys are for it.
        QCOMPARE(canvas.document.selection().nodes, std::set<NodeId>{canvas.topology().nodes[2].id});
    }

    void wireByDragFromPortToPort()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        canvas.drag(portOf(canvas, 0), portOf(canvas, 1));
        QCOMPARE(canvas.topology().wires.size(), std::size_t(1));
        QCOMPARE(canvas.topology().wires[0].from, socketOf(canvas, 0));
        QCOMPARE(canvas.topology().wires[0].to, socketOf(canvas, 1));
        // Against the flow it is turned round: PUSH sends first.
        canvas.editor().undo();
        canvas.drag(portOf(canvas, 1), portOf(canvas, 0));
        QCOMPARE(canvas.topology().wires.at(0).from, socketOf(canvas, 0));
    }

    void illegalTargetSaysWhyAndTakesNothing()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        canvas.press(portOf(canvas, 2));
        canvas.moveTo(portOf(canvas, 2) + QPoint(40, 0));
        canvas.said.clear();
        canvas.moveTo(portOf(canvas, 1));
        QVERIFY2(canvas.said.startsWith(QStringLiteral("PUB cannot talk to PULL")), qPrintable(canvas.said));
        QCOMPARE(canvas.port()->cursor().shape(), Qt::ForbiddenCursor);
        canvas.release(portOf(canvas, 1));
        QVERIFY(canvas.topology().wires.empty());
    }

    // The illegal card is painted over with the ground's colour, the legal port gets a ring.
    void legalTargetsLightUpAndTheRestFades()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        QVERIFY(canvas.drop(CanvasView::SocketMime, "SUB", canvas.at({100, 160})));
        canvas.document.setSelection({});
        const QPoint title = canvas.at(canvas.view.nodeRect(canvas.topology().nodes[1].id).topLeft() + QPointF(1, 40));
        const QPoint ring = portOf(canvas, 3) - QPoint(10, 0);
        const QImage before = canvas.view.grab().toImage();
        canvas.press(portOf(canvas, 2));
        canvas.moveTo(portOf(canvas, 2) + QPoint(60, -60));
        const QImage during = canvas.view.grab().toImage();
        QVERIFY(before.pixelColor(title) != during.pixelColor(title));
        QVERIFY(during.pixelColor(title).lightness() > before.pixelColor(title).lightness());
        QVERIFY(before.pixelColor(ring) != during.pixelColor(ring));
        canvas.key(Qt::Key_Escape);
        canvas.moveTo(canvas.at({-480, -240}));
        canvas.release(canvas.at({-480, -240}));
        canvas.document.setSelection({});
        QCOMPARE(canvas.view.grab().toImage().pixelColor(title), before.pixelColor(title));
    }

    void figuresFadeWithTheirCards()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.view.showObservation(samples::pipelineRunning());
        // Of the subtitle and the rate of the sink.
        const auto darkest = [&] {
            const QPointF corner = canvas.view.nodeRect(NodeId("sink")).topLeft();
            const QRect words(canvas.at(corner + QPointF(14, 26)), canvas.at(corner + QPointF(120, 42)));
            const QImage image = canvas.port()->grab(words).toImage();
            int least = 255;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    least = std::min(least, qGray(image.pixel(x, y)));
            return least;
        };
        const int before = darkest();
        const QPoint from = canvas.atPort("w1", "in"); // leads to PUSH only, and the sink has none
        canvas.press(from);
        canvas.moveTo(from + QPoint(-30, 40));
        canvas.moveTo(from + QPoint(-60, 60));
        QVERIFY(darkest() > before + 40);
    }

    void escapeEndsAWireWithoutTrace()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        const std::string undo = canvas.editor().undoText();
        canvas.press(portOf(canvas, 0));
        canvas.moveTo(portOf(canvas, 0) + QPoint(60, 0));
        canvas.key(Qt::Key_Escape);
        canvas.release(portOf(canvas, 1));
        QVERIFY(canvas.topology().wires.empty());
        QCOMPARE(canvas.editor().undoText(), undo);
    }

    void wireDroppedOnACardTakesItsOneLegalSocket()
    {
        CanvasFixture canvas(samples::pipeline());
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PUSH", canvas.at({40, 320})));
        const std::size_t last = canvas.topology().nodes.size() - 1;
        const std::size_t wires = canvas.topology().wires.size();
        canvas.drag(portOf(canvas, last), canvas.atNode("w3"));
        QCOMPARE(canvas.topology().wires.size(), wires + 1);
        QCOMPARE(canvas.topology().wires.back().to, (SocketRef{NodeId("w3"), SocketId("in")}));
    }

    void wireDroppedOnTheCanvasOffersPeers()
    {
        CanvasFixture canvas;
        dropThree(canvas);
        canvas.drag(portOf(canvas, 2), canvas.at({140, 220}));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        QStringList offered;
        for (const QAction* action : menu->actions())
            offered << action->text();
        QCOMPARE(offered, (QStringList{QStringLiteral("Add a SUB here"), QStringLiteral("Add a XSUB here")}));
        menu->setActiveAction(menu->actions().first());
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(4));
        QCOMPARE(canvas.topology().wires.size(), std::size_t(1));
        // One act, one step.
        canvas.editor().undo();
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(3));
        QVERIFY(canvas.topology().wires.empty());
    }

    void socketDroppedOnANodeIsAddedToIt()
    {
        CanvasFixture canvas(samples::pipeline());
        QVERIFY(canvas.drop(CanvasView::SocketMime, "PUB", canvas.atNode("w1")));
        QCOMPARE(canvas.topology().nodes.size(), std::size_t(5));
        QCOMPARE(canvas.topology().node(NodeId("w1"))->sockets.size(), std::size_t(3));
    }

    void otherDropsAreReported()
    {
        CanvasFixture canvas;
        QSignalSpy stamps(&canvas.view, &CanvasView::stampDropped);
        QSignalSpy files(&canvas.view, &CanvasView::filesDropped);
        QVERIFY(canvas.drop(CanvasView::StampMime, "pipeline", {300, 300}));
        QCOMPARE(stamps.count(), 1);
        QCOMPARE(stamps[0][0].toString(), QStringLiteral("pipeline"));
        QMimeData urls;
        urls.setUrls({QUrl::fromLocalFile(QStringLiteral("/some/network.zeroloom"))});
        QVERIFY(canvas.drop(urls, {300, 300}));
        QCOMPARE(files[0][0].toStringList(), QStringList{QStringLiteral("/some/network.zeroloom")});
        QVERIFY(canvas.drop(CanvasView::RoleMime, "worker", canvas.at({0, 0})));
        QCOMPARE(canvas.topology().nodes.at(0).sockets.size(), std::size_t(2));
        QVERIFY(!canvas.drop(CanvasView::SocketMime, "NONSENSE", {300, 300}));
        QVERIFY(!canvas.drop("text/plain", "hello", {300, 300}));
    }

    void draggingMovesOnTheGridAsOneStep()
    {
        CanvasFixture canvas(samples::pipeline());
        const Point before = canvas.placeOf("w1");
        const QPoint from = canvas.atNode("w1");
        canvas.drag(from, from + QPoint(45, 21));
        const Point after = canvas.placeOf("w1");
        QVERIFY(!(after == before));
        QCOMPARE(std::fmod(after.x, 8.0), 0.0);
        QCOMPARE(std::fmod(after.y, 8.0), 0.0);
        QVERIFY(std::abs(after.x - before.x - 45 / canvas.view.zoom()) <= 4.5);
        canvas.editor().undo();
        QCOMPARE(canvas.placeOf("w1"), before);
        QVERIFY(!canvas.editor().canUndo());
        canvas.editor().redo();
        QCOMPARE(canvas.placeOf("w1"), after);
    }

    void altMovesOffTheGridAndEscapeTakesBack()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.view.setZoom(1);
        const Point before = canvas.placeOf("w2");
        const QPoint from = canvas.atNode("w2");
        canvas.drag(from, from + QPoint(13, 11), Qt::AltModifier);
        QCOMPARE(canvas.placeOf("w2"), (Point{before.x + 13, before.y + 11}));
        canvas.editor().undo();
        canvas.press(from);
        canvas.moveTo(from + QPoint(80, 80));
        canvas.key(Qt::Key_Escape);
        canvas.release(from + QPoint(80, 80));
        QCOMPARE(canvas.placeOf("w2"), before);
        QCOMPARE(canvas.view.nodeRect(NodeId("w2")).topLeft(), QPointF(before.x, before.y));
    }

    // More than are moved item by item: the picture of all is moved, and all arrive.
    void manyAreDraggedTogether()
    {
        CanvasFixture canvas(samples::grid(60));
        const auto before = canvas.topology().layout;
        canvas.view.selectAll();
        const QPoint from = canvas.atNode("n10");
        canvas.drag(from, from + QPoint(64, 32));
        const Point by{canvas.placeOf("n10").x - before.at(NodeId("n10")).x,
                       canvas.placeOf("n10").y - before.at(NodeId("n10")).y};
        QVERIFY(by.x > 0 && by.y > 0);
        for (const auto& [id, at] : before)
            QCOMPARE(canvas.topology().layout.at(id), (Point{at.x + by.x, at.y + by.y}));
        canvas.editor().undo();
        QCOMPARE(canvas.topology().layout, before);
    }

    void clicksAndRubberBandSelect()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.click(canvas.atNode("w1"));
        QCOMPARE(canvas.document.selection().nodes, std::set<NodeId>{NodeId("w1")});
        canvas.click(canvas.atNode("w2"), Qt::ControlModifier);
        QCOMPARE(canvas.document.selection().nodes.size(), std::size_t(2));
        canvas.click(canvas.atNode("w1"), Qt::ShiftModifier);
        QCOMPARE(canvas.document.selection().nodes, std::set<NodeId>{NodeId("w2")});
        canvas.click(canvas.at(canvas.view.wireMiddle(WireId("a1"))));
        QCOMPARE(canvas.document.selection().wires, std::set<WireId>{WireId("a1")});
        QVERIFY(canvas.document.selection().nodes.empty());
        canvas.click(canvas.at(canvas.view.nodeRect(NodeId("vent")).topLeft() - QPointF(20, 60)));
        QVERIFY(canvas.document.selection().empty());
        const QPoint corner = canvas.at(canvas.view.nodeRect(NodeId("w1")).topLeft() - QPointF(20, 20));
        canvas.drag(corner, canvas.at(canvas.view.nodeRect(NodeId("w3")).bottomRight() + QPointF(20, 20)));
        QCOMPARE(canvas.document.selection().nodes, (std::set<NodeId>{NodeId("w1"), NodeId("w2"), NodeId("w3")}));
    }

    void wheelScrollsAndZoomsAroundTheMouse()
    {
        CanvasFixture canvas(samples::pipeline());
        const QPointF place(300, 200);
        const auto wheel = [&](QPoint angle, Qt::KeyboardModifiers keys) {
            QWheelEvent event(place, canvas.port()->mapToGlobal(place), {}, angle, Qt::NoButton, keys,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(canvas.port(), &event);
        };
        const QPointF under = canvas.view.mapToScene(place);
        const qreal before = canvas.view.zoom();
        wheel({0, 120}, Qt::ControlModifier);
        QVERIFY(canvas.view.zoom() > before);
        QVERIFY((canvas.view.mapToScene(place) - under).manhattanLength() < 2);
        const QPointF origin = canvas.view.mapFromScene({0, 0});
        wheel({0, -120}, Qt::NoModifier);
        QVERIFY(canvas.view.mapFromScene({0, 0}).y() < origin.y());
        QCOMPARE(canvas.view.mapFromScene({0, 0}).x(), origin.x());
        wheel({0, -120}, Qt::ShiftModifier);
        QVERIFY(canvas.view.mapFromScene({0, 0}).x() < origin.x());
    }

    void middleButtonPans()
    {
        CanvasFixture canvas(samples::pipeline());
        const QPointF origin = canvas.view.mapFromScene({0, 0});
        QTest::mousePress(canvas.port(), Qt::MiddleButton, {}, {200, 200});
        canvas.moveTo({260, 230});
        QTest::mouseRelease(canvas.port(), Qt::MiddleButton, {}, {260, 230});
        QCOMPARE(canvas.view.mapFromScene({0, 0}), origin + QPointF(60, 30));
        // Once it rests, the picture that was scrolled is the one that would be drawn anew.
        canvas.view.grab();
        canvas.view.setGridVisible(false);
        canvas.view.setGridVisible(true);
        const QImage fresh = canvas.view.grab().toImage();
        QTest::mousePress(canvas.port(), Qt::MiddleButton, {}, {260, 230});
        canvas.moveTo({200, 200});
        canvas.view.grab();
        canvas.moveTo({260, 230});
        QTest::mouseRelease(canvas.port(), Qt::MiddleButton, {}, {260, 230});
        QTRY_COMPARE(canvas.view.grab().toImage(), fresh);
    }

    void doubleClickInspectsOrRenames()
    {
        CanvasFixture canvas(samples::pipeline());
        QSignalSpy inspected(&canvas.view, &CanvasView::inspectRequested);
        QTest::mouseDClick(canvas.port(), Qt::LeftButton, {}, canvas.atNode("w1"));
        QCOMPARE(inspected.count(), 1);
        QTest::mouseDClick(canvas.port(), Qt::LeftButton, {},
                           canvas.at(canvas.view.nodeRect(NodeId("w1")).topLeft() + QPointF(40, 14)));
        QWidget* field = canvas.port()->findChild<QPlainTextEdit*>();
        QVERIFY(field != nullptr && field->isVisible());
        QTest::keyClicks(field, QStringLiteral("Crusher"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(canvas.topology().node(NodeId("w1"))->label, std::string("Crusher"));
        QVERIFY(!field->isVisible());
    }
};

QTEST_MAIN(CanvasMouseTest)
#include "canvas_mouse_test.moc"
