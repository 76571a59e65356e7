// What the canvas keeps of a topology: places, curves, what is where, what a tick may change, and automatic layout.
#include <QtTest>

#include "core/model/layout.h"
#include "tests/support/canvas_samples.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/canvas_tooltips.h"
#include "ui/canvas/dot_layout.h"
#include "ui/canvas/free_place.h"
#include "ui/canvas/item_look.h"
#include "ui/canvas/node_texts.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

class CanvasSceneTest : public QObject {
    Q_OBJECT

    static QString textOf(const CanvasScene& scene, const char* node) { return scene.node(NodeId(node))->subtitleText; }

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void cardsSayRoleAndLimits()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        QCOMPARE(textOf(scene, "vent"), QStringLiteral("source · 1,000/s · 64 B"));
        QCOMPARE(textOf(scene, "w3"), QStringLiteral("worker · 10 ms"));
        QCOMPARE(textOf(scene, "sink"), QStringLiteral("sink"));
        Socket socket;
        socket.type = SocketType::Push;
        QCOMPARE(highWaterMarkText(socket), QStringLiteral("blocks at 1,000"));
        socket.options["SNDHWM"] = std::int64_t{0};
        QCOMPARE(highWaterMarkText(socket), QStringLiteral("no limit"));
        socket.type = SocketType::Pub;
        socket.options["SNDHWM"] = std::int64_t{50000};
        QCOMPARE(highWaterMarkText(socket), QStringLiteral("drops at 50,000"));
        socket.type = SocketType::Pull;
        QCOMPARE(highWaterMarkText(socket), QString());
    }

    void portsStandAtTheSideOfTheirDirection()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        const NodeItem* node = scene.node(NodeId("w1"));
        QCOMPARE(scene.port({NodeId("w1"), SocketId("in")})->position.x(), node->rect.left());
        QCOMPARE(scene.port({NodeId("w1"), SocketId("out")})->position.x(), node->rect.right());
        QVERIFY(scene.port({NodeId("vent"), SocketId("out")})->binds);
        QVERIFY(!scene.port({NodeId("vent"), SocketId("out")})->connects);
        QVERIFY(scene.port({NodeId("w1"), SocketId("in")})->connects);
    }

    void twoPairsLookAtEachOther()
    {
        Topology topology;
        for (const char* id : {"a", "b"}) {
            Node node;
            node.id = NodeId(id);
            node.role = "peer";
            node.sockets = {Socket{SocketId("pair"), SocketType::Pair, {}, {}, PortSide::Auto, {}}};
            topology.nodes.push_back(node);
        }
        Wire wire;
        wire.id = WireId("w");
        wire.from = {NodeId("a"), SocketId("pair")};
        wire.to = {NodeId("b"), SocketId("pair")};
        topology.wires = {wire};
        topology.layout = {{NodeId("a"), {0, 0}}, {NodeId("b"), {400, 0}}};
        CanvasScene scene;
        scene.rebuild(topology);
        QVERIFY(!scene.port(wire.from)->left);
        QVERIFY(scene.port(wire.to)->left);
        QVERIFY(scene.wire(wire.id)->bounds.right() <= scene.node(NodeId("b"))->rect.left());
        topology.nodes[1].sockets[0].side = PortSide::Right; // what a person chose stays
        scene.rebuild(topology);
        QVERIFY(!scene.port(wire.to)->left);
    }

    void aRunningWireBearsThePortThatWasChosen()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        auto seen = std::make_shared<Observation>();
        seen->wires[WireId("a1")].endpoint = "tcp://127.0.0.1:41377";
        scene.setSelection({.nodes = {}, .wires = {WireId("a1")}, .notes = {}});
        QVERIFY(!scene.setObservation(seen).empty());
        QCOMPARE(scene.wire(WireId("a1"))->boundText, QStringLiteral("tcp://127.0.0.1:41377"));
        scene.setObservation(nullptr);
        QVERIFY(scene.wire(WireId("a1"))->boundText.isEmpty());
    }

    void aFreePlaceIsNearAndClearOfEverything()
    {
        const QRectF seen(0, 0, 800, 600);
        const QRectF wanted(300, 250, 184, 88);
        QCOMPARE(freePlace(wanted, {}, seen), QPointF(304, 248)); // on the grid
        std::vector<QRectF> taken;
        for (int i = 0; i < 12; ++i) {
            const QRectF next(freePlace(wanted, taken, seen), wanted.size());
            for (const QRectF& each : taken)
                QVERIFY(!each.intersects(next));
            if (i < 6)
                QVERIFY2(seen.contains(next), "while there is room in what is seen, there");
            taken.push_back(next);
        }
    }

    void everythingIsFoundWhereItIs()
    {
        CanvasScene scene;
        const Topology topology = samples::grid(400);
        scene.rebuild(topology);
        for (const Node& node : topology.nodes) {
            const NodeItem* item = scene.node(node.id);
            QCOMPARE(scene.nodeAt(item->rect.center()), item);
            QCOMPARE(scene.portAt(item->ports[0].position + QPointF(3, 3), 12), &item->ports[0]);
        }
        for (const auto& [id, wire] : scene.wires()) {
            QVERIFY(scene.wireAt(wire.middle, 1) != nullptr);
            QVERIFY(distanceTo(wire, wire.middle) < 0.5);
            const auto near = scene.wiresIn(QRectF(wire.middle - QPointF(1, 1), QSizeF(2, 2)));
            QVERIFY(std::find(near.begin(), near.end(), &wire) != near.end());
        }
        QVERIFY(scene.nodeAt({-500, -500}) == nullptr);
    }

    // A file may place a box anywhere; looking for what is in view must not walk the empty space between.
    void farAwayBoxesDoNotHurt()
    {
        Topology topology = samples::pipeline();
        topology.layout[NodeId("sink")] = {9e8, -9e8};
        CanvasScene scene;
        QElapsedTimer timer;
        timer.start();
        scene.rebuild(topology);
        QCOMPARE(scene.nodesIn(QRectF(-1e9, -1e9, 2e9, 2e9)).size(), std::size_t(5));
        QVERIFY(!scene.wiresIn(scene.node(NodeId("w1"))->rect.adjusted(0, 0, 40, 0)).empty());
        QVERIFY2(timer.elapsed() < 2000, "bounded by the number of items");
    }

    void wiresOfOnePairLieApart()
    {
        Topology topology = samples::pipeline();
        Wire twin = topology.wires[0];
        twin.id = WireId("twin");
        topology.wires.push_back(twin);
        CanvasScene scene;
        scene.rebuild(topology);
        const QPointF apart = scene.wire(WireId("twin"))->middle - scene.wire(topology.wires[0].id)->middle;
        QVERIFY(apart.manhattanLength() > 8);
    }

    void changesEqualARebuild()
    {
        Editor editor(samples::pipeline());
        CanvasScene scene;
        scene.rebuild(editor.topology());
        editor.subscribe([&](const ChangeSet& changes) { scene.apply(editor.topology(), changes); });
        QVERIFY(editor.move({{NodeId("w2"), {500, 600}}}, {}, {}).has_value());
        QVERIFY(editor.remove({.nodes = {NodeId("w1")}, .wires = {WireId("b2")}, .notes = {}}).has_value());
        QVERIFY(editor.addNodeForSocket(SocketType::Pull, {0, 400}).has_value());
        QVERIFY(editor.setLabel(NodeId("vent"), "A rather longer label than before, wider than the card").has_value());
        editor.undo();
        editor.undo();
        CanvasScene fresh;
        fresh.rebuild(editor.topology());
        QCOMPARE(scene.nodeCount(), fresh.nodeCount());
        QCOMPARE(scene.wires().size(), fresh.wires().size());
        for (const NodeItem* item : fresh.nodes()) {
            const NodeItem* kept = scene.node(item->node.id);
            QVERIFY(kept != nullptr);
            QCOMPARE(kept->rect, item->rect);
            for (std::size_t i = 0; i < item->ports.size(); ++i) {
                QCOMPARE(kept->ports[i].binds, item->ports[i].binds);
                QCOMPARE(kept->ports[i].connects, item->ports[i].connects);
            }
        }
        for (const auto& [id, wire] : fresh.wires()) {
            QCOMPARE(scene.wire(id)->middle, wire.middle);
            QCOMPARE(scene.wire(id)->bind, wire.bind);
        }
    }

    void nodesThatNobodyPlacedAreLaidOut()
    {
        Topology topology = samples::pipeline();
        topology.layout.clear();
        CanvasScene scene;
        scene.rebuild(topology);
        const auto nodes = scene.nodes();
        for (std::size_t a = 0; a < nodes.size(); ++a)
            for (std::size_t b = a + 1; b < nodes.size(); ++b)
                QVERIFY(!nodes[a]->rect.intersects(nodes[b]->rect));
    }

    // A tick in which every figure changes moves nothing and draws nothing of the static layer anew.
    void aTickChangesNoGeometry()
    {
        const Topology topology = samples::grid(200);
        CanvasScene scene;
        scene.rebuild(topology);
        scene.setObservation(samples::gridTick(topology, 1));
        std::map<WireId, QPointF> middles;
        for (const auto& [id, wire] : scene.wires())
            middles[id] = wire.middle;
        const SceneDamage damage = scene.setObservation(samples::gridTick(topology, 2));
        QVERIFY(damage.empty());
        QVERIFY(!damage.geometry);
        for (const auto& [id, wire] : scene.wires())
            QCOMPARE(wire.middle, middles[id]);
    }

    void aStateThatChangesDirtiesOnlyItsPlace()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        scene.setObservation(samples::pipelineRunning());
        const SceneDamage damage = scene.setObservation(samples::pipelineJammed());
        QVERIFY(!damage.all);
        QRectF all;
        for (const QRectF& rect : damage.rects)
            all |= rect;
        QVERIFY(all.intersects(scene.node(NodeId("w3"))->rect));
        QVERIFY(!all.intersects(scene.node(NodeId("sink"))->rect.adjusted(20, 0, 0, 0)));
        QCOMPARE(scene.node(NodeId("w3"))->look.footer, QStringLiteral("jams at 100 of 333/s"));
        QCOMPARE(scene.wire(WireId("a3"))->look.level, FillLevel::Alarm);
        QVERIFY(scene.setObservation(nullptr).rects.size() > 0);
        QVERIFY(!scene.wire(WireId("a3"))->look.live);
    }

    void levelsAreThoseOfTheDesign()
    {
        QCOMPARE(fillLevel(0.59), FillLevel::Calm);
        QCOMPARE(fillLevel(0.60), FillLevel::Warning);
        QCOMPARE(fillLevel(0.84), FillLevel::Warning);
        QCOMPARE(fillLevel(0.85), FillLevel::Alarm);
        WireObservation wire;
        wire.forward.depth = Figure<std::uint64_t>::exact(900);
        wire.fill = 0.9;
        QCOMPARE(wireLook(&wire, {}, true).level, FillLevel::None); // no limit, no gauge
        wire.depthLimit = 1000;
        QCOMPARE(wireLook(&wire, {}, true).level, FillLevel::Alarm);
        wire.forward.depth = {};
        QCOMPARE(wireLook(&wire, {}, true).level, FillLevel::None); // unknown is not 0 and not full
    }

    void tooltipsSayWhatIsNotKnownAndWhatOnlyTheSenderKnows()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        auto seen = std::make_shared<Observation>(*samples::pipelineRunning());
        FlowObservation& flow = seen->wires[WireId("a3")].forward;
        flow = {};
        flow.sentRate = Figure<double>::exact(500);
        scene.setObservation(seen);
        const QString wire = wireTooltip(scene, *scene.wire(WireId("a3")), {});
        QVERIFY2(wire.contains(QStringLiteral("500/s sent")), qPrintable(wire));
        QVERIFY2(wire.contains(QStringLiteral("— messages · unknown")), qPrintable(wire));
        QVERIFY2(!wire.contains(QStringLiteral("0/s ·")) && !wire.contains(QStringLiteral(">0/s")), qPrintable(wire));
        QVERIFY(wireDescription(scene, *scene.wire(WireId("a3"))).contains(QStringLiteral("500/s sent")));
    }

    void tooltipsSayWhereWhatWaitsIs()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        auto seen = std::make_shared<Observation>(*samples::pipelineRunning());
        FlowObservation& flow = seen->wires[WireId("a3")].forward;
        flow.depth = Figure<std::uint64_t>::exact(1902);
        flow.queueOut = Figure<std::uint64_t>::estimated(52);
        flow.inKernel = Figure<std::uint64_t>::estimated(850);
        flow.queueIn = Figure<std::uint64_t>::estimated(1000);
        scene.setObservation(seen);
        const QString wire = wireTooltip(scene, *scene.wire(WireId("a3")), {});
        QVERIFY2(wire.contains(QStringLiteral("~52 at the sender, ~850 in the kernel, ~1,000 at the receiver")),
                 qPrintable(wire));
    }

    void tooltipsGiveUnitsAndQuality()
    {
        CanvasScene scene;
        scene.rebuild(samples::pipeline());
        scene.setObservation(samples::pipelineJammed());
        const QString wire = wireTooltip(scene, *scene.wire(WireId("a3")), {});
        for (const char* words :
             {"tcp://127.0.0.1:5557", "connected", "100/s", "1,960 of 2,000 messages", "exact", "86 µs"})
            QVERIFY2(wire.contains(QString::fromUtf8(words)), qPrintable(wire));
        const QString port = portTooltip(scene, *scene.port({NodeId("vent"), SocketId("out")}));
        QVERIFY2(port.contains(QStringLiteral("blocks at 1,000")), qPrintable(port));
        QVERIFY(nodeTooltip(scene, *scene.node(NodeId("w3")), {}).contains(QStringLiteral("jams at")));
    }

    void dotIsGivenNumbersAndItsAnswerIsRead()
    {
        Topology topology = samples::pipeline();
        topology.nodes[0].id = NodeId("x\"]; evil [");
        const QByteArray graph = dotGraph(topology, {}, {});
        QVERIFY(!graph.contains("evil"));
        QVERIFY(graph.contains("n1 ["));
        const QByteArray plain = "graph 1 4 2\nnode n1 1 1.5 1 1 x solid box black grey\nstop\n";
        const auto places = readDotPlain(plain, topology, {{NodeId("w1"), {72, 72}}});
        QVERIFY(places.has_value());
        QCOMPARE(places->at(NodeId("w1")), (Point{36, 0}));
        QVERIFY(!readDotPlain("nonsense", topology, {}).has_value());
        QVERIFY(!readDotPlain("graph 1 4 2\nnode n99 1 1 1 1\n", topology, {}).has_value());
    }

    void layoutAnswersWithoutDotAndWithAFailingOne()
    {
        const Topology topology = samples::pipeline();
        for (const char* program : {"/nonexistent/dot", "/bin/false"}) {
            DotLayout layout;
            std::map<NodeId, Point> places;
            int answers = 0;
            layout.start(
                topology, {}, {},
                [&](const auto& found) {
                    places = found;
                    ++answers;
                },
                QString::fromLatin1(program));
            QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 5000);
            QCOMPARE(places, layeredLayout(topology));
        }
    }
};

QTEST_MAIN(CanvasSceneTest)
#include "canvas_scene_test.moc"
