// Messages that a fault drops: the dot of each stops where its wire breaks, is crossed out and falls. What is only late
// has no such dot.
#include <QHelpEvent>
#include <QToolTip>

#include "tests/support/canvas_samples.h"
#include "tests/ui/canvas_fixture.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/messages/message_list_model.h"
#include "ui/messages/messages_panel.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

double length(const QPointF& vector) { return std::hypot(vector.x(), vector.y()); }

// A message that the sending end of a wire saw.
DroppedMessage dropped(const Wire& wire, const SocketRef& sender, std::uint64_t number = 1)
{
    ObservedMessage message;
    message.number = message.message.number = number;
    message.seconds = 1;
    message.host = HostId("local");
    message.message.timeNs = 1'000'000'000;
    message.message.socket = sender;
    message.message.wire = wire.id;
    message.message.frames = {"hello"};
    message.message.sizes = {5};
    return {message, wire.id};
}

} // namespace

class DroppedDotsTest : public QObject {
    Q_OBJECT

private:
    // The path of a dot from when it is shown until it has gone.
    static std::vector<QPointF> pathOf(CanvasFixture& canvas)
    {
        std::vector<QPointF> path;
        QElapsedTimer timer;
        timer.start();
        while (!canvas.view.messageDots().empty() && timer.elapsed() < Deadline) {
            path.push_back(canvas.view.messageDots().front());
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        }
        return path;
    }
    static void hover(QWidget* viewport, const QPointF& place)
    {
        QMouseEvent event(QEvent::MouseMove, place, viewport->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(viewport, &event);
    }
    static const Wire& oneWire(test::WindowDriver& hand) { return hand.topology().wires.front(); }
    static void runHelloWorld(test::WindowDriver& hand)
    {
        hand.window().files().open(QStringLiteral("gallery:hello-world"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        QTRY_VERIFY_WITH_TIMEOUT(!hand.canvas().messageDots().empty(), Deadline);
    }
    static Act act(ActKind kind, const Wire& wire)
    {
        Act act;
        act.kind = kind;
        act.wire = wire.id;
        return act;
    }
    // Points at the dots that come, until `enough` of what is said of them. All that was said.
    static QStringList readDots(test::WindowDriver& hand, const std::function<bool(const QStringList&)>& enough)
    {
        QStringList said;
        QElapsedTimer timer;
        timer.start();
        while (!enough(said) && timer.elapsed() < Deadline) {
            for (const QPointF& dot : hand.canvas().messageDots()) {
                hover(hand.canvas().viewport(), dot);
                if (!QToolTip::text().isEmpty() && !said.contains(QToolTip::text()))
                    said << QToolTip::text();
                hover(hand.canvas().viewport(), {2, 2});
                break;
            }
            QTest::qWait(20);
        }
        return said;
    }

private Q_SLOTS:
    void init() { QCursor::setPos(0, 0); }

    void itStopsOnItsWayAndFalls()
    {
        CanvasFixture canvas(samples::pipeline());
        const Wire& wire = canvas.topology().wires.front();
        const QPointF from = canvas.view.mapFromScene(canvas.view.portPosition(wire.from));
        const QPointF to = canvas.view.mapFromScene(canvas.view.portPosition(wire.to));
        canvas.view.showDropped({dropped(wire, wire.from)});
        const std::vector<QPointF> path = pathOf(canvas);
        QVERIFY(path.size() > 20);
        QVERIFY(length(path.front() - from) < 20);
        double nearest = length(from - to);
        for (const QPointF& place : path)
            nearest = std::min(nearest, length(place - to));
        QVERIFY2(nearest > length(from - to) * 0.4, "it came near its receiver");
        // At the end it moves down, and not on.
        const QPointF last = path.back();
        const auto standing = std::find_if(path.begin(), path.end(), [&](const QPointF& place) {
            return std::abs(place.x() - last.x()) < 0.5;
        });
        QVERIFY(last.y() - standing->y() > 20);
    }

    void aReplysFallsOnItsOwnSide()
    {
        CanvasFixture canvas(samples::pipeline());
        const Wire& wire = canvas.topology().wires.front();
        const QPointF from = canvas.view.mapFromScene(canvas.view.portPosition(wire.from));
        const QPointF to = canvas.view.mapFromScene(canvas.view.portPosition(wire.to));
        canvas.view.showDropped({dropped(wire, wire.to)});
        const std::vector<QPointF> path = pathOf(canvas);
        QVERIFY(path.size() > 20);
        QVERIFY(length(path.front() - to) < length(path.front() - from));
        for (const QPointF& place : path)
            QVERIFY(std::abs(place.x() - to.x()) <= std::abs(to.x() - from.x()) * 0.6);
    }

    // Crossed out in the colour of an alarm, in both themes; and nothing is left when it has gone.
    void itIsCrossedOut()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            Theme::instance().apply(kind);
            CanvasFixture canvas(samples::pipeline());
            const Wire& wire = canvas.topology().wires.front();
            const QImage before = canvas.view.grab().toImage();
            canvas.view.showDropped({dropped(wire, wire.from)});
            QTRY_VERIFY_WITH_TIMEOUT(
                [&] {
                    if (canvas.view.messageDots().empty())
                        return false;
                    const QPoint at = canvas.view.messageDots().front().toPoint();
                    const QImage now = canvas.view.grab().toImage();
                    const QColor middle = now.pixelColor(at);
                    const QColor alarm = Theme::instance().colors().alarm;
                    return std::abs(middle.red() - alarm.red()) + std::abs(middle.green() - alarm.green()) +
                               std::abs(middle.blue() - alarm.blue()) <
                           40;
                }(),
                Deadline);
            QTRY_VERIFY_WITH_TIMEOUT(canvas.view.messageDots().empty(), Deadline);
            QCoreApplication::processEvents();
            QCOMPARE(canvas.view.grab().toImage(), before);
        }
        Theme::instance().apply(ThemeKind::Light);
    }

    void theMouseReadsWhatBecameOfIt()
    {
        CanvasFixture canvas(samples::pipeline());
        const Wire& wire = canvas.topology().wires.front();
        const QPointF from = canvas.view.mapFromScene(canvas.view.portPosition(wire.from));
        QSignalSpy pinned(&canvas.view, &CanvasView::messagePinned);
        canvas.view.showDropped({dropped(wire, wire.from, 7)});
        QTRY_VERIFY_WITH_TIMEOUT(
            !canvas.view.messageDots().empty() && length(canvas.view.messageDots().front() - from) > 30, Deadline);
        hover(canvas.port(), canvas.view.messageDots().front());
        const QString words = QToolTip::text();
        QVERIFY2(words.contains(QStringLiteral("dropped on the way")) && words.contains(QStringLiteral("hello")),
                 qPrintable(words));
        canvas.click(canvas.view.messageDots().front().toPoint());
        QCOMPARE(pinned.size(), qsizetype(1));
        QCOMPARE(pinned[0][0].value<ObservedMessage>().number, std::uint64_t(7));
        QVERIFY(pinned[0][1].value<WireId>() == wire.id);
        // Nothing covers what is told of it then.
        const QPoint card = canvas.at(canvas.view.nodeRect(wire.from.node).center());
        QHelpEvent help(QEvent::ToolTip, card, canvas.port()->mapToGlobal(card));
        QCoreApplication::sendEvent(canvas.port(), &help);
        QVERIFY(!QToolTip::isVisible());
    }

    // --- Of a real run
    void requestsThatARealFaultDropsFallAndAreOpenedByAClick()
    {
        test::WindowDriver hand;
        runHelloWorld(hand);
        Act drop = act(ActKind::Drop, oneWire(hand));
        drop.fraction = 1;
        QVERIFY(hand.run().perform(drop));
        const QStringList said = readDots(hand, [](const QStringList& all) {
            return !all.filter(QStringLiteral("dropped on the way")).isEmpty();
        });
        QVERIFY2(said.last().contains(QStringLiteral("REQ of")), qPrintable(said.join(QLatin1Char('\n'))));
        // Nothing but those passes now: the next dot is one of them.
        QSignalSpy pinned(&hand.canvas(), &CanvasView::messagePinned);
        const QPointF from = hand.canvas().mapFromScene(hand.canvas().portPosition(oneWire(hand).from));
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const QPointF& dot : hand.canvas().messageDots())
                    if (length(dot - from) > 30 && pinned.isEmpty())
                        QTest::mouseClick(hand.canvas().viewport(), Qt::LeftButton, {}, dot.toPoint());
                return !pinned.isEmpty();
            }(),
            Deadline);
        const auto message = pinned[0][0].value<ObservedMessage>();
        QVERIFY(!message.message.received);
        QVERIFY(message.message.socket == oneWire(hand).from);
        auto* view = hand.window().findChild<MessagesPanel*>()->findChild<QTreeView*>();
        const auto& model = static_cast<const MessageListModel&>(*view->model());
        QVERIFY(view->currentIndex().isValid());
        QVERIFY(model.message(view->currentIndex().row()).observed.message == message.message);
    }

    void whatARealFaultOnlyDelaysDoesNotFall()
    {
        test::WindowDriver hand;
        runHelloWorld(hand);
        // A fault that could drop, and never does; and a delay in which several would be on their way.
        Act drop = act(ActKind::Drop, oneWire(hand));
        drop.fraction = 1e-9;
        Act delay = act(ActKind::Delay, oneWire(hand));
        delay.time = std::chrono::milliseconds(700);
        QVERIFY(hand.run().perform(std::vector<Act>{drop, delay}));
        const QStringList said = readDots(hand, [](const QStringList& all) { return all.size() >= 3; });
        QVERIFY(said.size() >= 3);
        QVERIFY2(said.filter(QStringLiteral("dropped")).isEmpty(), qPrintable(said.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(DroppedDotsTest)
#include "dropped_dots_test.moc"
