// Messages that move: each real one is a dot on its way from sender to receiver, where few enough pass to be followed,
// and nothing else is painted for them.
#include <QHelpEvent>
#include <QToolTip>

#include "core/plan/plan.h"
#include "tests/support/canvas_samples.h"
#include "tests/ui/canvas_fixture.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/canvas/message_flights.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

constexpr std::uint64_t Millisecond = 1'000'000;

// A message that the receiver of a wire of samples::pipeline() got.
ObservedMessage received(std::uint64_t number, const char* wire, const SocketRef& at, std::uint64_t sentMs,
                         std::uint64_t receivedMs, const std::string& text = "hello")
{
    ObservedMessage message;
    message.number = number;
    message.seconds = static_cast<double>(receivedMs) / 1000;
    message.host = HostId("local");
    message.message.number = number;
    message.message.timeNs = receivedMs * Millisecond;
    message.message.sentNs = sentMs * Millisecond;
    message.message.socket = at;
    message.message.received = true;
    message.message.wire = WireId(wire);
    message.message.frames = {text};
    message.message.sizes = {text.size()};
    return message;
}

double length(const QPointF& vector) { return std::hypot(vector.x(), vector.y()); }

// What is painted of a viewport.
class PaintMeter final : public QObject {
public:
    explicit PaintMeter(QWidget* viewport) : m_viewport(viewport) { viewport->installEventFilter(this); }
    int paints = 0;
    double largest = 0; // part of the viewport
    void reset()
    {
        paints = 0;
        largest = 0;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            double area = 0;
            for (const QRect& rect : static_cast<QPaintEvent*>(event)->region())
                area += double(rect.width()) * rect.height();
            ++paints;
            largest = std::max(largest, area / (double(m_viewport->width()) * m_viewport->height()));
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget* m_viewport;
};

} // namespace

class MovingMessagesTest : public QObject {
    Q_OBJECT

private:
    // The first wire of the pipeline: from the ventilator to the first worker.
    static const Wire& firstWire(const CanvasFixture& canvas) { return canvas.topology().wires.front(); }
    static ObservedMessage onFirst(const CanvasFixture& canvas, std::uint64_t number, std::uint64_t ms)
    {
        return received(number, firstWire(canvas).id.text().c_str(), firstWire(canvas).to, ms, ms + 1);
    }
    static void mouseTo(CanvasFixture& canvas, const QPointF& place)
    {
        QMouseEvent event(QEvent::MouseMove, place, canvas.port()->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(canvas.port(), &event);
    }
    static bool standsStill(CanvasFixture& canvas)
    {
        // Some frames long: a dot that moves would have left its place in one.
        const std::vector<QPointF> before = canvas.view.messageDots();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 120)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        return canvas.view.messageDots() == before;
    }

private Q_SLOTS:
    void init() { QCursor::setPos(0, 0); }

    // --- When they fly
    void dotsLeaveInTheOrderInWhichMessagesWereSent()
    {
        MessageFlights flights;
        const Topology topology = samples::pipeline();
        flights.setTopology(topology);
        const Wire& wire = topology.wires.front();
        const char* id = wire.id.text().c_str();
        flights.take({received(2, id, wire.to, 40, 41), received(1, id, wire.to, 10, 11)}, 5000);
        QCOMPARE(flights.flights().size(), std::size_t(2));
        const MessageFlight& first = flights.flights()[0];
        const MessageFlight& second = flights.flights()[1];
        QCOMPARE(first.message.number, std::uint64_t(1));
        QCOMPARE(second.start - first.start, 30.0); // as far apart as they were
        QVERIFY(first.sender == wire.from && first.receiver == wire.to && !first.backward);
    }

    // What a node sends because of a message leaves it when that has arrived on the screen, too.
    void anAnswerLeavesAfterItsQuestionHasArrived()
    {
        MessageFlights flights;
        const Topology topology = samples::pipeline();
        flights.setTopology(topology);
        const Wire& in = topology.wires.front();
        const auto out = std::find_if(topology.wires.begin(), topology.wires.end(),
                                      [&](const Wire& wire) { return wire.from.node == in.to.node; });
        QVERIFY(out != topology.wires.end());
        flights.take(
            {received(1, in.id.text().c_str(), in.to, 10, 11), received(2, out->id.text().c_str(), out->to, 12, 13)},
            5000);
        QCOMPARE(flights.flights().size(), std::size_t(2));
        QVERIFY(flights.flights()[1].start >= flights.flights()[0].start + flights.flights()[0].duration);
    }

    // A loop that turns faster than dots fly may not fall behind for ever.
    void aFastLoopKeepsUp()
    {
        MessageFlights flights;
        const Topology topology = samples::pipeline();
        flights.setTopology(topology);
        const Wire& wire = topology.wires.front();
        double now = 5000;
        std::uint64_t number = 0, ms = 0;
        // Each message is sent after the one that came back before it: both ways of one wire in turn, 20 a second.
        for (int round = 0; round < 400; ++round, ms += 50, now += 50) {
            const bool back = round % 2 == 1;
            flights.take({received(++number, wire.id.text().c_str(), back ? wire.from : wire.to, ms, ms + 1)}, now);
            flights.advance(now);
        }
        QVERIFY(flights.flights().size() < 100);
        QVERIFY(flights.flights().back().start < now + 4000);
    }

    void aDelayedWireTakesItsTime()
    {
        MessageFlights flights;
        const Topology topology = samples::pipeline();
        flights.setTopology(topology);
        const Wire& wire = topology.wires.front();
        flights.take({received(1, wire.id.text().c_str(), wire.to, 1000, 2500)}, 5000);
        QVERIFY(flights.flights().front().duration >= 1500);
    }

    // --- On the canvas
    void aMessageTravelsFromItsSenderToItsReceiver()
    {
        CanvasFixture canvas(samples::pipeline());
        const Wire& wire = firstWire(canvas);
        const QPointF from = canvas.view.mapFromScene(canvas.view.portPosition(wire.from));
        const QPointF to = canvas.view.mapFromScene(canvas.view.portPosition(wire.to));
        QVERIFY(canvas.view.messageDots().empty());
        canvas.view.showMessages({onFirst(canvas, 1, 1000)});
        QCOMPARE(canvas.view.messageDots().size(), std::size_t(1));
        const QPointF begin = canvas.view.messageDots().front();
        QVERIFY(length(begin - from) < length(begin - to));
        double nearest = length(begin - to);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const auto dots = canvas.view.messageDots();
                if (!dots.empty())
                    nearest = std::min(nearest, length(dots.front() - to));
                return dots.empty();
            }(),
            Deadline);
        QVERIFY2(nearest < length(to - from) / 2, "it never came near its receiver");
    }

    void aReplyTravelsAgainstItsWire()
    {
        CanvasFixture canvas(samples::pipeline());
        const Wire& wire = firstWire(canvas);
        canvas.view.showMessages({received(1, wire.id.text().c_str(), wire.from, 1000, 1001)});
        QCOMPARE(canvas.view.messageDots().size(), std::size_t(1));
        const QPointF at = canvas.view.messageDots().front();
        QVERIFY(length(at - canvas.view.mapFromScene(canvas.view.portPosition(wire.to))) <
                length(at - canvas.view.mapFromScene(canvas.view.portPosition(wire.from))));
    }

    void nothingIsPaintedButDots()
    {
        CanvasFixture canvas(samples::pipeline());
        QVERIFY(QTest::qWaitForWindowExposed(&canvas.view));
        QCoreApplication::processEvents();
        PaintMeter meter(canvas.port());
        canvas.view.showMessages({onFirst(canvas, 1, 1000)});
        QTRY_VERIFY_WITH_TIMEOUT(canvas.view.messageDots().empty(), Deadline);
        QVERIFY2(meter.paints > 5, "it jumped");
        QVERIFY2(meter.largest < 0.01, qPrintable(QString::number(meter.largest)));
        // And when it has arrived, nothing at all.
        QCoreApplication::processEvents();
        meter.reset();
        QVERIFY(standsStill(canvas));
        QCOMPARE(meter.paints, 0);
    }

    void theMouseStopsThemAndReadsOne()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.view.showMessages({onFirst(canvas, 1, 1000)});
        // Away from the port, which is for drawing wires.
        const QPointF port = canvas.view.mapFromScene(canvas.view.portPosition(firstWire(canvas).from));
        QTRY_VERIFY_WITH_TIMEOUT(
            !canvas.view.messageDots().empty() && length(canvas.view.messageDots().front() - port) > 30, Deadline);
        mouseTo(canvas, canvas.view.messageDots().front());
        QVERIFY(standsStill(canvas));
        QCOMPARE(canvas.view.messageDots().size(), std::size_t(1));
        const QString words = QToolTip::text();
        QVERIFY2(words.contains(QStringLiteral("hello")) && words.contains(QStringLiteral("5 B")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("PUSH of Ventilator")), qPrintable(words));
        // A click keeps it in sight; the messages stand until it is closed.
        canvas.click(canvas.view.messageDots().front().toPoint());
        auto* card = canvas.port()->findChild<QFrame*>(QStringLiteral("messageCard"));
        QVERIFY(card != nullptr && card->isVisible());
        QVERIFY(canvas.document.selection().empty()); // the click was for the message
        mouseTo(canvas, {3, 3});
        QVERIFY(standsStill(canvas));
        QCOMPARE(canvas.view.messageDots().size(), std::size_t(1));
        canvas.key(Qt::Key_Escape);
        QVERIFY(!card->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(canvas.view.messageDots().empty(), Deadline);
    }

    void fastWiresHaveNone()
    {
        CanvasFixture canvas(samples::pipeline());
        canvas.view.showObservation(samples::pipelineRunning()); // hundreds a second
        canvas.view.showMessages({onFirst(canvas, 1, 1000)});
        QVERIFY(canvas.view.messageDots().empty());
    }

    void colourTellsWhoMadeIt()
    {
        CanvasFixture canvas(samples::pipeline());
        const auto colourOf = [&](std::uint64_t number, std::uint64_t origin) {
            ObservedMessage message = onFirst(canvas, number, 1000);
            message.message.origin = origin;
            canvas.view.showMessages({message});
            const QPointF at = canvas.view.messageDots().front();
            const QColor colour = canvas.view.grab().toImage().pixelColor(at.toPoint());
            canvas.view.setMessagesVisible(false);
            canvas.view.setMessagesVisible(true);
            return colour;
        };
        const Topology& topology = canvas.topology();
        const auto number = [&](std::size_t node) {
            return socketNumber({topology.nodes[node].id, topology.nodes[node].sockets.front().id});
        };
        const QColor first = colourOf(1, number(0));
        QVERIFY(first != colourOf(2, number(1)));
        QCOMPARE(colourOf(3, number(0)), first);
    }

    // --- Of a real run
    void realMessagesMove()
    {
        test::WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:hello-world"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        QTRY_VERIFY_WITH_TIMEOUT(!hand.run().conditions().taps.empty(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand.canvas().messageDots().size() >= 1, Deadline);
        // Pause holds the sources, and the dots where they are.
        QVERIFY(hand.shortcut(hand.window().actions().pause));
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().state(), RunState::Paused, Deadline);
        const std::vector<QPointF> still = hand.canvas().messageDots();
        QTest::qWait(150);
        QVERIFY(hand.canvas().messageDots() == still);
        QVERIFY(hand.shortcut(hand.window().actions().pause));
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().state(), RunState::Running, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!hand.canvas().messageDots().empty() && hand.canvas().messageDots() != still,
                                 Deadline);
        // Nobody is asked for messages that nobody sees.
        QVERIFY(hand.shortcut(hand.window().actions().movingMessages));
        QTRY_VERIFY_WITH_TIMEOUT(hand.run().conditions().taps.empty(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand.canvas().messageDots().empty(), Deadline);
        QVERIFY(hand.shortcut(hand.window().actions().movingMessages));
        QTRY_VERIFY_WITH_TIMEOUT(!hand.run().conditions().taps.empty(), Deadline);
        hand.canvas().hide();
        QTRY_VERIFY_WITH_TIMEOUT(hand.run().conditions().taps.empty(), Deadline);
    }

    void fastRunsAreNotLookedAt()
    {
        test::WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:task-pipeline"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        const auto fast = [&] {
            const ObservationPtr seen = hand.run().observation();
            return std::all_of(seen->wires.begin(), seen->wires.end(),
                               [](const auto& wire) { return wire.second.forward.rate.value > 30; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(fast(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand.run().conditions().taps.empty(), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand.canvas().messageDots().empty(), Deadline);
    }
};

QTEST_MAIN(MovingMessagesTest)
#include "moving_messages_test.moc"
