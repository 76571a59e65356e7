// The list of the messages panel as a person uses it: what it shows, keeps out, keeps and lets go.
#include <QScrollBar>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/shown_messages.h"
#include "ui/messages/target_chooser.h"
#include "ui/theme/theme.h"

using namespace zeroloom;
using namespace zeroloom::test;
using Column = MessageListModel::Column;

namespace {

const IsolatedSettings isolated;

} // namespace

class MessagesPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void everyFrameStandsOnALineOfItsOwnWithWhatItIs()
    {
        ShownMessages shown;
        shown.request();
        const QStringList kinds{QStringLiteral("body"), QStringLiteral("routing id"), QStringLiteral("empty delimiter"),
                                QStringLiteral("body")};
        QCOMPARE(shown.column(Column::Kind), kinds);
        QCOMPARE(shown.cell(0, Column::Content), QStringLiteral("Hello"));
        QCOMPARE(shown.cell(0, Column::Size), QStringLiteral("5 B"));
        // When, whose and which way stand once for each message.
        QCOMPARE(shown.cell(0, Column::Way), QStringLiteral("→ broker.frontend"));
        QCOMPARE(shown.cell(1, Column::Way), QStringLiteral("← client1.req"));
        QCOMPARE(shown.cell(0, Column::SocketColumn), QStringLiteral("client1.req"));
        QCOMPARE(shown.cell(0, Column::Time), QStringLiteral("0.001"));
        QVERIFY(shown.cell(2, Column::Time).isEmpty());
        QVERIFY(shown.said().contains(QStringLiteral("2 messages")));
    }

    void theListFollowsTheSelectionUnlessItIsPinned()
    {
        ShownMessages shown;
        shown.request();
        shown.document.setSelection({{ClientReq.node}, {}, {}});
        QCOMPARE(shown.rows(), 1);
        QCOMPARE(shown.source->sockets, (std::map<SocketRef, unsigned>{{ClientReq, 20}}));
        // Of a wire what passes either end.
        shown.document.setSelection({{}, {FrontWire}, {}});
        QCOMPARE(shown.rows(), 4);
        QCOMPARE(shown.source->sockets, (std::map<SocketRef, unsigned>{{ClientReq, 20}, {Frontend, 20}}));
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Keep these")), Qt::LeftButton);
        shown.document.setSelection({{WorkerRep.node}, {}, {}});
        QCOMPARE(shown.rows(), 4);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Keep these")), Qt::LeftButton);
        QCOMPARE(shown.rows(), 0);
        QVERIFY(shown.said().contains(QStringLiteral("No message has passed here yet")));
    }

    void aSocketIsChosenWithTheKeysOfTheList()
    {
        ShownMessages shown;
        shown.request();
        auto* chooser = shown.panel->findChild<TargetChooser*>();
        QCOMPARE(chooser->currentText(), QStringLiteral("All sockets"));
        chooser->setFocus();
        QTest::keyClicks(chooser, QStringLiteral("client1.req"));
        QTest::keyClick(chooser, Qt::Key_Return);
        QTRY_COMPARE(chooser->currentText(), QStringLiteral("client1.req"));
        QCOMPARE(shown.column(Column::Kind), QStringList(QStringLiteral("body")));
        QVERIFY(shown.named<QToolButton>(QStringLiteral("Keep these"))->isChecked());
        // One socket is said above the list and not on every line.
        QVERIFY(shown.view().isColumnHidden(Column::SocketColumn));
    }

    void theFilterKeepsWordsKindsAndDirections()
    {
        ShownMessages shown;
        shown.request("Hello");
        shown.request("World");
        auto* words = shown.named<QLineEdit>(QStringLiteral("Filter messages"));
        QTest::keyClicks(words, QStringLiteral("world client1"));
        QCOMPARE(shown.rows(), 4);
        QVERIFY(!shown.column(Column::Content).contains(QStringLiteral("Hello")));
        QVERIFY(shown.said().contains(QStringLiteral("2 of 4 messages")));
        words->clear();
        auto* kind = shown.named<QComboBox>(QStringLiteral("Kind of frame"));
        kind->setFocus();
        QTest::keyClicks(kind, QStringLiteral("rout"));
        QCOMPARE(shown.column(Column::Kind), QStringList(2, QStringLiteral("routing id")));
        QVERIFY(!shown.cell(1, Column::Time).isEmpty()); // the first line of its message that is left
        QTest::keyClick(kind, Qt::Key_Home);
        auto* direction = shown.named<QComboBox>(QStringLiteral("Direction"));
        direction->setFocus();
        QTest::keyClick(direction, Qt::Key_Down);
        QCOMPARE(shown.rows(), 2);
        for (int row = 0; row < shown.rows(); ++row)
            QVERIFY(shown.cell(row, Column::Way).startsWith(QStringLiteral("→")));
        words->setFocus();
        QTest::keyClicks(words, QStringLiteral("nowhere to be found"));
        QVERIFY(shown.said().contains(QStringLiteral("No message matches the filter")));
    }

    void framesAreShownAsTextHexAndJson()
    {
        ShownMessages shown;
        shown.request("{\"t\": [1, 2]}");
        auto* view = shown.named<QComboBox>(QStringLiteral("Frames shown as"));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(shown.cell(1, Column::Content), QStringLiteral("00 6b 8b 45 67"));
        shown.clickRow(3);
        auto* whole = shown.named<QPlainTextEdit>(QStringLiteral("The selected message"));
        QVERIFY(whole->toPlainText().contains(QStringLiteral("00000000  00 6b 8b 45 67")));
        QVERIFY(whole->toPlainText().contains(QStringLiteral("routing id · 5 B")));
        QTest::keyClick(view, Qt::Key_Down);
        QVERIFY2(whole->toPlainText().contains(QRegularExpression(QStringLiteral("\\{\\n +\"t\": \\["))),
                 qPrintable(whole->toPlainText()));
    }

    void aFrameOfWhichOnlyTheBeginningWasKeptSaysSo()
    {
        ShownMessages shown;
        shown.source->pass(ClientReq, false, FrontWire, {std::string(MessageFrameKept, 'x')}).sizes[0] = 5000;
        shown.request();
        QCOMPARE(shown.cell(0, Column::Size), QStringLiteral("4.9 KiB"));
        shown.clickRow(0);
        QVERIFY(shown.named<QPlainTextEdit>(QStringLiteral("The selected message"))
                    ->toPlainText()
                    .contains(QStringLiteral("body · 4.9 KiB · its first 1")));
    }

    void framesThatWereNotKeptAreCounted()
    {
        ShownMessages shown;
        shown.source->pass(ClientReq, false, FrontWire, {"a", "b"}).moreFrames = 4998;
        shown.request();
        shown.clickRow(0);
        QVERIFY(shown.named<QPlainTextEdit>(QStringLiteral("The selected message"))
                    ->toPlainText()
                    .contains(QStringLiteral("and 4,998 frames more")));
    }

    void theListStandsStillUnderThePointerAndSaysHowManyWait()
    {
        ShownMessages shown;
        shown.request();
        shown.enter();
        shown.request();
        QCOMPARE(shown.rows(), 4);
        QVERIFY(shown.panel->isFrozen());
        auto* resume = shown.panel->findChild<QToolButton*>(QStringLiteral("resume"));
        QVERIFY(resume->isVisible());
        QCOMPARE(resume->text(), QStringLiteral("2 new"));
        // What waits is looked at all the same.
        QVERIFY(!shown.source->nothingIsWished());
        shown.leave();
        QCOMPARE(shown.rows(), 8);
        shown.enter();
        shown.request();
        QTest::mouseClick(resume, Qt::LeftButton);
        QCOMPARE(shown.rows(), 12);
    }

    void aListThatWasScrolledUpStaysThere()
    {
        ShownMessages shown;
        for (int i = 0; i < 20; ++i)
            shown.request();
        shown.view().verticalScrollBar()->setValue(3);
        shown.request();
        QCOMPARE(shown.rows(), 80);
        QCOMPARE(shown.view().verticalScrollBar()->value(), 3);
        shown.view().verticalScrollBar()->setValue(shown.view().verticalScrollBar()->maximum());
        shown.request();
        QCOMPARE(shown.rows(), 88);
    }

    void theListIsBoundedAndSaysHowManyItLetGo()
    {
        ShownMessages shown;
        for (std::size_t i = 0; i < MessageListModel::Limit + 500; ++i)
            shown.source->pass(ClientReq, false, FrontWire, {std::to_string(i)});
        for (int i = 0; i < 3; ++i)
            shown.panel->observationCame();
        QVERIFY(shown.rows() <= static_cast<int>(4 * MessageListModel::Limit));
        QCOMPARE(shown.cell(shown.rows() - 1, Column::Content), QStringLiteral("2499"));
        shown.request();
        QCOMPARE(shown.cell(shown.rows() - 1, Column::Content), QStringLiteral("Hello"));
        QVERIFY2(shown.said().contains(QStringLiteral("502 older ones let go")), qPrintable(shown.said()));
        // So is what waits.
        shown.enter();
        for (std::size_t i = 0; i < 3000; ++i)
            shown.source->pass(ClientReq, false, FrontWire, {"x"});
        shown.panel->observationCame();
        QCOMPARE(shown.panel->findChild<QToolButton*>(QStringLiteral("resume"))->text(), QStringLiteral("3,000 new"));
        shown.leave();
        QVERIFY2(shown.said().contains(QStringLiteral("3,502 older ones let go")), qPrintable(shown.said()));
    }

    void anotherRunBeginsAnEmptyList()
    {
        ShownMessages shown;
        shown.request("old");
        shown.source->restart();
        shown.source->pass(ClientReq, false, FrontWire, {"new"});
        shown.panel->observationCame();
        QCOMPARE(shown.column(Column::Content).filter(QStringLiteral("old")).size(), qsizetype(0));
        QCOMPARE(shown.rows(), 1);
    }

    void clearingEmptiesTheListForGood()
    {
        ShownMessages shown;
        shown.request("before");
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Empty the list")), Qt::LeftButton);
        QCOMPARE(shown.rows(), 0);
        shown.document.setSelection({{ClientReq.node}, {}, {}});
        QCOMPARE(shown.rows(), 0);
        shown.request("after");
        QCOMPARE(shown.cell(0, Column::Content), QStringLiteral("after"));
    }

    void enterShowsTheWireOnTheCanvasAndKeepsTheList()
    {
        ShownMessages shown;
        shown.request();
        QSignalSpy revealed(&shown.document, &Document::revealRequested);
        shown.clickRow(2);
        QTest::keyClick(&shown.view(), Qt::Key_Return);
        QCOMPARE(revealed.size(), qsizetype(1));
        QCOMPARE(revealed[0][0].value<Place>().wire, FrontWire);
        shown.document.setSelection({{}, {BackWire}, {}});
        QCOMPARE(shown.rows(), 4);
    }

    void aNarrowPanelKeepsItsChoicesInAMenu()
    {
        ShownMessages shown({520, 160});
        shown.request();
        auto* kind = shown.named<QComboBox>(QStringLiteral("Kind of frame"));
        QVERIFY(!kind->isVisible());
        auto* more = shown.named<QToolButton>(QStringLiteral("Filter and view"));
        QVERIFY(more->isVisible());
        QMenu* menu = more->menu();
        Q_EMIT menu->aboutToShow();
        for (QAction* action : menu->actions())
            if (action->text() == QStringLiteral("empty delimiter"))
                action->trigger();
        QCOMPARE(shown.column(Column::Kind), QStringList(1, QStringLiteral("empty delimiter")));
        for (const QWidget* child : shown.panel->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
            QVERIFY2(!child->isVisible() || child->geometry().right() <= shown.panel->width(),
                     qPrintable(child->accessibleName()));
    }
};

QTEST_MAIN(MessagesPanelTest)
#include "messages_panel_test.moc"
