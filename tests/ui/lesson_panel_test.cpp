// A lesson as a learner plays it: real clicks and keys, a real run, and figures that nobody made up.
#include <csignal>

#include "core/base/file_system.h"
#include "core/gallery/gallery.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/lesson/choice_button.h"
#include "ui/lesson/claim_row.h"
#include "ui/lesson/lesson_panel.h"
#include "ui/lesson/lesson_progress.h"
#include "ui/lesson/run_before_step.h"
#include "ui/window/file_flow.h"
#include "ui/window/learning_flow.h"
#include "ui/window/start_panel.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;
const QString HelloWorld = QStringLiteral("gallery:hello-world");
using Phase = LessonSession::Phase;
using Page = LessonSession::Page;

// Of hello world, with a claim that cannot come true and one that does.
constexpr std::string_view OwnLesson = R"(---
title: Own
family: Request-reply
guide: Ask and Ye Shall Receive
---
Introduces.

## A step that is wrong

```act
run
```
```predict
Who receives requests?
- The client
* The server
```
```check
the server gets a great many: received server.rep > 1000000 within 1s
the server gets some: received server.rep >= 1 within 20s
```

## A step that acts

```act
kill server
```
```check
nothing comes: received client.req = 0 for 1s
```
)";

} // namespace

class LessonPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    LessonPanel& panel() { return hand().window().learning().lesson(); }
    LessonSession& session() { return *panel().session(); }
    RunController& run() { return hand().run(); }
    template <typename T>
    T* part(const char* name)
    {
        return panel().findChild<T*>(QLatin1String(name));
    }
    QPushButton* goOn() { return part<QPushButton>("goOn"); }
    QString title()
    {
        auto* label = part<QLabel>("stepTitle");
        return label != nullptr ? label->text() : QString();
    }
    QString verdict()
    {
        auto* plate = part<QWidget>("verdict");
        return plate != nullptr ? plate->accessibleName() : QString();
    }
    QString notice()
    {
        auto* plate = part<QWidget>("lessonNotice");
        return plate != nullptr ? plate->accessibleName() : QString();
    }
    void clickGoOn() { QTest::mouseClick(goOn(), Qt::LeftButton); }
    void open(const QString& source) { hand().window().files().open(source); }
    void openOwn()
    {
        open(HelloWorld);
        const Topology topology = hand().topology();
        auto lesson = readLesson(OwnLesson, "own", topology);
        QVERIFY2(lesson.has_value(), lesson ? "" : lesson.error().front().text().c_str());
        panel().open({"own", topology, *lesson});
    }
    ChoiceButton* choice(std::size_t number)
    {
        const auto all = panel().findChildren<ChoiceButton*>();
        return number < static_cast<std::size_t>(all.size()) ? all[static_cast<qsizetype>(number)] : nullptr;
    }
    // Clicks a choice when one is asked for, goes on, and waits until the step is told.
    void playStep(bool right)
    {
        const std::size_t step = session().step();
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Reading, Deadline);
        if (const auto& asked = session().current().prediction) {
            QVERIFY(!goOn()->isEnabled());
            const std::size_t number = right ? asked->right : (asked->right + 1) % asked->choices.size();
            QTest::mouseClick(choice(number), Qt::LeftButton);
        }
        QVERIFY(goOn()->isEnabled());
        clickGoOn();
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Told, 2 * Deadline);
        QCOMPARE(session().step(), step);
    }

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setOrganizationName(QStringLiteral("zeroloom-test")); }
    void init()
    {
        for (const char* name : {"hello-world", "own"})
            LessonProgress::instance().forget(QLatin1String(name));
        m_driver = std::make_unique<test::WindowDriver>();
    }
    void cleanup() { m_driver.reset(); }

    // --- Opening and closing
    void openingAPatternShowsItsLessonAndLeavesTheDocumentAlone()
    {
        open(HelloWorld);
        QVERIFY(panel().isVisible());
        QCOMPARE(session().page(), Page::Introduction);
        QCOMPARE(part<QLabel>("lessonTitle")->text(), QStringLiteral("Hello world"));
        QVERIFY(part<QLabel>("guideSection")->text().contains(QStringLiteral("Ask and Ye Shall Receive")));
        QVERIFY(!hand().document().modified());
        QVERIFY(!hand().document().editor().canUndo());
        QVERIFY(hand().window().windowTitle().startsWith(QStringLiteral("Hello world")));
        QVERIFY(!hand().window().learning().startPage().isVisible());
    }

    void closingLeavesTheTopologyAndHelpBringsTheLessonBack()
    {
        open(HelloWorld);
        QTest::mouseClick(part<QToolButton>("closeLesson"), Qt::LeftButton);
        QVERIFY(!panel().isVisible());
        QVERIFY(panel().session() == nullptr);
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
        QVERIFY(hand().shortcut(hand().window().actions().lesson));
        QVERIFY(panel().isVisible());
        QCOMPARE(session().page(), Page::Introduction);
    }

    void anotherTopologyEndsTheLesson()
    {
        open(HelloWorld);
        QVERIFY(hand().shortcut(hand().window().actions().newTopology));
        QVERIFY(panel().session() == nullptr);
        QVERIFY(!panel().isVisible());
        QVERIFY(!hand().window().actions().lesson->isEnabled());
    }

    void itsWordsAreNoWiderThanThePanelInALowNarrowWindow()
    {
        hand().window().resize(1024, 700);
        open(HelloWorld);
        auto* scroll = part<QScrollArea>("lessonText");
        QTRY_VERIFY(scroll->viewport()->width() > 0 && scroll->widget()->width() == scroll->viewport()->width());
        QVERIFY(hand().canvas().width() >= 480);
        clickGoOn();
        QTRY_COMPARE(scroll->widget()->width(), scroll->viewport()->width());
    }

    // --- Playing
    void helloWorldIsPlayedToItsEndByClicks()
    {
        open(HelloWorld);
        clickGoOn();
        const std::size_t steps = session().lesson().steps.size();
        for (std::size_t step = 0; step < steps; ++step) {
            QCOMPARE(session().step(), step);
            QCOMPARE(title(), QString::fromStdString(session().current().title));
            playStep(step % 2 == 0);
            for (const ClaimRow* row : panel().findChildren<ClaimRow*>())
                QVERIFY2(row->stateText().startsWith(QStringLiteral("Came true: ")), qPrintable(row->stateText()));
            if (session().current().prediction)
                QVERIFY2(verdict().startsWith(step % 2 == 0 ? QStringLiteral("As you predicted")
                                                            : QStringLiteral("You expected: ")),
                         qPrintable(verdict()));
            QCOMPARE(run().state(), RunState::Running);
            clickGoOn();
        }
        QCOMPARE(session().page(), Page::End);
        QCOMPARE(title(), QStringLiteral("The lesson is done"));
        const LessonRecord record = LessonProgress::instance().of(QStringLiteral("hello-world"));
        QVERIFY(record.finished);
        QCOMPARE(record.steps.size(), steps);
        QVERIFY(record.steps.at(1).prediction.has_value());

        QTest::mouseClick(part<QPushButton>("nextLesson"), Qt::LeftButton);
        QCOMPARE(session().page(), Page::Introduction);
        QCOMPARE(session().entry().name, std::string("weather"));
        QCOMPARE(hand().topology().name, session().entry().topology.name);
        QTRY_COMPARE_WITH_TIMEOUT(run().state(), RunState::Stopped, Deadline);
    }

    void enterAndTheArrowKeysPlayIt()
    {
        open(HelloWorld);
        goOn()->setFocus();
        QTest::keyClick(goOn(), Qt::Key_Return);
        QCOMPARE(session().page(), Page::Step);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Told, Deadline);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(session().step(), std::size_t(1));
        // The question has the focus.
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(choice(0)));
        QTest::keyClick(choice(0), Qt::Key_Return);
        QCOMPARE(session().phase(), Phase::Reading); // nothing was chosen
        QTest::keyClick(choice(0), Qt::Key_Space);
        QCOMPARE(session().chosen(), std::optional<std::size_t>(0));
        QTest::keyClick(choice(0), Qt::Key_Down);
        QCOMPARE(session().chosen(), std::optional<std::size_t>(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(session().phase() != Phase::Reading);
        QVERIFY(panel().isAncestorOf(QApplication::focusWidget()));
    }

    void actsAreTickedOffAndClaimsAreHiddenUntilTheyAreChecked()
    {
        openOwn();
        clickGoOn();
        auto* acts = part<QWidget>("acts");
        const auto words = [&] { return acts->findChildren<QLabel*>()[1]->accessibleName(); };
        QCOMPARE(words(), QStringLiteral("run, to be done"));
        QVERIFY(!panel().findChildren<ClaimRow*>().front()->isVisible());
        QTest::mouseClick(choice(1), Qt::LeftButton);
        clickGoOn();
        QTRY_COMPARE_WITH_TIMEOUT(words(), QStringLiteral("run, done"), Deadline);
        QVERIFY(panel().findChildren<ClaimRow*>().front()->isVisible());
    }

    void aClaimThatDoesNotComeTrueIsToldWithItsFigures()
    {
        openOwn();
        clickGoOn();
        playStep(true);
        const auto rows = panel().findChildren<ClaimRow*>();
        QCOMPARE(rows.size(), qsizetype(2));
        QVERIFY2(rows[0]->stateText().startsWith(QStringLiteral("Did not come true: ")),
                 qPrintable(rows[0]->stateText()));
        QVERIFY2(rows[0]->stateText().contains(QStringLiteral("received server.rep > 1000000 within 1s")),
                 qPrintable(rows[0]->stateText()));
        QVERIFY(rows[0]->stateText().contains(QString::fromStdString(session().results()[0].figures)));
        QVERIFY(!session().results()[0].figures.empty());
        QVERIFY(rows[1]->stateText().startsWith(QStringLiteral("Came true: ")));
        // Right or wrong, the prediction is not settled by a run that went otherwise.
        QVERIFY2(verdict().contains(QStringLiteral("does not settle your prediction")), qPrintable(verdict()));
        QVERIFY(!LessonProgress::instance().of(QStringLiteral("own")).steps.at(0).cameTrue);
        // On to the end: there it is said, too.
        clickGoOn();
        playStep(true);
        clickGoOn();
        QCOMPARE(session().page(), Page::End);
        bool said = false;
        for (const QLabel* label : part<QWidget>("verdict")->findChildren<QLabel*>())
            said = said || label->text().contains(QStringLiteral("A step that is wrong"));
        QVERIFY(said);
    }

    // --- Going back, and coming back
    void goingBackMakesTheRunWhatItWasThere()
    {
        openOwn();
        clickGoOn();
        playStep(true);
        clickGoOn();
        playStep(true);
        QVERIFY(run().conditions().nodes.at(NodeId("server")).killed);
        QTRY_VERIFY(hand().button(QStringLiteral("Again")) != nullptr);
        QTest::mouseClick(hand().button(QStringLiteral("Again")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Reading, Deadline);
        QCOMPARE(session().step(), std::size_t(1));
        QCOMPARE(run().state(), RunState::Running);
        QVERIFY(!run().conditions().nodes.contains(NodeId("server")));
        QTRY_VERIFY_WITH_TIMEOUT(run().observation()->messagesInPerSecond.value > 0, Deadline);
        playStep(true);
    }

    // As the run that the lesson starts by itself has them: for what a later step does, too.
    void aRunThatIsMadeForAStepHasTheRelaysOfTheWholeLesson()
    {
        open(HelloWorld);
        const std::string text = std::string(OwnLesson) +
                                 "\n## A step that loses\n\n```act\ndrop client.req->server.rep 10%\n```\n"
                                 "```check\nit runs: state-running client = 1\n```\n";
        const Topology topology = hand().topology();
        const auto lesson = readLesson(text, "own", topology);
        QVERIFY2(lesson.has_value(), lesson ? "" : lesson.error().front().text().c_str());
        const auto before = runBeforeStep(*lesson, 1, topology);
        QVERIFY(before.has_value());
        const WireFault& fault = before->wires.at(topology.wires.front().id);
        QVERIFY(fault.relayed);
        QCOMPARE(fault.drop, 0.0);
        QVERIFY(!runBeforeStep(*lesson, 0, topology).has_value());
    }

    void progressIsRememberedAndOneGoesOnWhereOneStopped()
    {
        open(HelloWorld);
        clickGoOn();
        playStep(true);
        m_driver = std::make_unique<test::WindowDriver>();
        open(HelloWorld);
        QCOMPARE(goOn()->text(), QStringLiteral("Go On with Step 2"));
        clickGoOn();
        QCOMPARE(session().step(), std::size_t(1));
        // What the step before has started runs again.
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Reading, Deadline);
        QCOMPARE(run().state(), RunState::Running);
        playStep(true);
    }

    void aRunThatIsStoppedWhileItIsCheckedProvesNothing()
    {
        openOwn();
        clickGoOn();
        QTest::mouseClick(choice(1), Qt::LeftButton);
        clickGoOn();
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Checking, Deadline);
        run().stop();
        QTRY_COMPARE(session().phase(), Phase::Failed);
        QVERIFY2(notice().contains(QStringLiteral("the run ended")), qPrintable(notice()));
        QVERIFY(!LessonProgress::instance().of(QStringLiteral("own")).begun());
        QTRY_COMPARE_WITH_TIMEOUT(run().state(), RunState::Stopped, Deadline);
        QCOMPARE(goOn()->text(), QStringLiteral("Begin This Step Again"));
        clickGoOn();
        QVERIFY(notice().isEmpty());
        playStep(true);
    }

    void aLostWorkerProcessIsSaid()
    {
        openOwn();
        clickGoOn();
        QTest::mouseClick(choice(1), Qt::LeftButton);
        clickGoOn();
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Checking, Deadline);
        ::kill(static_cast<pid_t>(run().observation()->hosts.begin()->second.processId), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(session().phase(), Phase::Failed, Deadline);
        QVERIFY2(notice().contains(QStringLiteral("was lost")), qPrintable(notice()));
        clickGoOn();
        playStep(true);
    }

    // --- A topology that was changed
    void aLessonThatNoLongerFitsSaysSoUntilItIsUndoneOrLoadedAfresh()
    {
        open(HelloWorld);
        clickGoOn();
        Selection server;
        server.nodes.insert(NodeId("server"));
        QVERIFY(hand().document().editor().remove(server).has_value());
        QVERIFY2(notice().contains(QStringLiteral("'server'")), qPrintable(notice()));
        QVERIFY(!goOn()->isEnabled());
        hand().document().editor().undo();
        QTRY_VERIFY(notice().isEmpty());
        QVERIFY(goOn()->isEnabled());
        hand().document().editor().redo();
        QTRY_VERIFY(!notice().isEmpty());
        hand().answer(QStringLiteral("saveQuestion"), QStringLiteral("Don't Save"));
        QTRY_VERIFY(hand().button(QStringLiteral("Load Afresh")) != nullptr);
        QTest::mouseClick(hand().button(QStringLiteral("Load Afresh")), Qt::LeftButton);
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
        QCOMPARE(session().page(), Page::Step);
        QCOMPARE(session().step(), std::size_t(0));
        QVERIFY(notice().isEmpty());
        playStep(true);
    }

    void aNodeMoreDoesNotDisturbIt()
    {
        open(HelloWorld);
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {100, 300}));
        QVERIFY(notice().isEmpty());
        clickGoOn();
        playStep(true);
    }

    // --- Beside the inspector
    void theInspectorIsOneTabAway()
    {
        open(HelloWorld);
        hand().clickNode(NodeId("client"));
        QVERIFY(panel().isVisible());
        hand().doubleClick(hand().canvas().nodeRect(NodeId("client")).topLeft() + QPointF(30, 40));
        QTRY_VERIFY(!panel().isVisible());
        QVERIFY(panel().session() != nullptr);
        QVERIFY(hand().shortcut(hand().window().actions().lesson));
        QVERIFY(panel().isVisible());
    }
};

QTEST_MAIN(LessonPanelTest)
#include "lesson_panel_test.moc"
