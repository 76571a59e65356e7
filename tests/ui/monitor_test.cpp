// Plots and the event log over a real run of a pipeline.

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "core/base/file_system.h"
#include "ui/monitor/event_log_model.h"
#include "ui/monitor/event_log_panel.h"
#include "ui/monitor/plots_panel.h"
#include "ui/monitor/time_plot.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

class MonitorTest : public QObject {
    Q_OBJECT

    DiskFileSystem m_files;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<RunController> m_run;
    NodeId m_push, m_pull, m_other;
    WireId m_wire;

    // A selection for the length of a test.
    class Selecting {
    public:
        Selecting(Document& document, Selection selection) : m_document(document)
        {
            m_document.setSelection(std::move(selection));
        }
        ~Selecting() { m_document.setSelection({}); }

    private:
        Document& m_document;
    };

    SocketRef port(const NodeId& id) const { return {id, m_document->topology().node(id)->sockets.front().id}; }

    // The newest value that a plot shows of a series; none: NaN.
    static double lastValue(const QString& csv, const QString& plot, const QString& series)
    {
        double last = qQNaN();
        for (const QString& line : csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            const QStringList cells = line.split(QLatin1Char(','));
            if (cells[0] == plot && cells[1] == series && !cells.value(4).isEmpty())
                last = cells[4].toDouble();
        }
        return last;
    }

    // What stands at a plot's left, from below.
    static QStringList labels(const TimePlot& plot)
    {
        QVector<double> ticks;
        QVector<QString> texts;
        plot.yAxis->ticker()->generate(plot.yAxis->range(), QLocale(QLocale::English), QLatin1Char('f'), 0, ticks,
                                       nullptr, &texts);
        return QStringList(texts.begin(), texts.end());
    }

    static double lastSecond(const QString& csv)
    {
        double last = 0;
        for (const QString& line : csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            last = std::max(last, line.split(QLatin1Char(',')).value(3).toDouble());
        return last;
    }

    static void wheel(QWidget& widget, int delta)
    {
        const QPointF at = widget.rect().center();
        QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, delta}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &event);
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(ThemeKind::Light);
        m_document = std::make_unique<Document>(m_files);
        m_run = std::make_unique<RunController>(*m_document);
        Editor& editor = m_document->editor();
        m_push = *editor.addNodeForSocket(SocketType::Push, {0, 0});
        m_pull = *editor.addNodeForSocket(SocketType::Pull, {300, 0});
        m_other = *editor.addNodeForSocket(SocketType::Pull, {300, 200});
        QVERIFY(editor.setParam(m_push, "rate", Value(std::int64_t{200})));
        m_wire = *editor.connect(port(m_push), port(m_pull));
        QVERIFY(editor.connect(port(m_push), port(m_other)));
        m_run->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_run->observation()->messagesInPerSecond.value > 100, 20000);
    }

    void cleanupTestCase()
    {
        m_run.reset();
        m_document.reset();
    }

    void plotsDrawTheRunAndSaveIt()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().count(QLatin1Char('\n')) > 20, 20000);
        const QString csv = panel.toCsv();
        QVERIFY(csv.startsWith(QStringLiteral("plot,series,unit,seconds,value\n")));
        double most = 0;
        for (const QString& line : csv.split(QLatin1Char('\n'))) {
            const QStringList cells = line.split(QLatin1Char(','));
            if (cells.size() == 5 && cells[0] == QStringLiteral("Rate"))
                most = std::max(most, cells[4].toDouble());
        }
        QVERIFY2(most > 100 && most < 400, qPrintable(QString::number(most)));
    }

    void pausedPlotsStandStill()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().count(QLatin1Char('\n')) > 20, 20000);
        panel.setPaused(true);
        const QString before = panel.toCsv();
        const double seconds = m_run->observation()->seconds;
        QTRY_VERIFY_WITH_TIMEOUT(m_run->observation()->seconds > seconds + 0.6, 20000);
        QCOMPARE(panel.toCsv(), before);
        panel.setPaused(false);
        QVERIFY(panel.toCsv() != before);
    }

    void pausedPlotsStandStillWhenTheyAreClickedZoomedOrShowOtherLines()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().count(QLatin1Char('\n')) > 20, 20000);
        panel.setPaused(true);
        const QString before = panel.toCsv();
        const double paused = m_run->observation()->seconds;
        QTRY_VERIFY_WITH_TIMEOUT(m_run->observation()->seconds > paused + 0.6, 20000);
        auto* plot = panel.findChild<TimePlot*>();
        QTest::mouseClick(plot, Qt::LeftButton);
        QCOMPARE(panel.toCsv(), before);
        QVERIFY(m_document->editor().setLabel(m_pull, "Sink"));
        m_document->editor().undo();
        QCOMPARE(panel.toCsv(), before);
        wheel(*plot, -120);
        QVERIFY(lastSecond(panel.toCsv()) <= paused + 0.05);
        QVERIFY(plot->xAxis->range().upper <= paused);
        const Selecting selecting(*m_document, {{m_push}, {}, {}});
        QVERIFY(!panel.toCsv().contains(QStringLiteral(",pull,")));
        QVERIFY(panel.toCsv().count(QLatin1Char('\n')) > 5);
        QVERIFY(lastSecond(panel.toCsv()) <= paused + 0.05);
    }

    void aSelectedWireShowsItsOwnFiguresAndNotThoseOfItsEnds()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        const Selecting selecting(*m_document, {{}, {m_wire}, {}});
        const QString name = QStringLiteral("push → pull");
        // Half of the source's 200 a second goes this way.
        const auto rate = [&] { return lastValue(panel.toCsv(), QStringLiteral("Rate"), name); };
        QTRY_VERIFY_WITH_TIMEOUT(rate() > 60 && rate() < 140, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(lastValue(panel.toCsv(), QStringLiteral("Queue depth"), name) >= 0, 20000);
        panel.resize(1200, 240);
        const QString times = QStringLiteral("Latency");
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().count(times) > 0, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().contains(QStringLiteral("round trip")), 20000);
        for (const QString& line : panel.toCsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts).mid(1))
            QVERIFY2(line.contains(name) || line.contains(QStringLiteral("round trip")), qPrintable(line));
    }

    void whatIsTheSameInSeveralPlotsLooksTheSame()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(1200, 240);
        panel.show();
        const Selecting selecting(*m_document, {{m_push, m_other, m_pull}, {}, {}});
        std::map<SocketRef, QColor> colors;
        for (const TimePlot* plot : panel.findChildren<TimePlot*>())
            for (std::size_t i = 0; i < plot->lines().size(); ++i) {
                const QColor color = plot->graph(static_cast<int>(i))->pen().color();
                QCOMPARE(colors.try_emplace(plot->lines()[i].key.socket, color).first->second, color);
            }
        QCOMPARE(colors.size(), std::size_t(3));
    }

    void messagesAreCountedInWholesAndTimesInTheUnitThatSuitsThem()
    {
        PlotsPanel panel(*m_document, *m_run);
        panel.resize(1200, 240);
        panel.show();
        const Selecting selecting(*m_document, {{m_other}, {}, {}});
        const auto plots = panel.findChildren<TimePlot*>();
        QTRY_COMPARE_WITH_TIMEOUT(labels(*plots[1]).join(QLatin1Char(' ')), QStringLiteral("0 1 2 3 4"), 20000);
        const auto* heading = plots[2]->findChild<QLabel*>();
        QVERIFY(heading->text().endsWith(QStringLiteral("µs")));
        // It gets 100 a second and manages 50.
        QVERIFY(m_document->editor().setParam(m_other, "work", Value(std::string("20ms"))));
        QTRY_VERIFY_WITH_TIMEOUT(
            heading->text().endsWith(QStringLiteral(" ms")) || heading->text().endsWith(QStringLiteral(";ms")), 20000);
        for (const QString& label : labels(*plots[2]))
            QVERIFY2(label.size() < 5, qPrintable(label));
        QVERIFY(m_document->editor().setParam(m_other, "work", std::nullopt));
    }

    void theLogShowsConnectionsAndFilters()
    {
        EventLogPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().contains(QStringLiteral("HANDSHAKE_SUCCEEDED")), 20000);
        auto* search = panel.findChild<QLineEdit*>();
        QTest::keyClicks(search, QStringLiteral("listening"));
        const QStringList lines = panel.toCsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QVERIFY(lines.size() >= 2);
        for (qsizetype i = 1; i < lines.size(); ++i)
            QVERIFY2(lines[i].contains(QStringLiteral("listening"), Qt::CaseInsensitive), qPrintable(lines[i]));
        QVERIFY(panel.toJsonLines().startsWith(QLatin1Char('{')));
        search->clear();
        panel.findChild<QComboBox*>()->setCurrentIndex(2);
        QCOMPARE(panel.toCsv().count(QLatin1Char('\n')), 1);
    }

    void theLogCountsWhatItLeavesOut()
    {
        const SteadyClock clock;
        Observer observer(m_document->topology(), clock);
        HostBatch batch;
        batch.host = HostId("local");
        batch.events.resize(300);
        batch.eventsLeftOut = 7; // the host had no room for them
        observer.addBatch(batch);
        EventLogModel model;
        model.fetch(observer);
        QCOMPARE(model.rowCount(), 300);
        QCOMPARE(model.leftOut(), std::uint64_t(7));
        batch.events.resize(EventLogModel::Limit);
        batch.eventsLeftOut = 0;
        observer.addBatch(batch);
        model.fetch(observer);
        QCOMPARE(model.rowCount(), static_cast<int>(EventLogModel::Limit));
        QCOMPARE(model.leftOut(), std::uint64_t(307));
    }

    void theLogStandsStillUnderThePointer()
    {
        EventLogPanel panel(*m_document, *m_run);
        panel.resize(900, 240);
        panel.show();
        QTRY_VERIFY_WITH_TIMEOUT(panel.toCsv().count(QLatin1Char('\n')) > 2, 20000);
        auto* view = panel.findChild<QTreeView*>();
        QEnterEvent enter(QPointF(10, 10), QPointF(10, 10), view->viewport()->mapToGlobal(QPointF(10, 10)));
        QCoreApplication::sendEvent(view->viewport(), &enter);
        QVERIFY(panel.isFrozen());
        const QString before = panel.toCsv();
        // A second receiver makes events; the list must not move until the pointer leaves.
        Editor& editor = m_document->editor();
        const NodeId late = *editor.addNodeForSocket(SocketType::Pull, {300, 400});
        QVERIFY(editor.connect(port(m_push), port(late)));
        QTRY_VERIFY_WITH_TIMEOUT(m_run->observation()->nodes.count(late) == 1, 20000);
        QPushButton* resume = nullptr;
        for (auto* button : panel.findChildren<QPushButton*>())
            if (button->text().endsWith(QStringLiteral(" new")))
                resume = button;
        QVERIFY(resume);
        QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible(), 20000);
        QVERIFY(resume->text().section(QLatin1Char(' '), 0, 0).toInt() > 0);
        QCOMPARE(panel.toCsv(), before);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view->viewport(), &leave);
        QVERIFY(panel.toCsv().size() > before.size());
    }
};

QTEST_MAIN(MonitorTest)
#include "monitor_test.moc"
