// What was done to a run is kept as a scenario, read and written as text, and played again on a real network.
#include <QListWidget>
#include <QPlainTextEdit>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/document/scenario_edits.h"
#include "ui/document/scenario_player.h"
#include "ui/window/file_flow.h"
#include "ui/window/message_bar.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

QString plain(QString text) { return text.remove(QLatin1Char('&')); }

} // namespace

class ScenariosTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    const WindowActions& actions() { return hand().window().actions(); }
    const std::vector<Scenario>& scenarios() { return hand().topology().scenarios; }
    bool isKilled(const char* node)
    {
        const auto& nodes = hand().run().conditions().nodes;
        const auto found = nodes.find(NodeId(node));
        return found != nodes.end() && found->second.killed;
    }
    void act(const char* text)
    {
        const auto read = parseAct(text, hand().topology());
        QVERIFY(read.has_value());
        QVERIFY(hand().run().perform(*read));
    }
    void runBroker()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        QVERIFY(hand().shortcut(actions().run));
        QVERIFY(hand().waitForRates());
    }
    QAction* scenarioAction(const QString& words)
    {
        for (QMenu* menu : hand().window().menuBar()->findChildren<QMenu*>()) {
            if (plain(menu->title()) != QStringLiteral("Scenarios"))
                continue;
            Q_EMIT menu->aboutToShow();
            for (QAction* action : menu->actions())
                if (plain(action->text()) == words)
                    return action;
        }
        return nullptr;
    }
    // Types a whole scenario into the dialog that the action opens, and keeps it.
    void write(const QString& name, const QString& text)
    {
        hand().inDialog(QStringLiteral("scenarioDialog"), [=](QWidget* dialog) {
            auto* field = dialog->findChild<QLineEdit*>();
            field->selectAll();
            QTest::keyClicks(field, name);
            auto* acts = dialog->findChild<QPlainTextEdit*>();
            acts->selectAll();
            for (const QString& line : text.split(QLatin1Char('\n'))) {
                QTest::keyClicks(acts, line);
                QTest::keyClick(acts, Qt::Key_Return);
            }
            for (auto* button : dialog->findChildren<QPushButton*>())
                if (plain(button->text()) == QStringLiteral("Keep with the Topology"))
                    QTest::mouseClick(button, Qt::LeftButton);
        });
        actions().editScenarios->trigger();
        QVERIFY(hand().answered());
    }

private Q_SLOTS:
    void init() { m_driver = std::make_unique<test::WindowDriver>(); }
    void cleanup() { m_driver.reset(); }

    void textIsReadBack()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        const ScenarioReading reading =
            readScenario(QStringLiteral("\n6s restart worker1\n 3s  kill worker1 \n"), hand().topology());
        QVERIFY(reading.problem.isEmpty());
        QCOMPARE(scenarioText(reading.acts), QStringLiteral("3s kill worker1\n6s restart worker1"));
        QVERIFY(readScenario(scenarioText(reading.acts), hand().topology()).acts == reading.acts);
        const ScenarioReading wrong =
            readScenario(QStringLiteral("3s kill worker1\n4s kill nobody"), hand().topology());
        QCOMPARE(wrong.line, 2);
        QVERIFY2(wrong.problem.startsWith(QStringLiteral("Line 2:")) &&
                     wrong.problem.contains(QStringLiteral("nobody")),
                 qPrintable(wrong.problem));
        QCOMPARE(readScenario(QStringLiteral("kill worker1"), hand().topology()).line, 1);
        QCOMPARE(readScenario(QStringLiteral("soon"), hand().topology()).line, 1);
    }

    void whatWasDoneIsKeptAndPlayedAgain()
    {
        runBroker();
        QVERIFY(!actions().saveScenario->isEnabled());
        act("hang worker2");
        act("kill worker1");
        QVERIFY(actions().saveScenario->isEnabled());
        hand().inDialog(QStringLiteral("scenarioDialog"), [](QWidget* dialog) {
            auto* field = dialog->findChild<QLineEdit*>();
            field->selectAll();
            QTest::keyClicks(field, QStringLiteral("Both workers fail"));
            QTest::keyClick(field, Qt::Key_Return);
        });
        actions().saveScenario->trigger();
        QVERIFY(hand().answered());
        QCOMPARE(scenarios().size(), std::size_t(1));
        QCOMPARE(scenarios().front().name, std::string("Both workers fail"));
        QCOMPARE(scenarios().front().acts.size(), std::size_t(2));
        QCOMPARE(scenarios().front().acts[0].act, std::string("hang worker2"));
        QCOMPARE(scenarios().front().acts[1].act, std::string("kill worker1"));
        QVERIFY(hand().document().modified());
        // The run goes on untouched: a scenario is no change of the network.
        QCOMPARE(hand().run().state(), RunState::Running);
        QVERIFY(isKilled("worker1"));

        QVERIFY(hand().shortcut(actions().stop));
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Stopped, Deadline);
        QVERIFY(!isKilled("worker1"));
        QAction* play = scenarioAction(QStringLiteral("Play “Both workers fail”"));
        QVERIFY(play != nullptr);
        play->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Running, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(isKilled("worker1"), Deadline);

        hand().document().editor().undo();
        QVERIFY(scenarios().empty());
        hand().document().editor().redo();
        QCOMPARE(scenarios().size(), std::size_t(1));
    }

    void actsAreDoneInOrderAtTheirTimes()
    {
        runBroker();
        write(QStringLiteral("Comes and goes"), QStringLiteral("1200ms restart worker1\n200ms kill worker1"));
        QCOMPARE(scenarios().size(), std::size_t(1));
        QElapsedTimer timer;
        timer.start();
        scenarioAction(QStringLiteral("Play “Comes and goes”"))->trigger();
        QVERIFY(!isKilled("worker1"));
        QTRY_VERIFY_WITH_TIMEOUT(isKilled("worker1"), Deadline);
        QVERIFY(timer.elapsed() >= 200);
        QVERIFY(scenarioAction(QStringLiteral("Stop Playing “Comes and goes”")) != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(!isKilled("worker1"), Deadline);
        QVERIFY(timer.elapsed() >= 1200);
        QVERIFY(scenarioAction(QStringLiteral("Stop Playing “Comes and goes”")) == nullptr);
    }

    // So that its first fault makes no connection afresh.
    void wiresThatItDisturbsHaveTheirRelaysFromTheStart()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        write(QStringLiteral("Loses"), QStringLiteral("300ms drop wire1 10%"));
        const WireId wire("wire1");
        scenarioAction(QStringLiteral("Play “Loses”"))->trigger();
        const auto fault = [&] { return hand().run().conditions().wires.at(wire); };
        QVERIFY(fault().relayed);
        QCOMPARE(fault().drop, 0.0);
        QTRY_VERIFY_WITH_TIMEOUT(fault().drop > 0, Deadline);
        const double from = hand().run().observation()->seconds;
        QTRY_VERIFY_WITH_TIMEOUT(hand().run().observation()->seconds > from + 1, Deadline);
        QCOMPARE(hand().wire(wire)->from.connects, std::uint64_t(1));
        QCOMPARE(hand().wire(wire)->from.disconnects, std::uint64_t(0));
    }

    void oneThatIsNotStartedAfterAllLeavesNothingForTheNextRun()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        ScenarioPlayer player(hand().document(), hand().run());
        player.play({"Loses", {{std::chrono::seconds(1), "drop wire1 10%"}}, {}});
        QVERIFY(hand().run().conditions().wires.contains(WireId("wire1")));
        player.stop();
        QVERIFY(hand().run().conditions().wires.empty());
    }

    void aStoppedScenarioDoesNothingMore()
    {
        runBroker();
        write(QStringLiteral("Slow"), QStringLiteral("0s hang worker2\n400ms kill worker1"));
        scenarioAction(QStringLiteral("Play “Slow”"))->trigger();
        scenarioAction(QStringLiteral("Stop Playing “Slow”"))->trigger();
        const double from = hand().run().observation()->seconds;
        QTRY_VERIFY_WITH_TIMEOUT(hand().run().observation()->seconds > from + 1, Deadline);
        QVERIFY(!isKilled("worker1"));
    }

    void aWrongLineIsNamedAndNothingIsKept()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        QString hint;
        bool couldKeep = true;
        hand().inDialog(QStringLiteral("scenarioDialog"), [&](QWidget* dialog) {
            auto* acts = dialog->findChild<QPlainTextEdit*>();
            QTest::keyClicks(acts, QStringLiteral("3s kill worker1"));
            QTest::keyClick(acts, Qt::Key_Return);
            QTest::keyClicks(acts, QStringLiteral("4s kick worker1"));
            hint = dialog->findChild<QLabel*>(QStringLiteral("scenarioHint"))->text();
            for (auto* button : dialog->findChildren<QPushButton*>())
                if (plain(button->text()) == QStringLiteral("Keep with the Topology"))
                    couldKeep = button->isEnabled();
        });
        actions().editScenarios->trigger();
        QVERIFY2(hint.startsWith(QStringLiteral("Line 2:")) && hint.contains(QStringLiteral("kick")), qPrintable(hint));
        QVERIFY(!couldKeep);
        QVERIFY(scenarios().empty());
    }

    void whatCannotBeDoneIsSaidAndTheRestGoesOn()
    {
        runBroker();
        write(QStringLiteral("Old"), QStringLiteral("0s kill client3\n100ms kill worker1"));
        // The node goes, and the scenario still names it: it may come back.
        QVERIFY(hand().document().editor().remove({.nodes = {NodeId("client3")}, .wires = {}, .notes = {}}));
        QCOMPARE(scenarios().front().acts.front().act, std::string("kill client3"));
        scenarioAction(QStringLiteral("Play “Old”"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isKilled("worker1"), Deadline);
        const QString told = hand().window().messages().text(QStringLiteral("scenario"));
        QVERIFY2(told.contains(QStringLiteral("Old")) && told.contains(QStringLiteral("client3")), qPrintable(told));
    }

    void scenariosAreRemoved()
    {
        hand().window().files().open(QStringLiteral("gallery:request-reply-broker"));
        write(QStringLiteral("Gone soon"), QStringLiteral("3s kill worker1"));
        QCOMPARE(scenarios().size(), std::size_t(1));
        hand().inDialog(QStringLiteral("scenarioDialog"), [](QWidget* dialog) {
            for (const char* words : {"Remove", "Keep with the Topology"})
                for (auto* button : dialog->findChildren<QPushButton*>())
                    if (plain(button->text()) == QLatin1String(words))
                        QTest::mouseClick(button, Qt::LeftButton);
        });
        actions().editScenarios->trigger();
        QVERIFY(scenarios().empty());
    }
};

QTEST_MAIN(ScenariosTest)
#include "scenarios_test.moc"
