// What the messages panel asks of a run, over pretended and over real messages: nothing that nobody sees.
#include <QContextMenuEvent>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/shown_messages.h"
#include "tests/ui/window_driver.h"
#include "ui/theme/theme.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using namespace zeroloom::test;

namespace {

const IsolatedSettings isolated;

} // namespace

class MessagesRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void whenHeldNothingIsLookedAt()
    {
        ShownMessages shown;
        shown.request();
        auto* hold = shown.named<QToolButton>(QStringLiteral("Hold the list"));
        QTest::mouseClick(hold, Qt::LeftButton);
        QVERIFY(shown.source->nothingIsWished());
        QVERIFY(shown.said().contains(QStringLiteral("held: nothing is looked at")));
        shown.document.setSelection({{WorkerRep.node}, {}, {}});
        QCOMPARE(shown.rows(), 4);
        QTest::mouseClick(hold, Qt::LeftButton);
        QCOMPARE(shown.source->sockets, (std::map<SocketRef, unsigned>{{WorkerRep, 20}}));
    }

    void aPanelThatNobodySeesCostsNothing()
    {
        ShownMessages shown;
        QCOMPARE(shown.source->everySocket, 20U);
        shown.panel->hide();
        QTRY_VERIFY(shown.source->nothingIsWished());
        shown.request();
        QCOMPARE(shown.rows(), 0);
        shown.panel->show();
        QTRY_COMPARE(shown.source->everySocket, 20U);
        QTRY_COMPARE(shown.rows(), 4);
        shown.frame.showMinimized();
        QTRY_VERIFY(shown.source->nothingIsWished());
        shown.frame.showNormal();
        QTRY_COMPARE(shown.source->everySocket, 20U);
        shown.source->runs = false;
        shown.document.setSelection({{WorkerRep.node}, {}, {}});
        QVERIFY(shown.source->nothingIsWished());
        QVERIFY(shown.said().contains(QStringLiteral("Run the topology (F5)")));
    }

    void theRateIsChosenAndWhatIsLeftOutIsCounted()
    {
        ShownMessages shown;
        shown.source->pass(ClientReq, false, FrontWire, {"x"}).leftOut = 412;
        shown.request();
        QVERIFY2(
            shown.said().contains(QStringLiteral("412 not looked at: 20 a second of each direction of 7 sockets are")),
            qPrintable(shown.said()));
        auto* rate = shown.named<QComboBox>(QStringLiteral("Looked at"));
        rate->setFocus();
        QTest::keyClick(rate, Qt::Key_End);
        QCOMPARE(shown.source->everySocket, 1000U);
        QVERIFY(shown.said().contains(QStringLiteral("1,000 a second of each")));
    }

    void aBigTopologyIsNotFollowedAsAWholeUnasked()
    {
        ShownMessages shown;
        for (int i = 0; i < 40; ++i)
            QVERIFY(shown.document.editor().addNodeForSocket(SocketType::Pull, {double(i) * 200, 900}));
        shown.document.setSelection({});
        QVERIFY(shown.source->nothingIsWished());
        QVERIFY(shown.said().contains(QStringLiteral("Select a node or a wire")));
        shown.document.setSelection({{WorkerRep.node}, {}, {}});
        QCOMPARE(shown.source->sockets.size(), std::size_t(1));
    }

    void realFramesOfARunAreShownAndNobodyPaysWhenTheTabIsClosed()
    {
        WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:hello-world"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        // The canvas looks at messages, too, as long as they are to move there.
        hand.window().actions().movingMessages->setChecked(false);
        QTRY_VERIFY_WITH_TIMEOUT(
            hand.run().conditions().taps.empty() && hand.run().conditions().tapEvery == 0, Deadline);
        QVERIFY(hand.shortcut(hand.window().actions().showMessages));
        auto* panel = hand.window().findChild<MessagesPanel*>();
        QVERIFY(panel->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().conditions().tapEvery, 20U, Deadline);
        auto* view = panel->findChild<QTreeView*>();
        QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() >= 8, Deadline);
        const QString text = panel->toText();
        QVERIFY2(text.contains(QStringLiteral("sent by client.req to server.rep through wire1")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("received by server.rep from client.req through wire1")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("sent by server.rep")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("body")), qPrintable(text));
        hand.clickNode(NodeId("server"));
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().conditions().taps.size(), std::size_t(1), Deadline);
        QCOMPARE(hand.run().conditions().tapEvery, 0U);
        panel->parentWidget()->parentWidget()->setFocus();
        auto* tabs = hand.window().findChild<QTabWidget*>(QStringLiteral("tabs"));
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(0).center());
        QTRY_VERIFY_WITH_TIMEOUT(hand.run().conditions().taps.empty(), Deadline);
        QCOMPARE(hand.run().conditions().tapEvery, 0U);
    }

    void aPortsMenuShowsItsMessages()
    {
        WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:request-reply-broker"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        const QPoint at = hand.canvas().mapFromScene(hand.canvas().portPosition(Frontend)).toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, hand.canvas().viewport()->mapToGlobal(at));
        QApplication::sendEvent(hand.canvas().viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        for (QAction* action : menu->actions())
            if (action->text() == QStringLiteral("Show messages"))
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        auto* panel = hand.window().findChild<MessagesPanel*>();
        QTRY_VERIFY(panel->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().conditions().taps, (std::map<SocketRef, unsigned>{{Frontend, 20}}),
                                  Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(panel->toText().contains(QStringLiteral("routing id")) &&
                                     panel->toText().contains(QStringLiteral("empty delimiter")),
                                 Deadline);
    }
};

QTEST_MAIN(MessagesRunTest)
#include "messages_run_test.moc"
