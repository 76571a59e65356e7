// The inspector and the problems list, driven by keys and mouse: what is typed becomes the topology, and undo takes it
// back.

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include "core/base/file_system.h"
#include "core/role/role_catalogue.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/figure_grid.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/live_section.h"
#include "ui/inspector/problem_card.h"
#include "ui/inspector/problems_panel.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

namespace {

// A document with one pipeline of a source and a sink, and its panel, shown.
struct Bench {
    DiskFileSystem files;
    Document document{files};
    RunController run{document};
    InspectorPanel panel{document, run};
    NodeId push, pull;
    WireId wire;

    Bench()
    {
        push = *document.editor().addNodeForSocket(SocketType::Push, {0, 0});
        pull = *document.editor().addNodeForSocket(SocketType::Pull, {300, 0});
        wire = *document.editor().connect(port(push), port(pull));
        panel.resize(320, 700);
        panel.show();
    }
    SocketRef port(const NodeId& node) const { return {node, document.topology().node(node)->sockets.front().id}; }
    const Node& node(const NodeId& id) const { return *document.topology().node(id); }

    void select(const NodeId& id)
    {
        Selection selection;
        selection.nodes.insert(id);
        document.setSelection(selection);
        QCoreApplication::processEvents(); // widgets that join a shown layout are shown from the event loop
    }
    QLineEdit* field(const char* name) const
    {
        for (auto* line : panel.findChildren<QLineEdit*>())
            if (line->accessibleName() == QString::fromLatin1(name) && line->isVisibleTo(&panel))
                return line;
        return nullptr;
    }
    void selectWire()
    {
        Selection selection;
        selection.wires.insert(wire);
        document.setSelection(selection);
        QCoreApplication::processEvents();
    }
    // Of the page that is shown, where the panel lets one look at it.
    QScrollArea* page() const
    {
        for (auto* scroll : panel.findChildren<QScrollArea*>())
            if (scroll->isVisible())
                return scroll;
        return nullptr;
    }
    void openTab(int index) const
    {
        for (auto* tabs : panel.findChildren<QTabWidget*>())
            if (tabs->isVisible())
                tabs->setCurrentIndex(index);
        QCoreApplication::processEvents();
    }
    void type(QLineEdit* line, const char* text) const
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QString::fromLatin1(text));
    }
};

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void aParameterIsTypedSetAndUndone()
    {
        Bench bench;
        bench.select(bench.push);
        QLineEdit* rate = bench.field("Rate");
        QVERIFY(rate);
        bench.type(rate, "1000");
        QVERIFY2(!bench.node(bench.push).params.contains("rate"), "half-typed values must not reach what runs");
        QTest::keyClick(rate, Qt::Key_Return);
        QCOMPARE(toText(bench.node(bench.push).params.at("rate")), std::string("1000"));
        bench.document.editor().undo();
        QVERIFY(!bench.node(bench.push).params.contains("rate"));
        QVERIFY(bench.field("Rate")->text().isEmpty());
    }

    void aWrongValueIsExplainedAndChangesNothing()
    {
        Bench bench;
        bench.select(bench.pull);
        QLineEdit* work = bench.field("Work");
        QVERIFY(work);
        bench.type(work, "10");
        QTest::keyClick(work, Qt::Key_Return);
        QVERIFY(!bench.node(bench.pull).params.contains("work"));
        bool explained = false;
        for (const QLabel* label : work->parentWidget()->findChildren<QLabel*>())
            explained = explained || (label->isVisible() && label->text().contains(QStringLiteral("ms")));
        QVERIFY(explained);
        QTest::keyClick(work, Qt::Key_Escape);
        QVERIFY(work->text().isEmpty());
    }

    void escapeTakesTypingBack()
    {
        Bench bench;
        bench.select(bench.push);
        QLineEdit* label = bench.field("Label");
        bench.type(label, "Ventilator");
        QTest::keyClick(label, Qt::Key_Escape);
        QVERIFY(label->text().isEmpty());
        bench.type(label, "Ventilator");
        QTest::keyClick(label, Qt::Key_Return);
        QCOMPARE(bench.node(bench.push).label, std::string("Ventilator"));
    }

    void upAndDownStepWholeNumbers()
    {
        Bench bench;
        bench.select(bench.push);
        QLineEdit* size = bench.field("Size");
        QVERIFY(size);
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Up);
        QCOMPARE(toText(bench.node(bench.push).params.at("size")), std::string("65"));
        QTest::keyClick(size, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(toText(bench.node(bench.push).params.at("size")), std::string("55"));
    }

    void anEditElsewhereLeavesTheFieldThatIsTypedInAlone()
    {
        Bench bench;
        bench.select(bench.push);
        QLineEdit* rate = bench.field("Rate");
        bench.type(rate, "12");
        QVERIFY(bench.document.editor().setLabel(bench.pull, "Other"));
        QCOMPARE(bench.field("Rate"), rate);
        QCOMPARE(rate->text(), QStringLiteral("12"));
    }

    void anOptionIsSetAndReset()
    {
        Bench bench;
        bench.select(bench.push);
        bench.openTab(1);
        QLineEdit* limit = bench.field("SNDHWM");
        QVERIFY(limit);
        QCOMPARE(limit->placeholderText(), QStringLiteral("1000"));
        bench.type(limit, "5");
        QTest::keyClick(limit, Qt::Key_Return);
        QCOMPARE(toText(bench.node(bench.push).sockets.front().options.at("SNDHWM")), std::string("5"));
        for (auto* button : bench.panel.findChildren<QToolButton*>())
            if (button->accessibleName() == QStringLiteral("Reset SNDHWM"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(bench.node(bench.push).sockets.front().options.empty());
    }

    void subscriptionsKeepSpacesAndQuotes()
    {
        Bench bench;
        const NodeId sub = *bench.document.editor().addNodeForSocket(SocketType::Sub, {0, 300});
        bench.select(sub);
        bench.openTab(1);
        QLineEdit* field = bench.field("Subscriptions");
        QVERIFY(field);
        bench.type(field, "weather., \"10001 \", \"a,\"\"b\"");
        QTest::keyClick(field, Qt::Key_Return);
        const std::vector<std::string> wanted{"weather.", "10001 ", "a,\"b"};
        QCOMPARE(bench.node(sub).sockets.front().subscriptions, wanted);
        QCOMPARE(bench.field("Subscriptions")->text(), QStringLiteral("weather., \"10001 \", \"a,\"\"b\""));
    }

    void aWireGetsItsEndAndItsEndpoint()
    {
        Bench bench;
        Selection selection;
        selection.wires.insert(bench.wire);
        bench.document.setSelection(selection);
        QCoreApplication::processEvents();
        QLineEdit* endpoint = bench.field("Endpoint");
        QVERIFY(endpoint);
        bench.type(endpoint, "tcp://127.0.0.1:70000");
        bool explained = false;
        for (const QLabel* label : bench.panel.findChildren<QLabel*>())
            explained = explained || (label->isVisible() && label->text().contains(QStringLiteral("65535")));
        QVERIFY2(explained, "the port's range must be said while it is typed");
        bench.type(endpoint, "ipc:///run/x");
        QTest::keyClick(endpoint, Qt::Key_Return);
        QCOMPARE(bench.document.topology().wire(bench.wire)->endpoint, std::string("ipc:///run/x"));
    }

    void severalNodesAreChangedInOneStep()
    {
        Bench bench;
        const NodeId second = *bench.document.editor().addNodeForSocket(SocketType::Push, {0, 200});
        Selection selection;
        selection.nodes = {bench.push, second};
        bench.document.setSelection(selection);
        QCoreApplication::processEvents();
        QLineEdit* rate = bench.field("Rate");
        QVERIFY(rate);
        bench.type(rate, "7");
        QTest::keyClick(rate, Qt::Key_Return);
        QCOMPARE(toText(bench.node(bench.push).params.at("rate")), std::string("7"));
        QCOMPARE(toText(bench.node(second).params.at("rate")), std::string("7"));
        bench.document.editor().undo();
        QVERIFY(!bench.node(bench.push).params.contains("rate") && !bench.node(second).params.contains("rate"));
    }

    void aProblemsFixIsAppliedByItsButton()
    {
        Bench bench;
        ProblemsPanel problems(bench.document, bench.run);
        problems.resize(320, 400);
        problems.show();
        const NodeId pub = *bench.document.editor().addNodeForSocket(SocketType::Pub, {0, 300});
        const NodeId sub = *bench.document.editor().addNodeForSocket(SocketType::Sub, {300, 300});
        QVERIFY(bench.document.editor().connect(bench.port(pub), bench.port(sub)));
        QVERIFY(bench.document.editor().setSubscriptions(bench.port(sub), {}));
        bench.document.checkNow();
        QVERIFY(problems.count() > 0);
        QCoreApplication::processEvents();
        QPushButton* fix = nullptr;
        for (auto* card : problems.findChildren<ProblemCard*>())
            if (card->isVisibleTo(&problems) &&
                card->accessibleName().contains(QStringLiteral("subscri"), Qt::CaseInsensitive))
                fix = card->findChild<QPushButton*>(QStringLiteral("fix"));
        QVERIFY(fix);
        QTest::mouseClick(fix, Qt::LeftButton);
        QTRY_COMPARE(bench.node(sub).sockets.front().subscriptions, std::vector<std::string>{""});
        bench.document.checkNow();
        QCOMPARE(problems.count(), 0);
        bench.document.editor().undo();
        QVERIFY(bench.node(sub).sockets.front().subscriptions.empty());
    }

    void everyPageFitsTheNarrowestPanel()
    {
        Bench bench;
        bench.document.editor().setOption(bench.port(bench.push), "RECONNECT_IVL_MAX", Value(std::int64_t{100}));
        bench.panel.resize(bench.panel.minimumWidth(), 500);
        const auto fits = [&] {
            QCoreApplication::processEvents();
            return bench.page()->widget()->width() <= bench.page()->viewport()->width();
        };
        QVERIFY(fits());
        bench.selectWire();
        QVERIFY(fits());
        for (const NodeId& node : {bench.push, bench.pull}) {
            bench.select(node);
            for (int tab = 0; tab < 4; ++tab) {
                bench.openTab(tab);
                QVERIFY2(fits(), qPrintable(QString::number(tab)));
            }
        }
        Selection both;
        both.nodes = {bench.push, bench.pull};
        bench.document.setSelection(both);
        QVERIFY(fits());
    }

    void aGridOfFiguresGivesWayAndKeepsItsFiguresWhole()
    {
        FigureGrid grid;
        const QString endpoint = QStringLiteral("tcp://127.0.0.1:41377");
        grid.setRows({{QStringLiteral("endpoint"), endpoint, {}, {}},
                      {QStringLiteral("a label that is far too long for its column"),
                       QStringLiteral("1,309"),
                       QStringLiteral("ledger closes after all of it"),
                       {}}});
        grid.resize(224, grid.sizeHint().height());
        grid.show();
        for (const ElidedLabel* label : grid.findChildren<ElidedLabel*>()) {
            QVERIFY(label->geometry().right() < grid.width());
            if (label->text() == endpoint || label->text() == QStringLiteral("1,309"))
                QCOMPARE(label->shownText(), label->text());
        }
    }

    void fieldsStandInLineAndKeepTheirWidthWhenTheyAreSet()
    {
        Bench bench;
        bench.select(bench.push);
        const auto left = [&](const QWidget* field) { return field->mapTo(&bench.panel, QPoint()).x(); };
        const int place = left(bench.field("Label"));
        for (const char* name : {"Id", "Rate", "Size", "Count"}) {
            QCOMPARE(left(bench.field(name)), place);
            QCOMPARE(bench.field(name)->width(), bench.field("Label")->width());
        }
        for (const QComboBox* choice : bench.panel.findChildren<QComboBox*>()) {
            if (!choice->isVisible())
                continue;
            QCOMPARE(left(choice), place);
            QCOMPARE(choice->width(), bench.field("Label")->width());
        }
        bench.document.editor().setParam(bench.push, "rate", Value(std::int64_t{7}));
        QCoreApplication::processEvents();
        QCOMPARE(bench.field("Rate")->width(), bench.field("Label")->width());
    }

    void aTabIsAsHighAsWhatItShows()
    {
        Bench bench;
        bench.panel.resize(320, 300);
        bench.select(bench.push);
        bench.openTab(1);
        QTRY_VERIFY2(bench.page()->verticalScrollBar()->maximum() > 0, "the sockets' tab is the high one");
        bench.openTab(2);
        QTRY_COMPARE(bench.page()->verticalScrollBar()->maximum(), 0);
    }

    void wiresAreNamedAsTheCanvasNamesTheirNodes()
    {
        Bench bench;
        bench.document.editor().setLabel(bench.push, "Ventilator");
        bench.document.editor().setLabel(bench.pull, "Worker 1");
        bench.select(bench.push);
        bench.openTab(2);
        const QString name = QStringLiteral("Ventilator.out → Worker 1.in");
        const auto buttons = bench.panel.findChildren<ElidedButton*>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [&](const auto* each) { return each->text() == name; }));
        bench.selectWire();
        const auto labels = bench.panel.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [&](const QLabel* each) { return each->isVisible() && each->text() == name; }));
    }

    void aTimesFieldSaysItsUnits()
    {
        for (const ParameterInfo& parameter : roleByName("sink")->parameters)
            if (parameter.name == "work")
                QVERIFY(fieldSpec(parameter).unit.contains(QStringLiteral("ms")));
    }

    void oneOfAThingIsNotCountedAsMany()
    {
        Bench bench;
        QCoreApplication::processEvents();
        bool found = false;
        for (const QLabel* label : bench.panel.findChildren<QLabel*>())
            found = found || (label->isVisible() && label->text() == QStringLiteral("2 nodes · 1 wire"));
        QVERIFY(found);
    }

    void everyFixSaysWhatItDoes()
    {
        Bench bench;
        ProblemsPanel problems(bench.document, bench.run);
        problems.resize(260, 400);
        problems.show();
        bench.document.editor().setEndpoint(bench.wire, "tcp://127.0.0.1:5557");
        const NodeId push = *bench.document.editor().addNodeForSocket(SocketType::Push, {0, 300});
        const NodeId pull = *bench.document.editor().addNodeForSocket(SocketType::Pull, {300, 300});
        const WireId clash = *bench.document.editor().connect(bench.port(push), bench.port(pull));
        bench.document.editor().setEndpoint(clash, "tcp://127.0.0.1:5557");
        bench.document.checkNow();
        QCoreApplication::processEvents();
        QStringList acts;
        for (const auto* button : problems.findChildren<QPushButton*>(QStringLiteral("fix")))
            acts << button->text();
        QCOMPARE(acts, QStringList{QStringLiteral("Use a free port")});
        bench.document.editor().setLabel(push, "A node with a name so long that no button holds it in one line");
        bench.document.editor().setRole(push, "sink");
        bench.document.checkNow();
        QCoreApplication::processEvents();
        for (const auto* button : problems.findChildren<QPushButton*>(QStringLiteral("fix"))) {
            if (!button->isVisible())
                continue;
            QTRY_VERIFY(button->height() >= button->heightForWidth(button->width()));
            QVERIFY(button->width() <= problems.width());
        }
    }

    void unknownFiguresAreNotShownAsZero()
    {
        Socket socket;
        socket.type = SocketType::Pull;
        SocketObservation observed;
        for (const FigureRow& row : socketRows(socket, observed))
            if (row.label == QStringLiteral("queue in")) {
                QVERIFY(row.figure.startsWith(QStringLiteral("—")));
                QCOMPARE(row.note, QStringLiteral("unknown"));
                return;
            }
        QFAIL("no row for the queue");
    }

    void aWireToSomebodyElsesProgramSaysWhatIsSentAndWhatIsNotKnown()
    {
        WireObservation wire;
        wire.forward.sent = Figure<std::uint64_t>::exact(1000);
        wire.forward.sentRate = Figure<double>::exact(500);
        wire.backward.lost = Figure<LossCounts>::exact({});
        QStringList told;
        for (const FigureRow& row : wireRows(wire))
            told << QStringLiteral("%1: %2 (%3)").arg(row.label, row.figure, row.note);
        QVERIFY2(told.contains(QStringLiteral("rate: — (unknown)")), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(QStringLiteral("send rate: 500/s (exact)")), qPrintable(told.join(u'\n')));
        QVERIFY2(told.contains(QStringLiteral("lost: — (unknown)")), qPrintable(told.join(u'\n')));
    }

    void aWiresQueueIsShownWhereItWaits()
    {
        WireObservation wire;
        wire.forward.depth = Figure<std::uint64_t>::exact(1902);
        wire.forward.queueOut = Figure<std::uint64_t>::estimated(52);
        wire.forward.inKernel = Figure<std::uint64_t>::estimated(850);
        wire.forward.queueIn = Figure<std::uint64_t>::estimated(1000);
        wire.forward.tcpBytes = Figure<std::uint64_t>::exact(1536);
        QStringList told;
        for (const FigureRow& row : wireRows(wire))
            told << QStringLiteral("%1: %2 (%3)").arg(row.label.trimmed(), row.figure, row.note);
        for (const QString& row :
             {QStringLiteral("at the sender: ~52 (estimated)"), QStringLiteral("in the kernel: ~850 (estimated)"),
              QStringLiteral("at the receiver: ~1,000 (estimated)"), QStringLiteral("bytes (tcp): 1.5 KiB (exact)")})
            QVERIFY2(told.contains(row), qPrintable(told.join(u'\n')));
    }
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
