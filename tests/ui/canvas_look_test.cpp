// What the canvas looks like: facts about its pixels, and pictures for the eye when CANVAS_PICTURES names a folder.
#include <QDir>
#include <QPaintEvent>
#include <QtTest>

#include "tests/support/canvas_samples.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

namespace {

struct Shown {
    DiskFileSystem files;
    Document document{files};
    RunController run{document};
    CanvasView view{document, run};

    explicit Shown(Topology topology, QSize size = {1000, 620})
    {
        document.reset(std::move(topology));
        view.resize(size);
        view.show();
        view.zoomToFit();
    }
    QImage picture(const char* name)
    {
        const QImage image = view.grab().toImage();
        const QString folder = qEnvironmentVariable("CANVAS_PICTURES");
        if (!folder.isEmpty())
            image.save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        return image;
    }
};

// Whether some pixel near the place is about of that colour.
bool shows(const QImage& image, const QPointF& at, const QColor& color, int reach = 3)
{
    for (int x = -reach; x <= reach; ++x) {
        for (int y = -reach; y <= reach; ++y) {
            const QPoint place = at.toPoint() + QPoint(x, y);
            if (!image.rect().contains(place))
                continue;
            const QColor found = image.pixelColor(place);
            if (std::abs(found.red() - color.red()) + std::abs(found.green() - color.green()) +
                    std::abs(found.blue() - color.blue()) <
                60)
                return true;
        }
    }
    return false;
}

// Pixels that a person could tell apart.
int differing(const QImage& one, const QImage& other)
{
    int count = one.size() == other.size() ? 0 : 1;
    for (int y = 0; y < std::min(one.height(), other.height()); ++y)
        for (int x = 0; x < std::min(one.width(), other.width()); ++x) {
            const QColor a = one.pixelColor(x, y), b = other.pixelColor(x, y);
            count += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) > 24;
        }
    return count;
}

} // namespace

class CanvasLookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { Theme::instance().apply(ThemeKind::Light); }

    void emptyCanvasSaysWhatToDo()
    {
        Shown shown{Topology()};
        const QImage image = shown.picture("empty");
        QVERIFY(shows(image, QPointF(image.rect().center()) - QPointF(0, 28), Theme::instance().colors().text, 60));
    }

    void restingPipeline()
    {
        Shown shown(samples::pipeline());
        const QImage image = shown.picture("rest");
        const QPointF port = shown.view.mapFromScene(shown.view.portPosition({NodeId("vent"), SocketId("out")}));
        QVERIFY(shows(image, port, Theme::instance().typeColor(SocketType::Push)));
    }

    // The half at the slow worker is red, the ventilator's own half is not.
    void fullWireIsRedAtItsReceiver()
    {
        Shown shown(samples::pipeline());
        shown.view.showObservation(samples::pipelineJammed());
        const QImage image = shown.picture("jammed");
        const ThemeColors& colors = Theme::instance().colors();
        const QPointF in = shown.view.portPosition({NodeId("w3"), SocketId("in")});
        QVERIFY(shows(image, shown.view.mapFromScene(in - QPointF(16, 0)), colors.alarm));
        const QPointF first = shown.view.portPosition({NodeId("w1"), SocketId("in")});
        QVERIFY(shows(image, shown.view.mapFromScene(first - QPointF(16, 0)), colors.good));
    }

    // A triangle is filled below its middle, a crossed circle is not: nobody needs the colour to tell them apart.
    void anErrorHasAnotherShapeThanAWarningAndBothStayWhileItRuns()
    {
        Topology topology = samples::pipeline();
        topology.nodes[1].role = "wroker";                                                              // an error
        std::erase_if(topology.wires, [](const Wire& wire) { return wire.from.node == NodeId("w2"); }); // a warning
        Shown shown(topology);
        shown.document.checkNow();
        const ThemeColors& colors = Theme::instance().colors();
        const auto sign = [&](const char* node, double left) {
            return shown.view.mapFromScene(shown.view.nodeRect(NodeId(node)).topRight() + QPointF(-16 - left, 17));
        };
        const QImage resting = shown.picture("signs");
        QVERIFY(shows(resting, sign("w1", 0) + QPointF(0, 6), colors.alarm, 1));
        QVERIFY(!shows(resting, sign("w1", 0) + QPointF(0, 2), colors.alarm, 0));
        QVERIFY(shows(resting, sign("w2", 0) + QPointF(0, 2), colors.warning, 0));
        shown.view.showObservation(samples::pipelineRunning());
        const QImage running = shown.picture("signs-running");
        QVERIFY(shows(running, sign("w1", 18) + QPointF(0, 6), colors.alarm, 1));
        QVERIFY(shows(running, sign("w2", 18) + QPointF(0, 2), colors.warning, 0));
        QVERIFY(shows(running, sign("w2", 0), colors.good, 0));
    }

    void aBrokenEndIsMarkedAtItsPortAndNotUnderTheRate()
    {
        Shown shown(samples::pipeline());
        auto seen = std::make_shared<Observation>(*samples::pipelineRunning());
        seen->wires[WireId("b2")].to.state = ConnectionState::Refused;
        shown.view.showObservation(seen);
        const QPointF in = shown.view.portPosition({NodeId("sink"), SocketId("in")});
        const QImage image = shown.picture("refused");
        QVERIFY(shows(image, shown.view.mapFromScene(in - QPointF(18, 0)), Theme::instance().colors().alarm, 4));
    }

    void theEndpointOfASelectedWireStandsInABoxOverAllWires()
    {
        Shown shown(samples::pipeline());
        shown.document.setSelection({.nodes = {}, .wires = {WireId("a2")}, .notes = {}});
        const QImage image = shown.picture("endpoint");
        const QPointF middle = shown.view.mapFromScene(shown.view.wireMiddle(WireId("a2")) + QPointF(0, 22));
        const QFontMetricsF words(Theme::instance().smallFont());
        const double half = words.horizontalAdvance(QStringLiteral("tcp://127.0.0.1:*")) / 2 + 6;
        const ThemeColors& colors = Theme::instance().colors();
        QVERIFY(shows(image, middle - QPointF(half, 0), colors.border, 1));
        // The next wire runs through the box's place, and is not seen in it.
        for (double x = -half + 2; x < -half + 6; ++x)
            for (double y = -6; y <= 6; ++y)
                QVERIFY(!shows(image, middle + QPointF(x, y), colors.idle, 0));
    }

    void fittingLeavesTheCornerToTheMinimap()
    {
        Shown shown(samples::grid(40), {620, 420});
        const QWidget* map = nullptr;
        for (const QWidget* each : shown.view.viewport()->findChildren<QWidget*>())
            if (each->accessibleName() == QStringLiteral("Minimap"))
                map = each;
        QVERIFY(map && map->isVisible());
        shown.view.zoomToFit();
        for (const Node& node : shown.document.topology().nodes) {
            const QRectF rect = shown.view.nodeRect(node.id);
            const QRectF card(shown.view.mapFromScene(rect.topLeft()), shown.view.mapFromScene(rect.bottomRight()));
            QVERIFY(!card.intersects(QRectF(map->geometry())));
            QVERIFY(QRectF(shown.view.viewport()->rect()).contains(card));
        }
    }

    // What is kept and patched is, pixel for pixel, what would be drawn at once.
    void patchedPictureEqualsAFreshOne()
    {
        Shown patched(samples::pipeline());
        patched.view.showObservation(samples::pipelineRunning());
        patched.view.grab();
        patched.document.setSelection({.nodes = {NodeId("w2")}, .wires = {WireId("b1")}, .notes = {}});
        patched.view.grab();
        patched.view.showObservation(samples::pipelineJammed());
        patched.view.grab();
        QVERIFY(patched.document.editor().move({{NodeId("w1"), {400, 8}}}, {}, {}).has_value());
        patched.document.setSelection({});
        const QImage kept = patched.picture("patched");
        patched.view.setGridVisible(false);
        patched.view.grab();
        patched.view.setGridVisible(true);
        QCOMPARE(differing(kept, patched.picture("fresh")), 0);
    }

    // Nothing runs, nothing moves: nothing is painted and no timer waits.
    void atRestNothingIsPainted()
    {
        Shown shown(samples::pipeline());
        shown.view.grab();
        QTest::qWait(200); // any zoom has come to rest by then
        struct Paints final : QObject {
            int count = 0;
            bool eventFilter(QObject*, QEvent* event) override
            {
                count += event->type() == QEvent::Paint || event->type() == QEvent::Timer;
                return false;
            }
        } paints;
        shown.view.viewport()->installEventFilter(&paints);
        shown.view.installEventFilter(&paints);
        for (const QTimer* timer : shown.view.findChildren<QTimer*>())
            QVERIFY(!timer->isActive());
        shown.view.showObservation(nullptr);
        QCoreApplication::processEvents();
        QCOMPARE(paints.count, 0);
    }

    // A tick whose figures did not change paints nothing; one that did paints only where they stand.
    void aTickPaintsOnlyItsFigures()
    {
        Shown shown(samples::pipeline());
        shown.view.showObservation(samples::pipelineRunning());
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        QCoreApplication::processEvents();
        struct Paints final : QObject {
            QRegion region;
            bool eventFilter(QObject*, QEvent* event) override
            {
                if (event->type() == QEvent::Paint)
                    region += static_cast<QPaintEvent*>(event)->region();
                return false;
            }
        } paints;
        shown.view.viewport()->installEventFilter(&paints);
        shown.view.showObservation(samples::pipelineRunning());
        QCoreApplication::processEvents();
        QVERIFY(paints.region.isEmpty());
        auto next = std::make_shared<Observation>(*samples::pipelineRunning());
        next->wires[WireId("a1")].forward.rate = Figure<double>::exact(345);
        shown.view.showObservation(next);
        QCoreApplication::processEvents();
        QVERIFY(!paints.region.isEmpty());
        QVERIFY(paints.region.boundingRect().width() < 120 && paints.region.boundingRect().height() < 40);
    }

    void zoomsAndThemes()
    {
        Shown shown(samples::pipeline());
        shown.view.showObservation(samples::pipelineJammed());
        shown.view.setZoom(0.4);
        shown.picture("zoom40");
        shown.view.setZoom(0.2);
        shown.picture("zoom20");
        shown.view.setZoom(2);
        shown.picture("zoom200");
        Theme::instance().apply(ThemeKind::Dark);
        shown.view.zoomToFit();
        const QImage dark = shown.picture("dark");
        QVERIFY(shows(dark, QPointF(5, 5), Theme::instance().colors().canvas));
    }

    void busyGrid()
    {
        const Topology topology = samples::grid(1000);
        Shown shown(topology, {1400, 900});
        shown.view.showObservation(samples::gridTick(topology, 1));
        shown.picture("grid-fit");
        shown.view.setZoom(0.5);
        shown.picture("grid50");
        shown.view.setZoom(0.3);
        shown.picture("grid30");
        shown.view.setZoom(1);
        shown.picture("grid100");
    }
};

QTEST_MAIN(CanvasLookTest)
#include "canvas_look_test.moc"
