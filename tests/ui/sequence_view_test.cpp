// The sequence of messages as a person uses it: over pretended messages, and over real ones of a network that runs.
#include <cmath>

#include <QContextMenuEvent>
#include <QScrollBar>
#include <QSvgRenderer>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/shown_panel.h"
#include "tests/ui/window_driver.h"
#include "ui/messages/sequence_lines.h"
#include "ui/messages/sequence_panel.h"
#include "ui/messages/sequence_view.h"
#include "ui/theme/theme.h"
#include "ui/window/file_flow.h"

using namespace zeroloom;
using namespace zeroloom::test;

namespace {

const IsolatedSettings isolated;

// Messages so far apart that none of them is still on its way when the last has come.
struct ShownSequence : ShownPanel<SequencePanel> {
    explicit ShownSequence(const QSize& size = {1000, 400}) : ShownPanel(size) {}

    // A request through the broker, as all four sockets have it.
    void request(const std::string& body = "Hello")
    {
        source->travel(ClientReq, {body}, Frontend, {RoutingId, "", body}, FrontWire);
        source->travel(Backend, {RoutingId, "", body}, WorkerRep, {body}, BackWire);
        tell();
    }
    SequenceView& view() { return *panel->findChild<SequenceView*>(); }
    std::size_t arrows() { return view().sequence().arrows.size(); }
    // A place on the arrow, beside its frames.
    QPoint on(std::size_t row)
    {
        const SequenceGeometry::Reach reach = view().geometry().reach(row);
        return {static_cast<int>((reach.begin + reach.end) / 2 * view().zoom()) - view().horizontalScrollBar()->value(),
                view().rowRect(row).center().y()};
    }
};

} // namespace

class SequenceViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void lifelinesStandAsTheNodesDoOnTheCanvas()
    {
        ShownSequence shown;
        const Topology& topology = shown.document.topology();
        const LifelineChoice all = lifelinesOf(Selection{}, topology);
        QCOMPARE(all.nodes.size(), std::size_t(6));
        QCOMPARE(all.nodes.front(), Client);
        QCOMPARE(all.nodes[3], Broker);
        // One alone is shown with all that it talks to, and a wire with its ends.
        QCOMPARE(lifelinesOf(Selection{{Worker}, {}, {}}, topology).nodes, (std::vector<NodeId>{Broker, Worker}));
        QCOMPARE(lifelinesOf(Selection{{}, {FrontWire}, {}}, topology).nodes, (std::vector<NodeId>{Client, Broker}));
        QCOMPARE(lifelinesOf(Place{Broker, SocketId("backend"), {}}, topology).nodes.size(), std::size_t(3));
        QCOMPARE(lifelinesOf(Selection{{Client, Worker}, {}, {}}, topology).nodes.size(), std::size_t(2));
    }

    void noMoreThanTwelveLifelinesAreShownAndThePanelSaysSo()
    {
        ShownSequence shown;
        for (int i = 0; i < 10; ++i)
            QVERIFY(shown.document.editor().addNodeForSocket(SocketType::Pull, {2000.0 + i * 200, 0}));
        QCOMPARE(lifelinesOf(Selection{}, shown.document.topology()).nodes.size(), MostLifelines);
        QVERIFY2(shown.said().contains(QStringLiteral("12 of 16 nodes")), qPrintable(shown.said()));
    }

    void aMessageIsOneArrowAndItsEnvelopeGrowsAndShrinks()
    {
        ShownSequence shown;
        shown.source->runs = false;
        shown.request();
        QCOMPARE(shown.arrows(), std::size_t(2));
        const SequenceArrow& in = shown.view().sequence().arrows[0];
        QCOMPARE(in.from, ClientReq);
        QCOMPARE(in.to, Frontend);
        QVERIFY(in.received.size() > in.sent.size());
        const QString grows = shown.view().tipAt(shown.on(0));
        QVERIFY2(grows.contains(QStringLiteral("client1.req → broker.frontend through wire1")), qPrintable(grows));
        QVERIFY2(grows.contains(QStringLiteral("routing id")), qPrintable(grows));
        QVERIFY2(grows.contains(QStringLiteral("(put before it on the way)")), qPrintable(grows));
        const QString shrinks = shown.view().tipAt(shown.on(1));
        QVERIFY2(shrinks.contains(QStringLiteral("broker.backend → worker1.rep")), qPrintable(shrinks));
        QVERIFY2(shrinks.contains(QStringLiteral("(taken off on the way)")), qPrintable(shrinks));
        QVERIFY2(shrinks.contains(QStringLiteral("Hello")), qPrintable(shrinks));
    }

    void aClickOnAnArrowSelectsItsWireAndTheLifelinesStay()
    {
        ShownSequence shown;
        shown.source->runs = false;
        shown.request();
        const std::size_t lifelines = shown.view().sequence().lifelines.size();
        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {}, shown.on(1));
        QCOMPARE(shown.document.selection(), (Selection{{}, {BackWire}, {}}));
        QCOMPARE(shown.view().sequence().lifelines.size(), lifelines);
        QCOMPARE(shown.arrows(), std::size_t(2));
        QCOMPARE(shown.view().current(), std::optional<std::size_t>(1));
        // What is selected elsewhere is followed again.
        shown.document.setSelection({{Client}, {}, {}});
        QCOMPARE(shown.view().sequence().lifelines, (std::vector<NodeId>{Client, Broker}));
    }

    void theKeysGoThroughTheMessagesAndReadThem()
    {
        ShownSequence shown;
        shown.source->runs = false;
        shown.request();
        shown.view().setFocus();
        QTest::keyClick(&shown.view(), Qt::Key_Up);
        QTest::keyClick(&shown.view(), Qt::Key_Up);
        QCOMPARE(shown.view().current(), std::optional<std::size_t>(0));
        QVERIFY(shown.view().accessibleDescription().contains(QStringLiteral("client1.req → broker.frontend")));
        QTest::keyClick(&shown.view(), Qt::Key_Return);
        QCOMPARE(shown.document.selection().wires, std::set<WireId>{FrontWire});
        const double before = shown.view().zoom();
        QTest::keyClick(&shown.view(), Qt::Key_Plus);
        QVERIFY(shown.view().zoom() > before);
        QTest::keyClick(&shown.view(), Qt::Key_0);
        QCOMPARE(shown.view().zoom(), 1.0);
    }

    void theWheelScrollsAndWithControlItZooms()
    {
        ShownSequence shown({700, 240});
        for (int i = 0; i < 50; ++i)
            shown.request();
        QScrollBar* bar = shown.view().verticalScrollBar();
        QVERIFY(shown.view().atEnd() && bar->maximum() > 0);
        const auto wheel = [&](int delta, Qt::KeyboardModifiers modifiers) {
            QWidget* port = shown.view().viewport();
            const QPointF at = port->rect().center();
            QWheelEvent event(at, port->mapToGlobal(at), {}, {0, delta}, {}, modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(port, &event);
        };
        wheel(240, {});
        QVERIFY(bar->value() < bar->maximum());
        QVERIFY(shown.panel->isFrozen());
        wheel(-120, Qt::ControlModifier);
        QVERIFY(shown.view().zoom() < 1);
        for (int i = 0; i < 50; ++i)
            wheel(-120, Qt::ControlModifier);
        QCOMPARE(shown.view().zoom(), SequenceView::LeastZoom);
    }

    void onlyWhatIsSeenIsPainted()
    {
        ShownSequence shown({800, 300});
        shown.request();
        SequenceView& view = shown.view();
        Sequence many;
        many.lifelines = {Client, Broker};
        for (int i = 0; i < 50000; ++i) {
            SequenceArrow arrow;
            arrow.from = ClientReq;
            arrow.to = Frontend;
            arrow.wire = FrontWire;
            arrow.sentSeconds = arrow.receivedSeconds = i;
            arrow.sent = arrow.received = {{FrameKind::Body, "x", false, false}};
            many.arrows.push_back(arrow);
        }
        view.showSequence(std::move(many));
        QVERIFY(view.geometry().size().height() > 1'000'000);
        for (const double share : {0.0, 0.5, 1.0}) {
            view.verticalScrollBar()->setValue(static_cast<int>(share * view.verticalScrollBar()->maximum()));
            (void)view.viewport()->grab();
            QVERIFY(view.rowsPainted() > 0 && view.rowsPainted() < 30);
        }
    }

    void rowsFollowEachOtherWithoutAGap()
    {
        ShownSequence shown;
        shown.source->runs = false;
        for (int i = 0; i < 10; ++i)
            shown.request();
        const auto& rows = shown.view().geometry().rows();
        QCOMPARE(rows.size(), std::size_t(20));
        for (std::size_t i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i].top, rows[i - 1].top + rows[i - 1].height);
            QCOMPARE(shown.view().geometry().rowAt(rows[i].top + 1), std::optional(i));
        }
        const SequenceGeometry::Reach reach = shown.view().geometry().reach(0);
        QVERIFY(reach.begin < reach.end); // the client stands left of the broker
    }

    void aMessageThatWasNotSeenToArriveIsNoArrowToTheOtherLifeline()
    {
        ShownSequence shown;
        shown.source->runs = false;
        shown.source->pass(ClientReq, false, FrontWire, {"into the void"});
        shown.panel->observationCame();
        QCOMPARE(shown.arrows(), std::size_t(1));
        QVERIFY(!shown.view().geometry().rows()[0].arrived);
        QVERIFY(shown.view().tipAt(shown.on(0)).contains(QStringLiteral("not seen to arrive")));
    }

    void aMessageOnItsWayIsNoLossYet()
    {
        ShownSequence shown;
        shown.source->pass(ClientReq, false, FrontWire, {"x"});
        shown.panel->observationCame();
        QCOMPARE(shown.arrows(), std::size_t(0));
        shown.source->pass(Frontend, true, FrontWire, {RoutingId, "", "x"});
        shown.panel->observationCame();
        QCOMPARE(shown.arrows(), std::size_t(1));
    }

    void theSequenceStandsStillUnderThePointer()
    {
        ShownSequence shown;
        shown.request();
        QWidget* port = shown.view().viewport();
        QEnterEvent enter(QPointF(10, 10), QPointF(10, 10), port->mapToGlobal(QPointF(10, 10)));
        QCoreApplication::sendEvent(port, &enter);
        shown.request();
        QCOMPARE(shown.arrows(), std::size_t(2));
        QCOMPARE(shown.panel->findChild<QToolButton*>(QStringLiteral("resume"))->text(), QStringLiteral("4 new"));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(port, &leave);
        QCOMPARE(shown.arrows(), std::size_t(4));
    }

    void onlyTheSocketsBetweenTheLifelinesAreLookedAt()
    {
        ShownSequence shown;
        shown.document.setSelection({{Client, Broker}, {}, {}});
        QCOMPARE(shown.source->sockets, (std::map<SocketRef, unsigned>{{ClientReq, 100}, {Frontend, 100}}));
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Hold the sequence")), Qt::LeftButton);
        QVERIFY(shown.source->nothingIsWished());
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Hold the sequence")), Qt::LeftButton);
        QVERIFY(!shown.source->nothingIsWished());
        shown.panel->hide();
        QTRY_VERIFY(shown.source->nothingIsWished());
        shown.panel->show();
        QTRY_VERIFY(!shown.source->nothingIsWished());
        // Nodes that no wire joins have nothing to look at.
        shown.document.setSelection({{Client, Worker}, {}, {}});
        QVERIFY(shown.source->nothingIsWished());
        QVERIFY(shown.said().contains(QStringLiteral("No wire joins these nodes")));
    }

    void theSequenceIsSavedAsAPictureAndAsMermaid()
    {
        QTemporaryDir folder;
        ShownSequence shown;
        shown.source->runs = false;
        shown.request();
        for (const QString& name : {QStringLiteral("s.svg"), QStringLiteral("s.mmd")}) {
            bool answered = false;
            pastePathInDialog(folder.filePath(name), answered);
            QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the sequence")), Qt::LeftButton);
            QVERIFY(answered);
        }
        QFile picture(folder.filePath(QStringLiteral("s.svg")));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QByteArray svg = picture.readAll();
        QVERIFY(QSvgRenderer(svg).isValid());
        QVERIFY(svg.contains("Broker"));
        QFile text(folder.filePath(QStringLiteral("s.mmd")));
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QByteArray mermaid = text.readAll();
        QVERIFY2(mermaid.contains("sequenceDiagram"), mermaid.constData());
    }

    void bothThemesPaintOnTheirOwnGround()
    {
        ShownSequence shown;
        shown.source->runs = false;
        shown.request();
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            Theme::instance().apply(kind);
            QCoreApplication::processEvents();
            const QImage image = shown.view().viewport()->grab().toImage();
            QCOMPARE(image.pixelColor(2, image.height() - 2), Theme::instance().colors().surface);
        }
    }

    void realMessagesGoToAndFro()
    {
        WindowDriver hand;
        hand.window().files().open(QStringLiteral("gallery:hello-world"));
        QVERIFY(hand.shortcut(hand.window().actions().run));
        QVERIFY(hand.waitForRates());
        QVERIFY(hand.shortcut(hand.window().actions().showSequence));
        auto* panel = hand.window().findChild<SequencePanel*>();
        QVERIFY(panel->isVisible());
        auto* view = panel->findChild<SequenceView*>();
        const auto has = [view](const char* from, const char* to) {
            return std::any_of(view->sequence().arrows.begin(), view->sequence().arrows.end(),
                               [&](const SequenceArrow& arrow) {
                                   return arrow.from.node == NodeId(from) && arrow.to.node == NodeId(to) &&
                                          arrow.receivedSeconds >= arrow.sentSeconds;
                               });
        };
        QTRY_VERIFY_WITH_TIMEOUT(has("client", "server") && has("server", "client"), Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().conditions().taps.size(), std::size_t(2), Deadline);
        hand.run().stop();
        QTRY_COMPARE_WITH_TIMEOUT(hand.run().state(), RunState::Stopped, Deadline);
        // What was seen stays; nothing is looked at any more.
        QVERIFY(!view->sequence().arrows.empty());
        QVERIFY(hand.run().conditions().taps.empty());
    }
};

QTEST_MAIN(SequenceViewTest)
#include "sequence_view_test.moc"
