// What the window around the canvas does of its own: keys and focus, messages that come and go, the line at its foot.
#include <csignal>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/palette/palette_tree.h"
#include "ui/theme/figures.h"
#include "ui/window/message_bar.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;
const QString Failed = QStringLiteral("run-failed");

// A port of this machine that is somebody else's.
class TakenPort {
public:
    TakenPort() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_socket, plain, size) == 0 && ::listen(m_socket, 1) == 0 &&
            ::getsockname(m_socket, plain, &size) == 0) {
            m_number = ntohs(address.sin_port);
        }
    }
    TakenPort(const TakenPort&) = delete;
    TakenPort& operator=(const TakenPort&) = delete;
    ~TakenPort() { ::close(m_socket); }
    int number() const { return m_number; }

private:
    int m_socket;
    int m_number = 0;
};

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    Document& document() { return m_driver->document(); }
    Editor& editor() { return m_driver->document().editor(); }
    const WindowActions& actions() { return m_driver->window().actions(); }
    MessageBar& messages() { return m_driver->window().messages(); }
    const HostObservation& host() { return hand().run().observation()->hosts.begin()->second; }

    void drawSourceAndSink()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 100}));
        hand().dragWire(hand().first(hand().only("source")), hand().first(hand().only("sink")));
        QCOMPARE(hand().topology().wires.size(), std::size_t(1));
    }

    void startRunning()
    {
        QVERIFY(hand().shortcut(actions().run));
        QVERIFY(hand().waitForRates());
    }

private Q_SLOTS:
    void init() { m_driver = std::make_unique<test::WindowDriver>(); }
    void cleanup() { m_driver.reset(); }

    // --- Keys and focus
    void editingKeysAreForTheCanvasWhereNothingElseHasASelection()
    {
        drawSourceAndSink();
        auto* button = new QPushButton(&hand().window());
        button->show();
        button->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), button);
        QTest::keyClick(button, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(document().selection().nodes.size(), std::size_t(2));
        QTest::keyClick(button, Qt::Key_Delete);
        QVERIFY(hand().topology().nodes.empty());
    }

    void aFieldAndAListKeepTheirEditingKeys()
    {
        drawSourceAndSink();
        hand().clickNode(hand().only("source"));
        auto* field = new QLineEdit(QStringLiteral("some text"), &hand().window());
        auto* list = new QListWidget(&hand().window());
        list->setSelectionMode(QAbstractItemView::ExtendedSelection);
        list->addItems({QStringLiteral("one"), QStringLiteral("two")});
        for (QWidget* widget : std::initializer_list<QWidget*>{field, list}) {
            widget->show();
            widget->setFocus();
            QTRY_COMPARE(QApplication::focusWidget(), widget);
            QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(widget, Qt::Key_F2);
            QCOMPARE(QApplication::focusWidget(), widget);
            QCOMPARE(document().selection().nodes.size(), std::size_t(1));
            QTest::keyClick(widget, Qt::Key_Delete);
        }
        QVERIFY(field->text().isEmpty());
        QCOMPARE(list->selectedItems().size(), qsizetype(2));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
    }

    void theFocusComesBackToTheCanvasWhenWhatHadItIsGone()
    {
        drawSourceAndSink();
        messages().show(QStringLiteral("test"), MessageKind::Information, QStringLiteral("Something"),
                        {{QStringLiteral("Do It"), [] {}}});
        QAbstractButton* act = hand().button(QStringLiteral("Do It"));
        QVERIFY(act != nullptr);
        act->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), act);
        QTest::mouseClick(act, Qt::LeftButton);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&hand().canvas()));
    }

    void headingsOfThePaletteAreNotChosen()
    {
        auto* tree = hand().window().findChild<PaletteTree*>();
        tree->setFocus(Qt::MouseFocusReason);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(tree));
        QVERIFY(tree->currentItem() == nullptr || tree->currentItem()->parent() != nullptr);
        tree->selectFirst();
        const QTreeWidgetItem* first = tree->currentItem();
        QTest::keyClick(tree, Qt::Key_Up);
        QCOMPARE(tree->currentItem(), first);
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(tree, Qt::Key_Down);
            QVERIFY(tree->currentItem()->parent() != nullptr);
        }
        QTest::keyClick(tree, Qt::Key_Home);
        QCOMPARE(tree->currentItem(), first);
        QTest::keyClicks(tree, QStringLiteral("pub"));
        QVERIFY(tree->currentItem()->parent() != nullptr);
        const QTreeWidgetItem* before = tree->currentItem();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(tree->topLevelItem(0)).center());
        QCOMPARE(tree->currentItem(), before);
    }

    void checkableCommandsShowTheirCheckInTheMenu()
    {
        for (const QAction* action : listed(actions())) {
            QVERIFY2(!action->isCheckable() || !action->isIconVisibleInMenu(), qPrintable(action->text()));
        }
    }

    // --- The line at the foot
    void aMessageAtTheFootMovesNothing()
    {
        const QSize before = hand().canvas().size();
        for (const char* text : {"A message", ""}) {
            hand().window().statusBar()->showMessage(QLatin1String(text));
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QCOMPARE(hand().canvas().size(), before);
        }
    }

    void endingAWireByKeysTakesBackWhatWasSaidOfIt()
    {
        drawSourceAndSink();
        editor().undo(); // the wire
        QSignalSpy said(&hand().canvas(), &CanvasView::message);
        for (const Qt::Key end : {Qt::Key_Escape, Qt::Key_Return}) {
            hand().clickNode(hand().only("source"));
            hand().key(Qt::Key_W);
            QVERIFY(hand().window().statusBar()->currentMessage().startsWith(QStringLiteral("Wire from PUSH")));
            hand().key(end);
            QVERIFY(hand().window().statusBar()->currentMessage().isEmpty());
        }
        QCOMPARE(hand().topology().wires.size(), std::size_t(1));
    }

    void theFootTellsHowLongTheHostHasRun()
    {
        drawSourceAndSink();
        startRunning();
        QTRY_VERIFY_WITH_TIMEOUT(hand().run().observation()->seconds > 2, Deadline);
        ::kill(static_cast<pid_t>(host().processId), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Lost, Deadline);
        hand().run().restartLost();
        QVERIFY(hand().waitForRates());
        QTRY_VERIFY_WITH_TIMEOUT(hand().run().observation()->seconds > host().uptimeSeconds + 1, Deadline);
        QVERIFY2(hand().window().statusLine().hostText().endsWith(QStringLiteral("running ") +
                                                                  durationText(host().uptimeSeconds)),
                 qPrintable(hand().window().statusLine().hostText()));
    }

    // --- Messages
    void aRefusalGoesWhenItsErrorIsMended()
    {
        drawSourceAndSink();
        QVERIFY(editor().setEndpoint(hand().topology().wires.front().id, "tcp://127.0.0.1:70000").has_value());
        QVERIFY(hand().shortcut(actions().run));
        QVERIFY(messages().text(Failed).startsWith(QStringLiteral("Not started: ")));
        QVERIFY(hand().button(QStringLiteral("Show")) != nullptr);
        editor().undo();
        QTRY_VERIFY_WITH_TIMEOUT(messages().text(Failed).isEmpty(), Deadline);
    }

    void whatCouldNotBeWiredIsForgottenWithTheNextAct()
    {
        drawSourceAndSink();
        hand().clickNode(hand().only("source"));
        const auto wire = [this] {
            for (QAction* action : hand().window().findChild<QMenu*>(QStringLiteral("wireByPatternMenu"))->actions()) {
                if (action->text() == QStringLiteral("Pipeline")) {
                    action->trigger();
                }
            }
        };
        wire();
        QVERIFY(!messages().text(QStringLiteral("insertion")).isEmpty());
        hand().clickNode(hand().only("sink"));
        QVERIFY(messages().text(QStringLiteral("insertion")).isEmpty());
    }

    void everythingThatFailsWhileItRunsIsCountedAndNamedByItsEnds()
    {
        const TakenPort taken;
        QVERIFY(taken.number() > 0);
        drawSourceAndSink();
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUB"), {100, 300}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("SUB"), {500, 300}));
        const auto& nodes = hand().topology().nodes;
        const auto second = editor().connect(hand().first(nodes[2].id), hand().first(nodes[3].id));
        QVERIFY(second.has_value());
        const WireId busy = hand().topology().wires.front().id;
        QVERIFY(editor().setEndpoint(busy, "tcp://127.0.0.1:" + std::to_string(taken.number())).has_value());
        QVERIFY(editor().setEndpoint(*second, "ipc:///nowhere/at/all.sock").has_value());
        QVERIFY(hand().shortcut(actions().run));
        QTRY_VERIFY_WITH_TIMEOUT(messages().text(Failed).endsWith(QStringLiteral("(and 1 more)")), Deadline);
        QVERIFY2(messages().text(Failed).startsWith(QStringLiteral("wire 'push.out → pull.in'")) ||
                     messages().text(Failed).startsWith(QStringLiteral("wire 'pub.out → sub.in'")),
                 qPrintable(messages().text(Failed)));
        QAbstractButton* show = hand().button(QStringLiteral("Show"));
        QVERIFY(show != nullptr);
        // It goes with the last thing that fails.
        for (const Wire& wire : std::vector<Wire>(hand().topology().wires)) {
            QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire.id) != nullptr, Deadline);
            QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire.id)->from.state == ConnectionState::Failed ||
                                         hand().wire(wire.id)->to.state == ConnectionState::Failed,
                                     Deadline);
        }
        QVERIFY(editor().setEndpoint(busy, "tcp://127.0.0.1:*").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!messages().text(Failed).contains(QStringLiteral("more")), Deadline);
        QVERIFY(messages().text(Failed).contains(QStringLiteral("pub.out → sub.in")));
        show = hand().button(QStringLiteral("Show"));
        QVERIFY(show != nullptr);
        QTest::mouseClick(show, Qt::LeftButton);
        QTRY_COMPARE(document().selection().wires, std::set<WireId>{*second});
        QVERIFY(messages().text(Failed).isEmpty()); // read
    }

    // --- A run goes on
    void undoingToNothingAndRedoingKeepsTheHost()
    {
        drawSourceAndSink();
        startRunning();
        const std::int64_t process = host().processId;
        while (editor().canUndo()) {
            editor().undo();
        }
        QTRY_VERIFY_WITH_TIMEOUT(hand().run().observation()->sockets.empty(), Deadline);
        QCOMPARE(hand().run().state(), RunState::Running);
        while (editor().canRedo()) {
            editor().redo();
        }
        QVERIFY(hand().waitForRates());
        QCOMPARE(host().processId, process);
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
