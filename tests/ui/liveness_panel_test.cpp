// The panel of hearts as a person uses it: what it shows of pretended hearts, and that it stands still while one reads.

#include <ctime>

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include "core/base/file_system.h"
#include "tests/support/pretended_hearts.h"
#include "tests/ui/isolated_settings.h"
#include "ui/liveness/change_log.h"
#include "ui/liveness/heart_table_view.h"
#include "ui/liveness/liveness_panel.h"
#include "ui/liveness/monitor_line.h"
#include "ui/liveness/round_trip_plot.h"
#include "ui/liveness/timeline_view.h"
#include "ui/theme/heart_look.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

namespace {

const test::IsolatedSettings settings;

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// A panel over pretended hearts, in a window of its own size.
struct Shown {
    explicit Shown(std::size_t count, const QSize& size = {1100, 360}) : document(files)
    {
        document.reset(samples::heartMonitor());
        auto owned = std::make_unique<test::PretendedHearts>(count);
        hearts = owned.get();
        panel = new LivenessPanel(document, std::move(owned), &frame);
        frame.resize(size);
        panel->resize(size);
        frame.show();
        if (count > 0)
            beat();
    }

    void beat()
    {
        hearts->beat();
        panel->refresh();
        QCoreApplication::processEvents();
    }
    HeartTableView& table() { return *panel->findChild<HeartTableView*>(); }
    TimelineView& timeline() { return *panel->findChild<TimelineView*>(); }
    ChangeLog& log() { return *panel->findChild<ChangeLog*>(); }
    QString cell(int row, HeartColumn column)
    {
        return table().model()->index(row, static_cast<int>(column)).data().toString();
    }
    QStringList ids()
    {
        QStringList ids;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            ids << cell(row, HeartColumn::Heart);
        return ids;
    }
    QToolButton* button(const QString& accessibleName)
    {
        for (auto* one : panel->findChildren<QToolButton*>())
            if (one->accessibleName() == accessibleName)
                return one;
        return nullptr;
    }
    void clickHeader(HeartColumn column)
    {
        const QHeaderView* header = table().horizontalHeader();
        const int x = header->sectionViewportPosition(static_cast<int>(column)) + 12;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {x, header->height() / 2});
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QRect rect = table().visualRect(table().model()->index(row, 0));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, rect.center());
    }
    static void enter(QWidget* widget)
    {
        QEnterEvent event(QPointF(10, 10), QPointF(10, 10), widget->mapToGlobal(QPointF(10, 10)));
        QCoreApplication::sendEvent(widget, &event);
    }
    static void leave(QWidget* widget)
    {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(widget, &event);
    }

    DiskFileSystem files;
    Document document;
    QWidget frame;
    LivenessPanel* panel = nullptr;
    test::PretendedHearts* hearts = nullptr;
};

void wheel(QWidget& widget, const QPointF& at, int delta)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, delta}, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

bool hasColor(const QImage& image, const QRect& where, const QColor& color)
{
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

} // namespace

class LivenessPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void anEmptyPanelSaysWhatToDoNext()
    {
        Shown shown(0);
        const auto text = [&] {
            for (const auto* label : shown.panel->findChildren<QLabel*>())
                if (label->isVisible() && label->wordWrap())
                    return label->text();
            return QString();
        };
        QVERIFY2(text().contains(QStringLiteral("F5")), qPrintable(text()));
        shown.document.reset({});
        QVERIFY2(text().contains(QStringLiteral("Monitor > Heartbeats")), qPrintable(text()));
        QVERIFY(text().contains(QStringLiteral("palette")));
    }

    void theTableSaysHowEachHeartIs()
    {
        Shown shown(12);
        QCOMPARE(shown.table().model()->rowCount(), 12);
        shown.hearts->are.lost = {4};
        shown.hearts->are.late = {7};
        shown.beat();
        QCOMPARE(shown.cell(4, HeartColumn::Heart), QStringLiteral("heart-0004"));
        QCOMPARE(shown.cell(4, HeartColumn::State), QStringLiteral("lost"));
        QCOMPARE(shown.cell(7, HeartColumn::State), QStringLiteral("late"));
        QCOMPARE(shown.cell(3, HeartColumn::State), QStringLiteral("alive"));
        QCOMPARE(shown.cell(4, HeartColumn::MissedInRow), QStringLiteral("3"));
        QCOMPARE(shown.cell(3, HeartColumn::Age), QStringLiteral("0.5 s"));
        QCOMPARE(shown.cell(3, HeartColumn::Median), QStringLiteral("0.60"));
        QCOMPARE(shown.cell(3, HeartColumn::Percentile99), QStringLiteral("1.80"));
        QCOMPARE(shown.cell(3, HeartColumn::Address), QStringLiteral("127.0.0.1:20003"));
        QCOMPARE(shown.cell(3, HeartColumn::Process), QStringLiteral("python3 (4003)"));
        QVERIFY(shown.table()
                    .model()
                    ->index(4, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("stopped by a signal")));
        QVERIFY(shown.button(QStringLiteral("10 alive")));
        QVERIFY(shown.button(QStringLiteral("1 lost")));
        const auto age = [&] { return shown.cell(4, HeartColumn::Age); };
        const QString before = age();
        shown.beat();
        QVERIFY(age() != before);
    }

    void aClickSelectsAHeartAndTellsWhyItIsLost()
    {
        Shown shown(12);
        shown.hearts->are.lost = {4};
        shown.beat();
        shown.clickRow(4);
        QString detail;
        for (const auto* label : shown.panel->findChildren<QLabel*>())
            if (label->accessibleName() == QStringLiteral("Current heart"))
                detail = label->text();
        QVERIFY2(detail.contains(QStringLiteral("heart-0004: lost")), qPrintable(detail));
        QVERIFY(detail.contains(QStringLiteral("stopped by a signal")));
    }

    void rowsStayUnderThePointerAndMoveWhenItHasLeft()
    {
        Shown shown(12);
        shown.clickHeader(HeartColumn::State);
        shown.clickHeader(HeartColumn::State); // descending: the lost first
        const QStringList before = shown.ids();
        Shown::enter(shown.table().viewport());
        shown.hearts->are.lost = {9};
        shown.beat();
        QVERIFY(shown.table().isHeld());
        shown.table().rows().update(true); // the next order is due
        QCOMPARE(shown.ids(), before);
        QCOMPARE(shown.cell(9, HeartColumn::State), QStringLiteral("lost")); // it is told at once, where it stands
        Shown::leave(shown.table().viewport());
        QTRY_VERIFY_WITH_TIMEOUT((shown.beat(), shown.ids().front() == QStringLiteral("heart-0009")), 20000);
        // Under the pointer again, but the person sorts anew.
        Shown::enter(shown.table().viewport());
        shown.clickHeader(HeartColumn::Heart);
        QCOMPARE(shown.ids(), before);
    }

    void newHeartsComeAtTheEndWhileThePointerIsThere()
    {
        Shown shown(5);
        shown.clickHeader(HeartColumn::Heart);
        shown.clickHeader(HeartColumn::Heart); // descending
        Shown::enter(shown.table().viewport());
        QCOMPARE(shown.ids().front(), QStringLiteral("heart-0004"));
        shown.hearts->are.count = 7;
        shown.beat();
        QCOMPARE(shown.ids().front(), QStringLiteral("heart-0004"));
        QCOMPARE(shown.ids().mid(5), QStringList({QStringLiteral("heart-0005"), QStringLiteral("heart-0006")}));
        Shown::leave(shown.table().viewport());
        QTRY_VERIFY_WITH_TIMEOUT((shown.beat(), shown.ids().front() == QStringLiteral("heart-0006")), 20000);
    }

    void aSelectionIsOfHeartsAndNotOfPlaces()
    {
        Shown shown(12);
        shown.clickRow(3);
        shown.clickRow(5, Qt::ControlModifier);
        shown.clickHeader(HeartColumn::Heart);
        shown.clickHeader(HeartColumn::Heart);
        std::vector<HeartKey> chosen = shown.table().chosen(10);
        std::ranges::sort(chosen);
        QCOMPARE(chosen, (std::vector<HeartKey>{{0, 3}, {0, 5}}));
        QCOMPARE(shown.ids().front(), QStringLiteral("heart-0011"));
    }

    void wordsAndStatesFilter()
    {
        Shown shown(30);
        shown.hearts->are.lost = {4, 14, 25};
        shown.beat();
        auto* words = shown.panel->findChild<QLineEdit*>();
        QTest::keyClicks(words, QStringLiteral("0004"));
        QCOMPARE(shown.ids(), QStringList(QStringLiteral("heart-0004")));
        words->clear();
        QTest::keyClicks(words, QStringLiteral("127.0.0.1:20014"));
        QCOMPARE(shown.ids(), QStringList(QStringLiteral("heart-0014")));
        words->clear();
        QTest::keyClicks(words, QStringLiteral("4007"));
        QCOMPARE(shown.ids(), QStringList(QStringLiteral("heart-0007")));
        words->clear();
        QToolButton* lost = shown.button(QStringLiteral("3 lost"));
        QVERIFY(lost);
        QTest::mouseClick(lost, Qt::LeftButton);
        QCOMPARE(shown.ids(), QStringList({QStringLiteral("heart-0004"), QStringLiteral("heart-0014"),
                                           QStringLiteral("heart-0025")}));
        QTest::keyClick(lost, Qt::Key_Space);
        QCOMPARE(shown.ids().size(), 30);
    }

    void theTimelineShowsWhatHappenedWhen()
    {
        Shown shown(4);
        for (int i = 0; i < 5; ++i)
            shown.beat();
        shown.hearts->are.lost = {1};
        for (int i = 0; i < 10; ++i)
            shown.beat();
        shown.hearts->are.lost = {};
        for (int i = 0; i < 5; ++i)
            shown.beat();
        TimelineView& timeline = shown.timeline();
        const QImage image = timeline.viewport()->grab().toImage();
        const ThemeColors& colors = Theme::instance().colors();
        const int header = shown.table().horizontalHeader()->height();
        const auto band = [&](int row, int secondsAgo) {
            const double width = timeline.viewport()->width() - Theme::Unit;
            const int x = static_cast<int>(width * (1 - secondsAgo / TimelineView::DefaultSpan));
            return QRect(x - 3, header + row * HeartTableView::RowHeight, 6, HeartTableView::RowHeight);
        };
        QVERIFY(hasColor(image, band(1, 10), colors.alarm));
        QVERIFY(!hasColor(image, band(1, 10), colors.good));
        QVERIFY(hasColor(image, band(1, 2), colors.good));
        QVERIFY(!hasColor(image, band(1, 2), colors.alarm));
        QVERIFY(hasColor(image, band(0, 10), colors.good));
        QVERIFY(!hasColor(image, band(0, 40), colors.good)); // before it came
        const QString tip = timeline.tipAt(band(1, 10).center());
        QVERIFY2(tip.contains(QStringLiteral("heart-0001: lost")), qPrintable(tip));
        QVERIFY(tip.contains(QStringLiteral("stopped by a signal")));
        QVERIFY(timeline.tipAt(band(1, 2).center()).contains(QStringLiteral("back")));
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, band(1, 10).center());
        QCOMPARE(shown.table().chosen(2), (std::vector<HeartKey>{{0, 1}}));
    }

    void timeIsZoomedByTheWheelAndMovedByDragging()
    {
        Shown shown(100);
        for (int i = 0; i < 30; ++i)
            shown.beat();
        TimelineView& timeline = shown.timeline();
        QWidget* viewport = timeline.viewport();
        wheel(*viewport, {100, 100}, 240);
        QVERIFY(timeline.span() < TimelineView::DefaultSpan * 0.8);
        QVERIFY(timeline.followsNow());
        QTest::mousePress(viewport, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(viewport, {200, 60});
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, {200, 60});
        QVERIFY(!timeline.followsNow());
        QCOMPARE(shown.table().verticalScrollBar()->value(), 40); // the rows moved with it, in the table as well
        QTest::mouseDClick(viewport, Qt::LeftButton, {}, {100, 100});
        QVERIFY(timeline.followsNow());
        QCOMPARE(timeline.span(), TimelineView::DefaultSpan);
        QTest::keyClick(&timeline, Qt::Key_Left);
        QVERIFY(!timeline.followsNow());
        QTest::keyClick(&timeline, Qt::Key_Home);
        QVERIFY(timeline.followsNow());
        shown.table().verticalScrollBar()->setValue(110);
        QCOMPARE(timeline.verticalScrollBar()->value(), 110);
    }

    void thePlotDrawsTheHeartsThatAreSelected()
    {
        Shown shown(12);
        for (int i = 0; i < 20; ++i)
            shown.beat();
        shown.panel->findChild<QTabBar*>()->setCurrentIndex(1);
        auto* plot = shown.panel->findChild<RoundTripPlot*>();
        QCOMPARE(plot->plot().lines().size(), std::size_t(4)); // the first, as none is selected
        shown.clickRow(6);
        QCOMPARE(plot->plot().lines().size(), std::size_t(1));
        QCOMPARE(plot->plot().lines()[0].name, QStringLiteral("heart-0006"));
        // What came before it was selected is there, in milliseconds.
        const auto data = const_cast<TimePlot&>(plot->plot()).graph(0)->data();
        QVERIFY2(data->size() >= 20, qPrintable(QString::number(data->size())));
        for (const QCPGraphData& point : *data)
            QVERIFY(point.value >= 0.4 && point.value < 0.9);
    }

    void theLogStandsStillUnderThePointerAndCountsWhatWaits()
    {
        Shown shown(20);
        shown.panel->findChild<QTabBar*>()->setCurrentIndex(2);
        auto* view = shown.log().findChild<QTreeView*>();
        QCOMPARE(view->model()->rowCount(), 20);
        Shown::enter(view->viewport());
        shown.hearts->are.lost = {1, 2, 3};
        shown.beat();
        QCOMPARE(view->model()->rowCount(), 20);
        const QToolButton* waiting = nullptr;
        for (const auto* button : shown.log().findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("3 new"))
                waiting = button;
        QVERIFY(waiting && waiting->isVisible());
        Shown::leave(view->viewport());
        QCOMPARE(view->model()->rowCount(), 23);
        QCOMPARE(view->model()->index(22, 1).data().toString(), QStringLiteral("heart-0003"));
        QCOMPARE(view->model()->index(22, 2).data().toString(), QStringLiteral("lost"));
    }

    void theMonitorsOwnConditionIsSaid()
    {
        Shown shown(3);
        auto* line = shown.panel->findChild<MonitorLine*>();
        QVERIFY2(line->facts().contains(QStringLiteral("33 beats sent")), qPrintable(line->facts()));
        QVERIFY(line->facts().contains(QStringLiteral("own delay 120 µs")));
        QVERIFY(line->facts().contains(QStringLiteral("a dead heart is called lost within 4 s")));
        QVERIFY(line->trouble().isEmpty());
        shown.hearts->are.cannotJudge = "the monitor was 2.1 s late";
        shown.beat();
        QVERIFY(line->trouble().contains(QStringLiteral("Can't judge: the monitor was 2.1 s late")));
        shown.hearts->are.cannotJudge.clear();
        shown.hearts->are.running = false;
        shown.beat();
        QVERIFY(line->trouble().contains(QStringLiteral("last that was known")));
    }

    void theRuleIsChangedHereAndTheChangeIsUndone()
    {
        Shown shown(3);
        const NodeId monitor("monitor");
        const auto period = [&] {
            const Values& params = shown.document.topology().node(monitor)->params;
            const auto found = params.find("period");
            return found == params.end() ? std::string() : toText(found->second);
        };
        const std::string before = period();
        auto* editor = shown.panel->findChild<RuleEditor*>();
        QTest::mouseClick(editor, Qt::LeftButton);
        QVERIFY(editor->panel() && editor->panel()->isVisible());
        const auto fields = editor->panel()->findChildren<QLineEdit*>();
        QVERIFY(!fields.isEmpty());
        QTest::keyClick(fields.front(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(fields.front(), QStringLiteral("250ms"));
        QTest::keyClick(fields.front(), Qt::Key_Return);
        QCOMPARE(period(), std::string("250ms"));
        shown.document.editor().undo();
        QCOMPARE(period(), before);
        QTest::keyClick(editor->panel(), Qt::Key_Escape);
        QVERIFY(!editor->panel()->isVisible());
    }

    void aNarrowPanelShowsOnePageAtATime()
    {
        Shown shown(12, {522, 183});
        QCOMPARE(shown.panel->width(), 522);
        QVERIFY(!shown.table().isVisible());
        QVERIFY(shown.timeline().isVisible());
        QComboBox* pages = nullptr;
        for (auto* box : shown.panel->findChildren<QComboBox*>())
            if (box->isVisible() && box->count() == 4)
                pages = box;
        QVERIFY(pages);
        QTest::keyClick(pages, Qt::Key_Home);
        QVERIFY(shown.table().isVisible());
        QVERIFY(!shown.timeline().isVisible());
        shown.panel->resize(1100, 300);
        QVERIFY(shown.table().isVisible());
        QVERIFY(shown.timeline().isVisible());
    }

    void anotherRunHasOtherHearts()
    {
        Shown shown(40);
        shown.clickRow(2);
        QVERIFY(shown.panel->timeline().size() == 40);
        shown.hearts->restart(3);
        shown.beat();
        QCOMPARE(shown.ids().size(), 3);
        QCOMPARE(shown.panel->timeline().size(), std::size_t(3));
    }

    // 5,000 of 10,000 hearts are gone at once and come back, again and again.
    void aLostNetworkNeitherFreezesTheWindowNorLosesAChange()
    {
        Shown shown(10'000);
        shown.clickHeader(HeartColumn::State); // the order that changes most
        double longest = 0;
        for (int round = 0; round < 6; ++round) {
            shown.panel->findChild<QTabBar*>()->setCurrentIndex(round % 3);
            for (std::uint32_t i = 0; i < 10'000; i += 2)
                if (round % 2 == 0)
                    shown.hearts->are.lost.insert(i);
                else
                    shown.hearts->are.lost.erase(i);
            shown.hearts->beat();
            while (shown.panel->lastEvent() < shown.hearts->lastHeartEventNumber()) {
                const double before = processorMilliseconds();
                shown.panel->refresh();
                QCoreApplication::processEvents();
                longest = std::max(longest, processorMilliseconds() - before);
            }
            QVERIFY(shown.button(round % 2 == 0 ? QStringLiteral("5,000 lost") : QStringLiteral("10,000 alive")));
        }
        QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
        QCOMPARE(shown.panel->timeline().size(), std::size_t(10'000 + 6 * 5'000));
        QCOMPARE(shown.panel->timeline().marks({0, 4}).size(), std::size_t(7));
        QCOMPARE(shown.panel->timeline().marks({0, 5}).size(), std::size_t(1));
    }
};

QTEST_MAIN(LivenessPanelTest)
#include "liveness_panel_test.moc"
