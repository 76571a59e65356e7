// What a person does from the first start to a saved topology, in a real window with real sockets behind it.
#include <csignal>

#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>

#include "core/format/topology_file.h"
#include "core/model/layout.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/monitor/plots_panel.h"
#include "ui/monitor/time_plot.h"
#include "ui/palette/palette_panel.h"
#include "ui/window/file_flow.h"
#include "ui/window/message_bar.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;
const QString Example = QStringLiteral("gallery:task-pipeline");

bool alive(qint64 process) { return ::kill(static_cast<pid_t>(process), 0) == 0; }

} // namespace

class MainPathTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    Document& document() { return m_driver->document(); }
    Editor& editor() { return m_driver->document().editor(); }
    qint64 hostProcess() { return hand().run().observation()->hosts.begin()->second.processId; }

    // A source wired to a sink by hand, as in the first minutes of anybody.
    void drawSourceAndSink()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 100}));
        hand().dragWire(hand().first(hand().only("source")), hand().first(hand().only("sink")));
        QCOMPARE(hand().topology().wires.size(), std::size_t(1));
    }

    void startRunning()
    {
        QVERIFY(hand().shortcut(hand().window().actions().run));
        QVERIFY(hand().waitForRates());
    }

    // What the plot of rates shows.
    struct Shown {
        std::set<SocketRef> sockets;
        std::set<WireId> wires;
    };
    static Shown linesOf(const PlotsPanel& plots)
    {
        Shown shown;
        for (const PlotLine& line : plots.findChild<TimePlot*>()->lines()) {
            if (line.key.wire.empty()) {
                shown.sockets.insert(line.key.socket);
            } else {
                shown.wires.insert(line.key.wire);
            }
        }
        return shown;
    }

private Q_SLOTS:
    void init() { m_driver = std::make_unique<test::WindowDriver>(); }
    void cleanup() { m_driver.reset(); }

    // --- 1: an example, running
    void anExampleOpensAndRuns()
    {
        hand().window().files().open(Example);
        QCOMPARE(hand().window().windowTitle(), QStringLiteral("Task pipeline[*] — Zeroloom"));
        QCOMPARE(hand().run().state(), RunState::Stopped); // a file just opened starts nothing
        startRunning();
        for (const Wire& wire : hand().topology().wires) {
            QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire.id) != nullptr &&
                                         hand().wire(wire.id)->from.state == ConnectionState::Connected &&
                                         hand().wire(wire.id)->to.state == ConnectionState::Connected,
                                     Deadline);
        }
        const StatusLine& status = hand().window().statusLine();
        QTRY_VERIFY_WITH_TIMEOUT(status.hostText().startsWith(QStringLiteral("host local · pid ")), Deadline);
        QVERIFY(status.hostText().contains(QStringLiteral("running 00:00:")));
        QVERIFY(status.flowText().contains(QStringLiteral("messages/s in")));
        QVERIFY(hand().shortcut(hand().window().actions().stop));
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Stopped, Deadline);
        QVERIFY(hand().window().actions().run->isEnabled());
    }

    // --- 2: drawing
    void socketsAreDroppedAndWired()
    {
        drawSourceAndSink();
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
        const Wire& wire = hand().topology().wires.front();
        const TopologyIndex index(hand().topology());
        QCOMPARE(hand().topology().socket(wire.from)->type, SocketType::Push);
        QVERIFY(!endpointOf(wire).empty());
        QVERIFY(bindingEnd(wire, index) == WireEnd::From || bindingEnd(wire, index) == WireEnd::To);
        QVERIFY(hand().window().isWindowModified());
    }

    void anIllegalTargetSaysWhyNot()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUB"), {100, 100}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 100}));
        const SocketRef from = hand().first(hand().only("source"));
        const SocketRef to = hand().first(hand().only("sink"));
        QSignalSpy said(&hand().canvas(), &CanvasView::message);
        hand().press(hand().canvas().portPosition(from));
        hand().moveTo(hand().canvas().portPosition(from) + QPointF(60, 0));
        hand().moveTo(hand().canvas().portPosition(to));
        QVERIFY(!said.isEmpty());
        QVERIFY2(said.last().first().toString().startsWith(QStringLiteral("PUB cannot talk to PULL")),
                 qPrintable(said.last().first().toString()));
        hand().release(hand().canvas().portPosition(to));
        QVERIFY(hand().topology().wires.empty());
    }

    void aSocketDroppedOnANodeIsAddedToIt()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {200, 100}));
        const NodeId node = hand().topology().nodes.front().id;
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), hand().canvas().nodeRect(node).center()));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(1));
        QCOMPARE(hand().topology().nodes.front().sockets.size(), std::size_t(2));
    }

    void doubleClickAndEnterLeadToTheInspectorAndF2Renames()
    {
        drawSourceAndSink();
        const NodeId source = hand().only("source");
        hand().doubleClick(hand().canvas().nodeRect(source).topLeft() + QPointF(60, 40));
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr ||
                    qobject_cast<QComboBox*>(QApplication::focusWidget()) != nullptr);
        hand().clickNode(source);
        hand().key(Qt::Key_F2);
        QWidget* label = QApplication::focusWidget();
        QVERIFY(label != nullptr && hand().canvas().viewport()->isAncestorOf(label));
        QTest::keyClick(label, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(label, QStringLiteral("Clock"));
        QTest::keyClick(label, Qt::Key_Return);
        QCOMPARE(hand().topology().node(source)->title(), std::string("Clock"));
    }

    // --- 3: whole patterns
    void aPatternIsStampedWithItsNumbers()
    {
        hand().fill(QStringLiteral("stampDialog"), QStringLiteral("workers"), 5);
        QVERIFY(hand().dropFromPalette(QStringLiteral("Pipeline"), {300, 200}));
        QTRY_VERIFY(hand().answered());
        QTRY_COMPARE(hand().topology().nodes.size(), std::size_t(7));
        QCOMPARE(hand().topology().wires.size(), std::size_t(10));
        QCOMPARE(document().selection().nodes.size(), std::size_t(7));
        QVERIFY(hand().shortcut(hand().window().actions().undo)); // one step
        QVERIFY(hand().topology().nodes.empty());
    }

    void aPatternIsStampedWhereItIsSeenAndOverNothing()
    {
        for (int i = 0; i < 3; ++i) {
            hand().fill(QStringLiteral("stampDialog"), QStringLiteral("workers"), 3);
            const auto nodes = hand().topology().nodes.size();
            auto* palette = hand().window().findChild<PalettePanel*>();
            QVERIFY(palette);
            Q_EMIT palette->stampActivated(QStringLiteral("pipeline"));
            QTRY_COMPARE(hand().topology().nodes.size(), nodes + 5);
            const QRectF view(hand().canvas().viewport()->rect());
            for (const NodeId& id : document().selection().nodes) {
                const QRectF rect = hand().canvas().nodeRect(id);
                QVERIFY(view.contains(hand().canvas().mapFromScene(rect.topLeft())));
                QVERIFY(view.contains(hand().canvas().mapFromScene(rect.bottomRight())));
                for (const Node& other : hand().topology().nodes)
                    QVERIFY(other.id == id || !hand().canvas().nodeRect(other.id).intersects(rect));
            }
        }
    }

    void aNewNoteTakesWhatIsTyped()
    {
        drawSourceAndSink();
        const auto layout = hand().topology().layout;
        std::vector<QRectF> notes;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(hand().shortcut(hand().window().actions().addNote));
            QTRY_VERIFY(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()));
            QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("flow w l"));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
            const Note& note = hand().topology().notes.back();
            QCOMPARE(note.text, std::string("flow w l"));
            const QRectF rect(note.position.x, note.position.y, note.size.x, note.size.y);
            for (const QRectF& other : notes)
                QVERIFY(!rect.intersects(other));
            notes.push_back(rect);
        }
        QVERIFY(hand().topology().layout == layout);
    }

    void selectedNodesAreWiredInOneAct()
    {
        for (const double y : {0.0, 130.0, 260.0}) {
            QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, y}));
        }
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 130}));
        hand().key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(document().selection().nodes.size(), std::size_t(4));
        QAction* pipeline = nullptr;
        for (QAction* action : hand().window().findChild<QMenu*>(QStringLiteral("wireByPatternMenu"))->actions()) {
            if (action->text() == QStringLiteral("Pipeline")) {
                pipeline = action;
            }
        }
        QVERIFY(pipeline != nullptr);
        pipeline->trigger();
        QCOMPARE(hand().topology().wires.size(), std::size_t(3));
        editor().undo();
        QVERIFY(hand().topology().wires.empty());
    }

    // --- 4 and 5: running, and changing what runs
    void theRateFollowsTheInspector()
    {
        drawSourceAndSink();
        startRunning();
        const WireId wire = hand().topology().wires.front().id;
        const qint64 process = hostProcess();
        QTRY_VERIFY_WITH_TIMEOUT(
            hand().wire(wire)->forward.rate.value > 5 && hand().wire(wire)->forward.rate.value < 20, Deadline);
        hand().clickNode(hand().only("source"));
        QVERIFY(hand().type(QStringLiteral("Rate"), QStringLiteral("1000")));
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire)->forward.rate.value > 800, Deadline);
        QCOMPARE(hostProcess(), process);
        const FlowObservation& flow = hand().wire(wire)->forward;
        QVERIFY(flow.latency.count > 0);
        QVERIFY(flow.received.quality == Quality::Exact);
    }

    void afterARunNoProcessIsClaimedToRun()
    {
        drawSourceAndSink();
        document().setSelection({});
        startRunning();
        const auto namesAProcess = [&] {
            const auto labels = hand().window().findChild<InspectorPanel*>()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().startsWith(QStringLiteral("pid "));
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(namesAProcess(), Deadline);
        hand().run().stop();
        QTRY_COMPARE_WITH_TIMEOUT(hand().run().state(), RunState::Stopped, Deadline);
        QVERIFY(!namesAProcess());
    }

    void aSecondSinkSharesTheLoadAndARemovedWireIsGone()
    {
        drawSourceAndSink();
        const NodeId source = hand().only("source");
        QVERIFY(editor().setParam(source, "rate", Value(std::int64_t(200))).has_value());
        startRunning();
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 300}));
        const NodeId second = *document().selection().nodes.begin();
        hand().dragWire(hand().first(source), hand().first(second));
        QCOMPARE(hand().topology().wires.size(), std::size_t(2));
        const WireId one = hand().topology().wires[0].id;
        const WireId two = hand().topology().wires[1].id;
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(two) != nullptr && hand().wire(two)->forward.rate.value > 80 &&
                                     hand().wire(two)->forward.rate.value < 120 &&
                                     hand().wire(one)->forward.rate.value < 120,
                                 Deadline);
        document().setSelection(Selection{{}, {two}, {}});
        hand().key(Qt::Key_Delete);
        QCOMPARE(hand().topology().wires.size(), std::size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(one)->forward.rate.value > 180, Deadline);
    }

    void aSlowSinkFillsTheQueueAndIsPointedAt()
    {
        drawSourceAndSink();
        const NodeId source = hand().only("source");
        const NodeId sink = hand().only("sink");
        QVERIFY(editor().setParam(source, "rate", Value(std::int64_t(20000))).has_value());
        startRunning();
        hand().clickNode(sink);
        QVERIFY(hand().type(QStringLiteral("Work"), QStringLiteral("10ms")));
        const WireId wire = hand().topology().wires.front().id;
        QTRY_VERIFY_WITH_TIMEOUT(hand().wire(wire)->fill > 0.85, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(hand().socket(hand().first(source))->muted, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(!hand().run().observation()->nodes.at(sink).jam.empty(), Deadline);
        QVERIFY(hand().run().observation()->nodes.at(source).jam.empty());
    }

    // --- 6: what goes wrong
    void aKilledWorkerProcessIsLostAndStartsAgain()
    {
        hand().window().files().open(Example);
        startRunning();
        const qint64 process = hostProcess();
        ::kill(static_cast<pid_t>(process), SIGKILL);
        MessageBar& messages = hand().window().messages();
        QTRY_VERIFY_WITH_TIMEOUT(!messages.text(QStringLiteral("host-lost")).isEmpty(), Deadline);
        QVERIFY(hand().window().isVisible());
        for (const auto& [id, node] : hand().run().observation()->nodes) {
            QCOMPARE(node.state, NodeState::Lost);
        }
        QVERIFY(hand().run().observer() != nullptr);
        QAbstractButton* again = hand().button(QStringLiteral("Start Again"));
        QVERIFY(again != nullptr);
        QTest::mouseClick(again, Qt::LeftButton);
        QVERIFY(hand().waitForRates());
        QVERIFY(messages.text(QStringLiteral("host-lost")).isEmpty());
        QVERIFY(hostProcess() != process);
    }

    void closingByMistakeAsks()
    {
        drawSourceAndSink();
        hand().answer(QStringLiteral("saveQuestion"), QStringLiteral("Cancel"));
        QVERIFY(!hand().window().close());
        QVERIFY(hand().answered());
        QVERIFY(hand().window().isVisible());

        QVERIFY(hand().window().files().saveTo(m_folder.filePath(QStringLiteral("asks.zeroloom"))));
        startRunning();
        const qint64 process = hostProcess();
        hand().answer(QStringLiteral("stopQuestion"), QStringLiteral("Keep Running"));
        QVERIFY(!hand().window().close());
        QVERIFY(alive(process));
        hand().answer(QStringLiteral("stopQuestion"), QStringLiteral("Stop and Close"));
        QVERIFY(hand().window().close());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTRY_VERIFY_WITH_TIMEOUT(!alive(process), Deadline);
    }

    void reloadingWhileItRunsAsksAndLetsTheQueuesDrain()
    {
        hand().window().files().open(Example);
        const QString path = m_folder.filePath(QStringLiteral("foreign.zeroloom"));
        QVERIFY(hand().window().files().saveTo(path));
        startRunning();
        const qint64 process = hostProcess();
        const auto rewrite = [&] {
            Topology other = hand().topology();
            other.name = "Rewritten";
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(writeTopology(other))) > 0;
        };
        QVERIFY(rewrite());
        QTRY_VERIFY_WITH_TIMEOUT(hand().button(QStringLiteral("Reload")) != nullptr, Deadline);
        hand().answer(QStringLiteral("stopQuestion"), QStringLiteral("Keep Running"));
        hand().button(QStringLiteral("Reload"))->click();
        QVERIFY(hand().answered());
        QVERIFY(alive(process));
        QCOMPARE(hand().run().state(), RunState::Running);
        QVERIFY(hand().button(QStringLiteral("Reload")) != nullptr); // still offered
        QList<RunState> states;
        connect(&hand().run(), &RunController::stateChanged, this, [&] { states << hand().run().state(); });
        hand().answer(QStringLiteral("stopQuestion"), QStringLiteral("Stop and Reload"));
        hand().button(QStringLiteral("Reload"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(hand().topology().name, std::string("Rewritten"), Deadline);
        QCOMPARE(states, (QList<RunState>{RunState::Stopping, RunState::Stopped}));
        QTRY_VERIFY_WITH_TIMEOUT(!alive(process), Deadline);
        hand().run().disconnect(this);
    }

    void programsAskFirst()
    {
        Node program;
        program.id = NodeId("tool");
        program.role = "program";
        program.params["command"] = std::string("/bin/cat");
        QVERIFY(editor().addNode(program, Point{}).has_value());
        hand().answer(QStringLiteral("programQuestion"), QStringLiteral("Cancel"));
        hand().window().startRun();
        QVERIFY(hand().answered());
        QCOMPARE(hand().run().state(), RunState::Stopped);
    }

    void workOfACrashIsOfferedAndRestored()
    {
        const QString folder =
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recovery");
        QVERIFY(QDir().mkpath(folder));
        Topology lost;
        lost.name = "Lost work";
        DiskFileSystem files;
        // Of a process whose number no system gives.
        const QString stem = folder + QStringLiteral("/2147483000-crashed");
        QVERIFY(
            files.writeAtomically((stem + QStringLiteral(".zeroloom")).toStdString(), writeTopology(lost)).has_value());
        QVERIFY(files
                    .writeAtomically((stem + QStringLiteral(".json")).toStdString(),
                                     R"({"process":2147483000,"name":"Lost work"})")
                    .has_value());
        hand().window().files().offerRecoveries();
        QVERIFY(hand().window().messages().text(QStringLiteral("recovery")).contains(QStringLiteral("Lost work")));
        QAbstractButton* restore = hand().button(QStringLiteral("Restore"));
        QVERIFY(restore != nullptr);
        QTest::mouseClick(restore, Qt::LeftButton);
        QCOMPARE(hand().window().windowTitle(), QStringLiteral("Lost work[*] — Zeroloom"));
        QVERIFY(hand().window().isWindowModified());
        QVERIFY(!QFile::exists(stem + QStringLiteral(".zeroloom")));
    }

    void openingLeavesARunningWindowAlone()
    {
        hand().window().files().open(Example);
        startRunning();
        hand().window().files().open(QStringLiteral("gallery:hello-world"));
        QCOMPARE(hand().topology().name, std::string("Task pipeline"));
        QCOMPARE(hand().run().state(), RunState::Running);
        MainWindow* other = nullptr;
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            auto* window = qobject_cast<MainWindow*>(widget);
            other = window != nullptr && window != &hand().window() ? window : other;
        }
        QVERIFY(other != nullptr);
        QCOMPARE(other->windowTitle(), QStringLiteral("Hello world[*] — Zeroloom"));
        QVERIFY(other->close());
        QCoreApplication::sendPostedEvents(other, QEvent::DeferredDelete);
    }

    // --- 7: undo, files, and the small acts
    void everythingIsUndoneAndRedone()
    {
        drawSourceAndSink();
        const NodeId sink = hand().only("sink");
        const QPointF grip = hand().canvas().nodeRect(sink).topLeft() + QPointF(30, 16);
        hand().drag(grip, grip + QPointF(160, 80));
        const Topology drawn = hand().topology();
        const WindowActions& actions = hand().window().actions();
        QVERIFY(hand().shortcut(actions.undo)); // the whole drag
        QVERIFY(hand().topology().layout != drawn.layout);
        QVERIFY(hand().shortcut(actions.undo)); // the wire
        QVERIFY(hand().topology().wires.empty());
        QVERIFY(hand().shortcut(actions.undo));
        QVERIFY(hand().shortcut(actions.undo));
        QVERIFY(hand().topology().nodes.empty());
        QVERIFY(!actions.undo->isEnabled());
        QVERIFY(!hand().window().isWindowModified());
        for (int i = 0; i < 4; ++i) {
            QVERIFY(hand().shortcut(actions.redo));
        }
        QVERIFY(hand().topology() == drawn);
    }

    void savedAndReopenedItIsTheSame()
    {
        drawSourceAndSink();
        const QString path = m_folder.filePath(QStringLiteral("drawn.zeroloom"));
        QVERIFY(hand().window().files().saveTo(path));
        QVERIFY(!hand().window().isWindowModified());
        QCOMPARE(hand().window().statusLine().fileText(), QStringLiteral("saved · drawn.zeroloom"));
        const Topology saved = hand().topology();
        m_driver = std::make_unique<test::WindowDriver>();
        QVERIFY(hand().window().files().load(path));
        QVERIFY(hand().topology() == saved);
    }

    void copiesPastesDuplicatesAndDeletes()
    {
        drawSourceAndSink();
        const WindowActions& actions = hand().window().actions();
        QVERIFY(hand().shortcut(actions.selectAll));
        QVERIFY(hand().shortcut(actions.copy));
        QVERIFY(hand().shortcut(actions.paste));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(4));
        QCOMPARE(hand().topology().wires.size(), std::size_t(2));
        QVERIFY(hand().shortcut(actions.duplicate));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(6));
        QVERIFY(hand().shortcut(actions.remove));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(4));
    }

    void alignsArrangesAndFits()
    {
        drawSourceAndSink();
        const WindowActions& actions = hand().window().actions();
        QVERIFY(hand().shortcut(actions.selectAll));
        actions.alignTop->trigger();
        const auto& layout = hand().topology().layout;
        QCOMPARE(layout.at(hand().only("source")).y, layout.at(hand().only("sink")).y);
        QVERIFY(hand().shortcut(actions.arrange));
        QTRY_VERIFY(layout.at(hand().only("source")).x < layout.at(hand().only("sink")).x);
        hand().canvas().setZoom(3);
        QVERIFY(hand().shortcut(actions.zoomFit));
        const QRectF seen(hand().canvas().mapToScene({0, 0}),
                          hand().canvas().mapToScene(hand().canvas().viewport()->rect().bottomRight()));
        QVERIFY(seen.contains(hand().canvas().nodeRect(hand().only("source"))));
        QVERIFY(seen.contains(hand().canvas().nodeRect(hand().only("sink"))));
    }

    void aWireASocketAndANodeAreDraggedOntoThePlotsAndStayThere()
    {
        hand().window().files().open(Example);
        startRunning();
        auto* plots = hand().window().findChild<PlotsPanel*>();
        const Wire wire = hand().topology().wires.front();
        document().setSelection({{}, {wire.id}, {}});
        QVERIFY(hand().dragHandle(QStringLiteral("wire"), *plots));
        document().setSelection({{wire.to.node}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(linesOf(*plots).wires, std::set<WireId>{wire.id}, Deadline);
        QVERIFY(linesOf(*plots).sockets.empty());
        QVERIFY(hand().openInspectorTab(QStringLiteral("Sockets")));
        QVERIFY(hand().dragHandle(QStringLiteral("socket"), *plots));
        QTRY_COMPARE(linesOf(*plots).sockets.size(), std::size_t(1));
        document().setSelection({{wire.from.node}, {}, {}});
        QVERIFY(hand().openInspectorTab(QStringLiteral("Live")));
        QVERIFY(hand().dragHandle(QStringLiteral("node"), *plots));
        QTRY_VERIFY(linesOf(*plots).sockets.contains(wire.from));
        document().setSelection({});
        QCOMPARE(linesOf(*plots).wires, std::set<WireId>{wire.id});
        QCOMPARE(linesOf(*plots).sockets.size(), std::size_t(2));
    }

    void findsByNameAndShowsThePlace()
    {
        hand().window().files().open(Example);
        QVERIFY(hand().shortcut(hand().window().actions().find));
        QWidget* popup = hand().window().findChild<QWidget*>(QStringLiteral("commandPalette"));
        QTRY_VERIFY(popup->isVisible());
        auto* field = popup->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("worker 2"));
        QVERIFY(popup->findChild<QListWidget*>()->count() > 0);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QTRY_COMPARE(document().selection().nodes, std::set<NodeId>{NodeId("w2")});
    }

    void commandsRunFromTheirList()
    {
        drawSourceAndSink();
        QVERIFY(hand().shortcut(hand().window().actions().commands));
        QWidget* popup = hand().window().findChild<QWidget*>(QStringLiteral("commandPalette"));
        QTRY_VERIFY(popup->isVisible());
        auto* field = popup->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("select all"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(document().selection().nodes.size(), std::size_t(2));
    }

    void themesAndMinimapChangeThePicture()
    {
        hand().window().files().open(Example);
        hand().window().actions().light->trigger();
        const QImage light = hand().canvas().grab().toImage();
        hand().window().actions().dark->trigger();
        const QImage dark = hand().canvas().grab().toImage();
        QVERIFY(light != dark);
        QVERIFY(hand().shortcut(hand().window().actions().minimap));
        QVERIFY(hand().canvas().grab().toImage() != dark);
        hand().window().actions().light->trigger();
    }

    void aBrokenFileIsRefusedWithThePlaceAndNothingIsLost()
    {
        drawSourceAndSink();
        QVERIFY(hand().window().files().saveTo(m_folder.filePath(QStringLiteral("mine.zeroloom"))));
        const Topology before = hand().topology();
        QFile broken(m_folder.filePath(QStringLiteral("broken.zeroloom")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"zeroloom\": 99}");
        broken.close();
        QVERIFY(!hand().window().files().load(broken.fileName()));
        QVERIFY(
            hand().window().messages().text(QStringLiteral("open-failed")).contains(QStringLiteral("broken.zeroloom")));
        QVERIFY(hand().topology() == before);
    }
};

QTEST_MAIN(MainPathTest)
#include "main_path_test.moc"
