// Hearts on the canvas: they come and go beside their monitor, are read by hovering, clicking and screen readers, and
// cover nothing. Pictures for the eye when CANVAS_PICTURES names a folder.
#include <QAccessible>
#include <QDir>
#include <QHelpEvent>
#include <QToolTip>

#include "tests/support/heart_samples.h"
#include "tests/ui/canvas_fixture.h"
#include "ui/canvas/heart_frame.h"

using namespace zeroloom;

namespace {

HeartRef heart(std::uint32_t number) { return {NodeId("monitor"), number}; }

// Names of all that the canvas tells a screen reader.
QStringList accessibleNames(CanvasView& view)
{
    QStringList names;
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&view);
    for (int i = 0; i < canvas->childCount(); ++i)
        names << canvas->child(i)->text(QAccessible::Name);
    return names;
}

QString tooltipAt(CanvasFixture& canvas, const QPointF& scene)
{
    QToolTip::hideText();
    const QPoint at = canvas.at(scene);
    QHelpEvent help(QEvent::ToolTip, at, canvas.port()->mapToGlobal(at));
    QCoreApplication::sendEvent(canvas.port(), &help);
    return QToolTip::text();
}

void keepPicture(CanvasFixture& canvas, const char* name)
{
    const QString folder = qEnvironmentVariable("CANVAS_PICTURES");
    if (!folder.isEmpty())
        canvas.view.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
}

std::set<std::uint32_t> some(std::uint32_t from, std::uint32_t step, std::uint32_t end)
{
    std::set<std::uint32_t> numbers;
    for (std::uint32_t number = from; number < end; number += step)
        numbers.insert(number);
    return numbers;
}

} // namespace

class CanvasHeartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }
    void appearAsTheyAnswerAndGoWithTheRun();
    void everyHeartCanBeRead();
    void aClickTellsWhich();
    void lostOnesArePointedAt();
    void aMatrixTellsStatesWithoutColour();
    void coverNoCardAndSayWhoHasNoRoom();
    void areNotPartOfTheTopology();
    void aTickPaintsOnlyWhatChanged();
    void whatIsNotKnownNowIsSaid();
    void followTheirNode();
    void pictures_data();
    void pictures();
};

void CanvasHeartsTest::appearAsTheyAnswerAndGoWithTheRun()
{
    CanvasFixture canvas(samples::heartMonitor());
    canvas.view.showObservation(samples::heartsSeen({.count = 0}));
    QVERIFY(canvas.view.heartRect(heart(0)).isNull());
    canvas.view.showObservation(samples::heartsSeen({.count = 2}));
    const QRectF first = canvas.view.heartRect(heart(0));
    QVERIFY(!first.isNull() && canvas.view.heartRect(heart(2)).isNull());
    canvas.view.showObservation(samples::heartsSeen({.count = 3}));
    QVERIFY2(canvas.view.heartRect(heart(0)) == first, "a heart that comes moves those that are there");
    QVERIFY(!canvas.view.heartRect(heart(2)).isNull());
    QVERIFY(first.top() > canvas.view.nodeRect(NodeId("hearts")).bottom());
    canvas.view.showObservation(nullptr);
    QVERIFY(canvas.view.heartRect(heart(0)).isNull());
}

void CanvasHeartsTest::everyHeartCanBeRead()
{
    CanvasFixture canvas(samples::heartMonitor());
    canvas.view.showObservation(samples::heartsSeen({.count = 3, .lost = {1}}));
    const QStringList names = accessibleNames(canvas.view);
    QVERIFY2(names.contains(QStringLiteral("Hearts of Monitor: 3 hearts, 1 lost")),
             qPrintable(names.join(QLatin1Char('\n'))));
    QVERIFY2(names.contains(QStringLiteral("heart-0001, lost, 3 beats missed in a row, last beat 4 s ago")),
             qPrintable(names.join(QLatin1Char('\n'))));
    QCOMPARE(names.filter(QStringLiteral("heart-0000, alive, round trip ")).size(), 1);

    const QString lost = tooltipAt(canvas, canvas.view.heartRect(heart(1)).center());
    for (const char* words : {"heart-0001", "lost, for 1 s", "4 s ago", "3 in a row", "stopped by a signal",
                              "127.0.0.1:20001", "python3 (4001)", "1.8 ms"})
        QVERIFY2(lost.contains(QLatin1String(words)), qPrintable(QLatin1String(words) + QStringLiteral(" in ") + lost));
}

void CanvasHeartsTest::aClickTellsWhich()
{
    for (const std::size_t count : {std::size_t(3), std::size_t(500)}) {
        CanvasFixture canvas(samples::heartMonitor());
        canvas.view.showObservation(samples::heartsSeen({.count = count}));
        std::vector<HeartRef> clicked;
        QObject::connect(&canvas.view, &CanvasView::heartActivated,
                         [&](const HeartRef& which) { clicked.push_back(which); });
        const auto last = static_cast<std::uint32_t>(count - 1);
        const QImage before = canvas.view.grab().toImage();
        canvas.click(canvas.at(canvas.view.heartRect(heart(last)).center()));
        QCOMPARE(clicked, std::vector<HeartRef>{heart(last)});
        QVERIFY2(canvas.view.grab().toImage() != before, "the one that was clicked is outlined");
        QVERIFY(canvas.document.selection().empty());
    }
}

void CanvasHeartsTest::lostOnesArePointedAt()
{
    CanvasFixture canvas(samples::heartMonitor());
    canvas.view.showObservation(samples::heartsSeen({.count = 60, .lost = {7, 8}, .late = {9}}));
    QAccessibleInterface* all = QAccessible::queryAccessibleInterface(&canvas.view);
    QString monitor;
    for (int i = 0; i < all->childCount() && monitor.isEmpty(); ++i)
        if (all->child(i)->text(QAccessible::Name) == QStringLiteral("Monitor"))
            monitor = all->child(i)->text(QAccessible::Description);
    QVERIFY2(monitor.endsWith(QStringLiteral("2 hearts lost")), qPrintable(monitor));
    QVERIFY(accessibleNames(canvas.view).contains(QStringLiteral("Hearts of Monitor: 60 hearts, 2 lost, 1 late")));
    // Of the programs behind them nobody tells a state.
    const QString outside = tooltipAt(canvas, canvas.view.nodeRect(NodeId("hearts")).center());
    QVERIFY2(outside.contains(QStringLiteral("run by somebody else")), qPrintable(outside));
}

void CanvasHeartsTest::aMatrixTellsStatesWithoutColour()
{
    CanvasFixture canvas(samples::heartMonitor(), {1400, 900});
    canvas.view.showObservation(samples::heartsSeen({.count = 100, .lost = {1}, .late = {2}, .left = {3}}));
    canvas.view.setZoom(1);
    canvas.view.centreOn(canvas.view.heartRect(heart(1)).center());
    const QImage image = canvas.view.grab().toImage();
    const auto inked = [&](std::uint32_t number) {
        const QRect square =
            QRectF(canvas.view.mapFromScene(canvas.view.heartRect(heart(number)).topLeft()), QSizeF(12, 12)).toRect();
        QByteArray shape;
        for (int y = square.top(); y < square.bottom(); ++y)
            for (int x = square.left(); x < square.right(); ++x)
                shape += qGray(image.pixel(x, y)) < 190 ? '#' : '.';
        return shape;
    };
    const std::set<QByteArray> shapes{inked(0), inked(1), inked(2), inked(3)};
    QCOMPARE(shapes.size(), 4U);
    // Nobody wants three thousand names read: those of the matrix that are well are told by the frame.
    const QStringList names = accessibleNames(canvas.view);
    QCOMPARE(names.filter(QStringLiteral("heart-0001, lost")).size(), 1);
    QCOMPARE(names.filter(QStringLiteral("heart-0000")).size(), 0);
}

void CanvasHeartsTest::coverNoCardAndSayWhoHasNoRoom()
{
    Topology topology = samples::heartMonitor();
    // A wall around the two: cards on all sides, close by.
    for (int x = -2; x <= 4; ++x) {
        for (int y = -2; y <= 3; ++y) {
            if (y == 0 && (x == 0 || x == 1))
                continue;
            Node node;
            node.id = NodeId("n" + std::to_string(x + 2) + std::to_string(y + 2));
            node.role = "outside";
            topology.layout[node.id] = {x * 280.0, y * 220.0};
            topology.nodes.push_back(node);
        }
    }
    CanvasFixture canvas(topology, {1400, 900});
    canvas.view.showObservation(samples::heartsSeen({.count = 3'000, .lost = {2'999}}));
    QRectF shown;
    std::uint32_t count = 0;
    for (std::uint32_t number = 0; number < 3'000; ++number) {
        const QRectF cell = canvas.view.heartRect(heart(number));
        shown |= cell;
        count += cell.isNull() ? 0 : 1;
    }
    QVERIFY(count > 0 && count < 3'000);
    for (const Node& node : topology.nodes)
        QVERIFY2(!canvas.view.nodeRect(node.id).intersects(shown), node.id.text().c_str());
    const QString wanted =
        QStringLiteral("Hearts of Monitor: 1 lost, %L1 of 3,000 have no room here, 1 of them lost").arg(3'000 - count);
    const QStringList names = accessibleNames(canvas.view);
    QVERIFY2(names.contains(wanted), qPrintable(wanted + QLatin1Char('\n') +
                                                names.filter(QStringLiteral("Hearts of")).join(QLatin1Char('\n'))));
}

void CanvasHeartsTest::areNotPartOfTheTopology()
{
    CanvasFixture canvas(samples::heartMonitor());
    const Topology before = canvas.topology();
    canvas.view.showObservation(samples::heartsSeen({.count = 3}));
    canvas.click(canvas.at(canvas.view.heartRect(heart(1)).center()));
    canvas.key(Qt::Key_Delete);
    canvas.drag(canvas.at(canvas.view.heartRect(heart(1)).center()), canvas.at({0, 300}));
    QVERIFY(canvas.topology() == before);
    QVERIFY(!canvas.document.modified());
    canvas.view.selectAll();
    QCOMPARE(canvas.document.selection().nodes.size(), std::size_t(2));
}

void CanvasHeartsTest::aTickPaintsOnlyWhatChanged()
{
    class Paints : public QObject {
    public:
        QRegion region;
        bool eventFilter(QObject*, QEvent* event) override
        {
            if (event->type() == QEvent::Paint)
                region += static_cast<QPaintEvent*>(event)->region();
            return false;
        }
    } paints;
    CanvasFixture canvas(samples::heartMonitor(), {1400, 900});
    canvas.view.showObservation(samples::heartsSeen({.count = 3'000, .lost = some(0, 100, 3'000)}));
    QCoreApplication::processEvents();
    canvas.port()->installEventFilter(&paints);
    std::set<std::uint32_t> lost = some(0, 100, 3'000);
    lost.erase(100);
    lost.insert(101);
    canvas.view.showObservation(samples::heartsSeen({.count = 3'000, .lost = lost}));
    QCoreApplication::processEvents();
    const QRectF cell = canvas.view.heartRect(heart(101));
    QVERIFY(paints.region.contains(canvas.at(cell.center())));
    QVERIFY2(paints.region.boundingRect().width() < 100 && paints.region.boundingRect().height() < 60,
             "two squares changed, and much more was painted");
    paints.region = {};
    canvas.view.showObservation(samples::heartsSeen({.count = 3'000, .lost = lost}));
    QCoreApplication::processEvents();
    QVERIFY(paints.region.isEmpty());
    canvas.port()->removeEventFilter(&paints);
}

void CanvasHeartsTest::whatIsNotKnownNowIsSaid()
{
    CanvasFixture canvas(samples::heartMonitor());
    canvas.view.showObservation(samples::heartsSeen({.count = 3, .running = false}));
    QVERIFY(accessibleNames(canvas.view)
                .contains(QStringLiteral("Hearts of Monitor: 3 hearts, not known now: the monitor does not run")));
    QVERIFY(tooltipAt(canvas, canvas.view.heartRect(heart(0)).center())
                .contains(QStringLiteral("the last that was known")));
    canvas.view.showObservation(
        samples::heartsSeen({.count = 3, .cannotJudge = "this process gets no processor time"}));
    QVERIFY(
        accessibleNames(canvas.view)
            .contains(QStringLiteral("Hearts of Monitor: 3 hearts, can't judge: this process gets no processor time")));
}

void CanvasHeartsTest::followTheirNode()
{
    CanvasFixture canvas(samples::heartMonitor());
    canvas.view.showObservation(samples::heartsSeen({.count = 3}));
    canvas.view.setZoom(1);
    const QPointF before = canvas.view.heartRect(heart(0)).topLeft();
    const QPoint from = canvas.atNode("hearts");
    canvas.click(from);
    canvas.drag(from, from + QPoint(80, -40));
    QCOMPARE(canvas.view.heartRect(heart(0)).topLeft() - before,
             canvas.view.nodeRect(NodeId("hearts")).topLeft() -
                 QPointF(samples::heartMonitor().layout.at(NodeId("hearts")).x, 0));
    canvas.editor().undo();
    QCOMPARE(canvas.view.heartRect(heart(0)).topLeft(), before);
}

void CanvasHeartsTest::pictures_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("dark");
    for (const int count : {3, 60, 3'000, 10'000})
        for (const bool dark : {false, true})
            QTest::addRow("%d %s", count, dark ? "dark" : "light") << count << dark;
}

void CanvasHeartsTest::pictures()
{
    QFETCH(int, count);
    QFETCH(bool, dark);
    Theme::instance().apply(dark ? ThemeKind::Dark : ThemeKind::Light);
    CanvasFixture canvas(samples::heartMonitor(), {1000, 640});
    const auto end = static_cast<std::uint32_t>(count);
    canvas.view.showObservation(samples::heartsSeen(
        {.count = end, .lost = some(1, end > 60 ? 211 : 17, end), .late = some(2, end > 60 ? 97 : 13, end)}));
    keepPicture(canvas, QTest::currentDataTag());
    const QRectF cell = canvas.view.heartRect(heart(0));
    QVERIFY(canvas.port()->rect().contains(canvas.at(cell.center())));
    // The minimap stands over none of them.
    const QWidget* minimap = nullptr;
    for (const QWidget* each : canvas.port()->findChildren<QWidget*>())
        if (each->accessibleName() == QStringLiteral("Minimap"))
            minimap = each;
    QVERIFY(minimap != nullptr);
    QVERIFY(!minimap->isVisible() ||
            !minimap->geometry().contains(canvas.at(canvas.view.heartRect(heart(end - 1)).center())));
    Theme::instance().apply(ThemeKind::Light);
}

QTEST_MAIN(CanvasHeartsTest)
#include "canvas_hearts_test.moc"
