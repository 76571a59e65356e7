// The pace of a run: its clocks scaled, a socket held, one message at a time.
#include <QToolButton>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

} // namespace

class SpeedTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    const RunConditions& conditions() { return hand().run().conditions(); }
    const WindowActions& actions() { return hand().window().actions(); }
    QToolButton* control() { return hand().window().findChild<QToolButton*>(QStringLiteral("speedControl")); }

    // A source of 20 messages a second and a sink.
    void drawAndRun()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 100}));
        hand().dragWire(source(), sink());
        QVERIFY(hand().document().editor().setParam(source().node, "rate", Value(std::int64_t(20))));
        QVERIFY(hand().shortcut(actions().run));
        QVERIFY(hand().waitForRates());
    }
    SocketRef source() { return hand().first(hand().only("source")); }
    SocketRef sink() { return hand().first(hand().only("sink")); }
    std::uint64_t sent() { return hand().socket(source())->sent; }
    std::uint64_t received() { return hand().socket(sink())->received; }
    void clickPort(const SocketRef& socket) { hand().click(hand().canvas().portPosition(socket)); }
    // How many messages passed until a second of the host's time has gone by.
    std::uint64_t passedInASecond()
    {
        const std::uint64_t before = sent();
        const double from = hand().run().observation()->seconds;
        if (!QTest::qWaitFor([&] { return hand().run().observation()->seconds >= from + 1; }, Deadline))
            return 1'000'000;
        return sent() - before;
    }

private Q_SLOTS:
    void init() { m_driver = std::make_unique<test::WindowDriver>(); }
    void cleanup() { m_driver.reset(); }

    void clocksAreScaledWhileItRuns()
    {
        drawAndRun();
        QCOMPARE(control()->text(), QStringLiteral("Speed 1"));
        QVERIFY(!actions().faster->isEnabled());
        for (int i = 0; i < 3; ++i)
            QVERIFY(hand().shortcut(actions().slower));
        QCOMPARE(conditions().speed, 0.1);
        QCOMPARE(control()->text(), QStringLiteral("Speed 1/10"));
        QVERIFY2(control()->toolTip().contains(QStringLiteral("10 messages/s become 1/s")),
                 qPrintable(control()->toolTip()));
        // Two a second now, and not twenty.
        QTRY_VERIFY_WITH_TIMEOUT(passedInASecond() <= 5, Deadline);
        QVERIFY(hand().shortcut(actions().faster));
        QCOMPARE(conditions().speed, 0.2);
    }

    void speedIsChosenBeforehandAndStays()
    {
        QMenu* menu = control()->menu();
        Q_EMIT menu->aboutToShow();
        QAction* slow = nullptr;
        for (QAction* action : menu->actions())
            if (action->text() == QStringLiteral("1/100"))
                slow = action;
        QVERIFY(slow != nullptr);
        slow->trigger();
        QCOMPARE(conditions().speed, 0.01);
        QVERIFY(!actions().slower->isEnabled());
        QVERIFY(!hand().document().modified()); // of the run, not of the topology
        hand().window().files().open(QStringLiteral("gallery:task-pipeline"));
        QCOMPARE(conditions().speed, 0.01);
        QVERIFY(hand().shortcut(actions().run));
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Running, Deadline);
        QCOMPARE(control()->text(), QStringLiteral("Speed 1/100"));
        QVERIFY(hand().shortcut(actions().stop));
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Stopped, Deadline);
        QCOMPARE(conditions().speed, 0.01);
        m_driver.reset();
        m_driver = std::make_unique<test::WindowDriver>();
        QCOMPARE(conditions().speed, 1.0); // another window, another session
    }

    void exactlyOneMessagePassesAtAStep()
    {
        drawAndRun();
        clickPort(source());
        QCOMPARE(hand().canvas().chosenSocket(), source());
        const QRect bar(hand().canvas().mapFromScene(hand().canvas().portPosition(source())).toPoint() + QPoint(8, -10),
                        QSize(5, 4));
        const QImage before = hand().canvas().grab().toImage().copy(bar);
        QVERIFY(hand().shortcut(actions().hold));
        QVERIFY(conditions().sockets.at(source()).held);
        QVERIFY(hand().canvas().grab().toImage().copy(bar) != before); // a bar stands across the port
        QVERIFY(actions().hold->isChecked());
        // What had left already arrives; then nothing moves.
        QTRY_VERIFY_WITH_TIMEOUT(passedInASecond() == 0 && received() == sent(), Deadline);
        for (int step = 0; step < 3; ++step) {
            const std::uint64_t count = sent();
            QVERIFY(hand().shortcut(actions().step));
            QTRY_COMPARE_WITH_TIMEOUT(sent(), count + 1, Deadline);
            QTRY_COMPARE_WITH_TIMEOUT(received(), count + 1, Deadline);
            QCOMPARE(passedInASecond(), std::uint64_t(0));
        }
        QVERIFY(hand().shortcut(actions().hold));
        QVERIFY(!conditions().sockets.at(source()).held);
        const std::uint64_t count = sent();
        QTRY_VERIFY_WITH_TIMEOUT(sent() > count + 5, Deadline);
    }

    void aStepHoldsTheSocketFirst()
    {
        drawAndRun();
        clickPort(source());
        QVERIFY(hand().shortcut(actions().step));
        QVERIFY(conditions().sockets.at(source()).held);
        // With nothing selected the held sockets are meant.
        hand().document().setSelection({});
        QVERIFY(hand().canvas().chosenSocket() == SocketRef());
        QTRY_VERIFY_WITH_TIMEOUT(passedInASecond() == 0, Deadline);
        const std::uint64_t count = sent();
        QVERIFY(hand().shortcut(actions().step));
        QTRY_COMPARE_WITH_TIMEOUT(sent(), count + 1, Deadline);
    }

    void stepSaysWhatItIsOf()
    {
        drawAndRun();
        hand().document().setSelection({});
        QVERIFY(!actions().step->isEnabled());
        QVERIFY2(actions().step->toolTip().contains(QStringLiteral("Click a port")),
                 qPrintable(actions().step->toolTip()));
        clickPort(sink());
        QVERIFY(actions().step->isEnabled());
        QVERIFY2(actions().step->toolTip().contains(QStringLiteral("Step PULL of")),
                 qPrintable(actions().step->toolTip()));
    }
};

QTEST_MAIN(SpeedTest)
#include "speed_test.moc"
