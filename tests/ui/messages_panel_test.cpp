// The messages panel as a person uses it: over pretended messages, and over real ones of a network that runs.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTreeView>

#include "tests/support/failing_file_system.h"
#include "tests/support/pretended_messages.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/messages/message_list_model.h"
#include "ui/messages/messages_panel.h"
#include "ui/messages/target_chooser.h"
#include "ui/theme/theme.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using test::Deadline;
using Column = MessageListModel::Column;

namespace {

const test::IsolatedSettings isolated;

const SocketRef ClientReq{NodeId("client1"), SocketId("req")};
const SocketRef Frontend{NodeId("broker"), SocketId("frontend")};
const SocketRef Backend{NodeId("broker"), SocketId("backend")};
const SocketRef WorkerRep{NodeId("worker1"), SocketId("rep")};
const WireId FrontWire("wire1"), BackWire("wire4");
const std::string RoutingId("\0k\x8b\x45g", 5);

// A panel over pretended messages of the broker's topology.
struct ShownMessages {
    explicit ShownMessages(const QSize& size = {1100, 320}, FileSystem* files = nullptr) : document(disk)
    {
        if (!document.load(QStringLiteral("gallery:request-reply-broker")))
            qFatal("the example is missing");
        auto owned = std::make_unique<test::PretendedMessages>();
        source = owned.get();
        panel = new MessagesPanel(document, std::move(owned), files ? *files : disk, &frame);
        frame.resize(size);
        panel->resize(size);
        frame.show();
        panel->show();
        QCoreApplication::processEvents();
    }

    // A request through the front half of the broker, as both ends have it.
    void request(const std::string& body = "Hello")
    {
        source->travel(ClientReq, {body}, Frontend, {RoutingId, "", body}, FrontWire);
        panel->observationCame();
        QCoreApplication::processEvents();
    }
    QTreeView& view() { return *panel->findChild<QTreeView*>(); }
    int rows() { return view().model()->rowCount(); }
    QString cell(int row, Column column) { return view().model()->index(row, column).data().toString(); }
    QStringList column(Column of)
    {
        QStringList cells;
        for (int row = 0; row < rows(); ++row)
            cells << cell(row, of);
        return cells;
    }
    template <typename Widget>
    Widget* named(const QString& accessibleName)
    {
        for (auto* one : panel->findChildren<Widget*>())
            if (one->accessibleName().startsWith(accessibleName))
                return one;
        return nullptr;
    }
    // All that stands on the panel as words.
    QString said()
    {
        QStringList words;
        for (const QLabel* label : panel->findChildren<QLabel*>())
            if (label->isVisible())
                words << label->text();
        return words.join(QLatin1Char('\n'));
    }
    void clickRow(int row)
    {
        const QRect rect = view().visualRect(view().model()->index(row, Column::Content));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, rect.topLeft() + QPoint(20, rect.height() / 2));
    }
    void enter()
    {
        QEnterEvent event(QPointF(10, 10), QPointF(10, 10), view().viewport()->mapToGlobal(QPointF(10, 10)));
        QCoreApplication::sendEvent(view().viewport(), &event);
    }
    void leave()
    {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(view().viewport(), &event);
    }

    DiskFileSystem disk;
    Document document;
    QWidget frame;
    MessagesPanel* panel = nullptr;
    test::PretendedMessages* source = nullptr;
};

// What a person does in the next file dialog: gives a path and presses Save.
void pastePathInDialog(const QString& path, bool& answered)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, path, &answered] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isVisible())
            return;
        timer->stop();
        timer->deleteLater();
        auto* line = dialog->findChild<QLineEdit*>();
        line->setText(path); // as if it was pasted: keys would open a list of completions
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->isDefault() && button->isVisible()) {
                answered = true;
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        dialog->reject();
    });
    timer->start(10);
}

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

    void messagesAreCopiedAsText()
    {
        ShownMessages shown;
        shown.request();
        shown.clickRow(3);
        QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith(QStringLiteral("0.002 s  received by broker.frontend from client1.req")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("Hello")));
        QCOMPARE(text.count(QLatin1Char('\n')), 4);
    }

    void whatIsShownIsSaved()
    {
        QTemporaryDir folder;
        ShownMessages shown;
        shown.request();
        QSignalSpy saved(shown.panel, &MessagesPanel::saved);
        for (const QString& name : {QStringLiteral("m.jsonl"), QStringLiteral("m.txt")}) {
            bool answered = false;
            pastePathInDialog(folder.filePath(name), answered);
            QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the messages")), Qt::LeftButton);
            QVERIFY(answered);
        }
        QCOMPARE(saved.size(), qsizetype(2));
        QFile lines(folder.filePath(QStringLiteral("m.jsonl")));
        QVERIFY(lines.open(QIODevice::ReadOnly));
        const QList<QByteArray> objects = lines.readAll().trimmed().split('\n');
        QCOMPARE(objects.size(), qsizetype(2));
        const QJsonObject second = QJsonDocument::fromJson(objects[1]).object();
        QCOMPARE(second.value(QStringLiteral("direction")).toString(), QStringLiteral("received"));
        const QJsonArray frames = second.value(QStringLiteral("frames")).toArray();
        QCOMPARE(frames[0].toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("routing id"));
        QCOMPARE(frames[0].toObject().value(QStringLiteral("hex")).toString(), QStringLiteral("006b8b4567"));
        QCOMPARE(frames[2].toObject().value(QStringLiteral("text")).toString(), QStringLiteral("Hello"));
        QFile text(folder.filePath(QStringLiteral("m.txt")));
        QVERIFY(text.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(text.readAll()), shown.panel->toText());
    }

    void aSaveThatFailsSaysWhy()
    {
        QTemporaryDir folder;
        test::FailingFileSystem full;
        full.failWrites(ENOSPC);
        ShownMessages shown({1100, 320}, &full);
        shown.request();
        QSignalSpy saved(shown.panel, &MessagesPanel::saved);
        QString told;
        QTimer box;
        connect(&box, &QTimer::timeout, this, [&] {
            if (auto* message = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                told = message->text();
                QTest::keyClick(message, Qt::Key_Escape);
            }
        });
        box.start(10);
        bool answered = false;
        pastePathInDialog(folder.filePath(QStringLiteral("m.jsonl")), answered);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the messages")), Qt::LeftButton);
        QVERIFY(answered);
        QVERIFY2(told.contains(QStringLiteral("the disk is full")), qPrintable(told));
        QCOMPARE(saved.size(), qsizetype(0));
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

    void realFramesOfARunAreShownAndNobodyPaysWhenTheTabIsClosed()
    {
        test::WindowDriver hand;
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
        test::WindowDriver hand;
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

QTEST_MAIN(MessagesPanelTest)
#include "messages_panel_test.moc"
