// Messages that a fault drops: the dot of each stops where its wire breaks, is crossed out and falls. What is only late
// has no such dot.
#include <QHelpEvent>
#include <QToolTip>

#include "tests/support/canvas_samples.h"
#include "tests/ui/canvas_fixture.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/canvas/message_card.h"
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
    // A ventilator, one worker and a sink, so slow that each message has a dot.
    static Topology slowPipeline()
    {
        Topology topology = samples::pipeline();
        const auto isOther = [](const std::string& id) { return id.ends_with('2') || id.ends_with('3'); };
        std::erase_if(topology.nodes, [&](const Node& node) { return isOther(node.id.text()); });
        std::erase_if(topology.wires, [&](const Wire& wire) { return isOther(wire.id.text()); });
        std::erase_if(topology.layout, [&](const auto& place) { return isOther(place.first.text()); });
        topology.nodes.front().params["rate"] = std::int64_t{6};
        return topology;
    }
    // Numbers of the messages that the wire's receiver got after a time.
    static std::set<std::uint64_t> arrivalsOf(test::WindowDriver& hand, double after)
    {
        std::set<std::uint64_t> numbers;
        for (const ObservedMessage& one : hand.run().observer()->messages(0, 20'000))
            if (one.message.received && one.message.socket == oneWire(hand).to && one.seconds > after)
                numbers.insert(one.message.hopSequence);
        return numbers;
    }
    // Clicks a dot of the first wire that is there now, and keeps its message when it is told to be dropped.
    static void clickFallen(test::WindowDriver& hand, std::map<std::uint64_t, ObservedMessage>& fallen)
    {
        QSignalSpy pinned(&hand.canvas(), &CanvasView::messagePinned);
        for (const QPointF& dot : hand.canvas().messageDots()) {
            hover(hand.canvas().viewport(), dot);
            if (QToolTip::text().contains(QStringLiteral("dropped on the way")))
                QTest::mouseClick(hand.canvas().viewport(), Qt::LeftButton, {}, dot.toPoint());
            hover(hand.canvas().viewport(), {2, 2});
            if (pinned.isEmpty())
                continue;
            // Dots lie over each other: the card tells which one was clicked.
            auto* card = hand.canvas().viewport()->findChild<MessageCard*>();
            if (card->text().contains(QStringLiteral("dropped on the way"))) {
                const auto message = pinned.last()[0].value<ObservedMessage>();
                fallen[message.number] = message;
            }
            hand.key(Qt::Key_Escape);
            break;
        }
        QTest::qWait(20);
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
        QVERIFY(!path.empty());
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
        QVERIFY(!path.empty());
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

    // A publisher's message may be dropped on several wires.
    void eachDotOfOneMessageIsReadByItself()
    {
        CanvasFixture canvas(samples::pipeline());
        const auto wire = [&](const char* id) { return *canvas.topology().wire(WireId(id)); };
        canvas.view.showDropped({dropped(wire("a1"), wire("a1").from, 7), dropped(wire("a3"), wire("a3").from, 7)});
        const QPointF from = canvas.view.mapFromScene(canvas.view.portPosition(wire("a1").from));
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const std::vector<QPointF> dots = canvas.view.messageDots();
                return dots.size() == 2 && length(dots[0] - from) > 30 && length(dots[0] - dots[1]) > 30;
            }(),
            Deadline);
        // The first one that is pointed at makes them stand.
        const std::vector<QPointF> dots = canvas.view.messageDots();
        hover(canvas.port(), dots[0]);
        const QString one = QToolTip::text();
        hover(canvas.port(), dots[1]);
        const QString other = QToolTip::text();
        QVERIFY2(one.contains(QStringLiteral("Worker 1")), qPrintable(one));
        QVERIFY2(other.contains(QStringLiteral("Worker 3")), qPrintable(other));
        hover(canvas.port(), {2, 2});
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

    // Half of them are dropped, and all others come late: whichever falls has not arrived, and does not.
    void whatARealFaultOnlyDelaysDoesNotFall()
    {
        test::WindowDriver hand;
        hand.document().reset(slowPipeline());
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        QTRY_VERIFY_WITH_TIMEOUT(!hand.canvas().messageDots().empty(), Deadline);
        Act drop = act(ActKind::Drop, oneWire(hand));
        drop.fraction = 0.5;
        Act delay = act(ActKind::Delay, oneWire(hand));
        delay.time = std::chrono::milliseconds(700);
        QVERIFY(hand.run().perform(std::vector<Act>{drop, delay}));
        std::map<std::uint64_t, ObservedMessage> fallen; // by number
        QElapsedTimer timer;
        timer.start();
        while (fallen.size() < 4 && timer.elapsed() < Deadline)
            clickFallen(hand, fallen);
        QVERIFY(fallen.size() >= 4);
        const double last = fallen.rbegin()->second.seconds;
        std::size_t arrivals = 0;
        QTRY_VERIFY_WITH_TIMEOUT((arrivals = arrivalsOf(hand, last).size()) > 0, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand.run().observation()->seconds > last + 4, Deadline);
        const std::set<std::uint64_t> arrived = arrivalsOf(hand, 0);
        for (const auto& [number, message] : fallen)
            QVERIFY2(!arrived.contains(message.message.hopSequence), qPrintable(QString::number(number)));
    }
};

QTEST_MAIN(DroppedDotsTest)
#include "dropped_dots_test.moc"
