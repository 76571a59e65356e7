// A moving message that is clicked is opened in the messages panel: that very one, and no other.
#include "tests/ui/isolated_settings.h"
#include "tests/ui/shown_messages.h"
#include "tests/ui/window_driver.h"
#include "ui/messages/message_filter_bar.h"
#include "ui/theme/theme.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using namespace zeroloom::test;
using Column = MessageListModel::Column;

namespace {

const IsolatedSettings isolated;

} // namespace

class MessagesOpeningTest : public QObject {
    Q_OBJECT

private:
    // Of what the canvas has read.
    static ObservedMessage number(const ShownMessages& shown, std::uint64_t number)
    {
        return shown.source->messages(number - 1, 1).front();
    }
    static QStringList selected(ShownMessages& shown)
    {
        QStringList contents;
        for (const QModelIndex& row : shown.view().selectionModel()->selectedRows(Column::Content))
            contents << row.data().toString();
        return contents;
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void itIsSelectedInViewAndShownWhole()
    {
        ShownMessages shown;
        for (int i = 0; i < 50; ++i)
            shown.request("body " + std::to_string(i));
        // The seventh request as the broker got it.
        shown.panel->open(number(shown, 14), FrontWire);
        QCOMPARE(selected(shown),
                 (QStringList{QStringLiteral("00 6b 8b 45 67"), QString(), QStringLiteral("body 6")}));
        const QRect row = shown.view().visualRect(shown.view().currentIndex());
        QVERIFY(shown.view().viewport()->rect().contains(row.center()));
        QVERIFY2(shown.whole().contains(QStringLiteral("received by broker.frontend from client1.req through wire1")) &&
                     shown.whole().contains(QStringLiteral("body 6")),
                 qPrintable(shown.whole()));
        QVERIFY(!shown.whole().contains(QStringLiteral("Not in the list")));
        // Of its wire only, whatever is selected on the canvas.
        shown.document.setSelection({{WorkerRep.node}, {}, {}});
        QCOMPARE(selected(shown).size(), qsizetype(3));
    }

    void theListStandsStillUntilAnotherIsReadOrItIsToGoOn()
    {
        ShownMessages shown;
        shown.request("first");
        shown.panel->open(number(shown, 2), FrontWire);
        shown.request("second");
        QCOMPARE(shown.rows(), 4);
        QVERIFY(shown.panel->isFrozen());
        auto* resume = shown.panel->findChild<QToolButton*>(QStringLiteral("resume"));
        QCOMPARE(resume->text(), QStringLiteral("2 new"));
        QTest::mouseClick(resume, Qt::LeftButton);
        QCOMPARE(shown.rows(), 8);
        shown.panel->open(number(shown, 2), FrontWire);
        shown.request("third");
        QCOMPARE(shown.rows(), 8);
        shown.clickRow(7);
        shown.request("fourth");
        QCOMPARE(shown.rows(), 16);
    }

    void whatWaitsComesFirst()
    {
        ShownMessages shown;
        shown.panel->choose({{}, {}, FrontWire});
        shown.request("first");
        shown.enter();
        shown.request("second");
        QCOMPARE(shown.rows(), 4);
        shown.panel->open(number(shown, 4), FrontWire);
        QCOMPARE(shown.rows(), 8);
        QCOMPARE(selected(shown).last(), QStringLiteral("second"));
    }

    void aFilterThatHidesItGivesWay()
    {
        ShownMessages shown;
        shown.request("Hello");
        QTest::keyClicks(shown.named<QLineEdit>(QStringLiteral("Filter messages")), QStringLiteral("nothing has this"));
        QCOMPARE(shown.rows(), 0);
        shown.panel->open(number(shown, 1), FrontWire);
        QCOMPARE(selected(shown), QStringList{QStringLiteral("Hello")});
    }

    void oneThatTheListLetGoIsShownAsTheCanvasHadItAndNoOther()
    {
        ShownMessages shown;
        shown.request("the very first");
        const ObservedMessage first = number(shown, 2);
        for (std::size_t i = 0; i < MessageListModel::Limit; ++i)
            shown.source->pass(ClientReq, false, FrontWire, {std::to_string(i)});
        for (int i = 0; i < 3; ++i)
            shown.tell();
        shown.panel->open(first, FrontWire);
        QVERIFY(selected(shown).isEmpty());
        QVERIFY2(shown.whole().startsWith(QStringLiteral("Not in the list, which keeps the last 2,000")) &&
                     shown.whole().contains(QStringLiteral("the very first")),
                 qPrintable(shown.whole()));
        // A row that is clicked is what is read then.
        shown.clickRow(shown.view().indexAt(QPoint(20, 20)).row());
        QVERIFY2(!shown.whole().contains(QStringLiteral("Not in the list")), qPrintable(shown.whole()));
    }

    void oneFromBeforeTheListWasEmptiedIsShownOverAnEmptyList()
    {
        ShownMessages shown;
        shown.request("before");
        const ObservedMessage before = number(shown, 1);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Empty the list")), Qt::LeftButton);
        shown.panel->open(before, FrontWire);
        QCOMPARE(shown.rows(), 0);
        QVERIFY2(shown.whole().contains(QStringLiteral("Not in the list")) &&
                     shown.whole().contains(QStringLiteral("before")),
                 qPrintable(shown.whole()));
        QVERIFY(shown.named<QPlainTextEdit>(QStringLiteral("The selected message"))->isVisible());
        // It can be let go, too.
        auto* empty = shown.named<QToolButton>(QStringLiteral("Empty the list"));
        QVERIFY(empty->isEnabled());
        QTest::mouseClick(empty, Qt::LeftButton);
        QVERIFY2(!shown.whole().contains(QStringLiteral("before")), qPrintable(shown.whole()));
        QVERIFY(!empty->isEnabled());
    }

    void aFilterThatHidesNothingOfItStays()
    {
        ShownMessages shown;
        shown.request("before");
        const ObservedMessage before = number(shown, 1);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Empty the list")), Qt::LeftButton);
        shown.request("Hello");
        auto* words = shown.named<QLineEdit>(QStringLiteral("Filter messages"));
        QTest::keyClicks(words, QStringLiteral("Hello"));
        shown.panel->open(before, FrontWire);
        QCOMPARE(words->text(), QStringLiteral("Hello"));
        QVERIFY(shown.whole().contains(QStringLiteral("before")));
    }

    // Whatever of it was set: the list is filtered anew once.
    void aFilterIsClearedAtOnce()
    {
        MessageFilterBar bar;
        auto* words = bar.findChild<QLineEdit*>();
        words->setText(QStringLiteral("Hello"));
        for (auto* choice : bar.findChildren<QComboBox*>())
            choice->setCurrentIndex(1);
        QSignalSpy changed(&bar, &MessageFilterBar::filterChanged);
        bar.clearFilter();
        QCOMPARE(changed.size(), qsizetype(1));
        QVERIFY(bar.filter().words.isEmpty() && !bar.filter().kind && !bar.filter().received);
        words->setText(QStringLiteral("again"));
        QCOMPARE(changed.size(), qsizetype(2));
    }

    // Another run counts from one, too.
    void anotherRunsMessageOfTheSameNumberIsNotTakenForIt()
    {
        ShownMessages shown;
        shown.request("old");
        ObservedMessage old = number(shown, 1);
        old.message.timeNs -= 1;
        shown.panel->open(old, FrontWire);
        QVERIFY(selected(shown).isEmpty());
        QVERIFY(shown.whole().contains(QStringLiteral("Not in the list")));
    }

    void aDotOfARealRunIsOpenedByAClick()
    {
        WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:hello-world"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        QSignalSpy pinned(&hand.canvas(), &CanvasView::messagePinned);
        const QPointF from = hand.canvas().mapFromScene(hand.canvas().portPosition({NodeId("client"), SocketId("req")}));
        const QPointF to = hand.canvas().mapFromScene(hand.canvas().portPosition({NodeId("server"), SocketId("rep")}));
        const auto clear = [&](const QPointF& dot) {
            return std::min((dot - from).manhattanLength(), (dot - to).manhattanLength()) > 40;
        };
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const std::vector<QPointF> dots = hand.canvas().messageDots();
                const auto dot = std::find_if(dots.begin(), dots.end(), clear);
                if (dot != dots.end())
                    QTest::mouseClick(hand.canvas().viewport(), Qt::LeftButton, {}, dot->toPoint());
                return !pinned.isEmpty();
            }(),
            Deadline);
        const auto message = pinned[0][0].value<ObservedMessage>();
        auto* panel = hand.window().findChild<MessagesPanel*>();
        QVERIFY(panel->isVisible());
        auto* view = panel->findChild<QTreeView*>();
        const QModelIndexList rows = view->selectionModel()->selectedRows();
        QVERIFY(!rows.isEmpty());
        const auto& model = static_cast<const MessageListModel&>(*view->model());
        const ObservedMessage& shown = model.message(rows.front().row()).observed;
        QCOMPARE(shown.number, message.number);
        QVERIFY(shown.message == message.message);
        QVERIFY(panel->findChild<QPlainTextEdit*>()->isVisible());
        // The card on the canvas still has the keys.
        auto* card = hand.canvas().viewport()->findChild<QFrame*>(QStringLiteral("messageCard"));
        QVERIFY(card->isVisible());
        hand.key(Qt::Key_Escape);
        QVERIFY(!card->isVisible());
    }
};

QTEST_MAIN(MessagesOpeningTest)
#include "messages_opening_test.moc"
