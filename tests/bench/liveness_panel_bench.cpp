// How long the panel of hearts keeps the window from answering: the longest step, in processor time of the GUI thread
// with all that is painted, while 10,000 hearts beat, while 5,000 of them are lost at once and come back, and while a
// person sorts, filters and scrolls. `--pictures FOLDER` saves what it looks like instead.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabBar>

#include "core/base/file_system.h"
#include "tests/support/pretended_hearts.h"
#include "ui/liveness/heart_table_view.h"
#include "ui/liveness/liveness_panel.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

namespace {

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Bench {
    explicit Bench(std::size_t count) : document(files)
    {
        auto source = std::make_unique<test::PretendedHearts>(count);
        hearts = source.get();
        document.reset(samples::heartMonitor());
        panel = new LivenessPanel(document, std::move(source), &frame);
        frame.show();
        resize({1000, 320});
        table = panel->findChild<HeartTableView*>();
        hearts->look();
    }

    // All that one look causes, signals and painting included.
    double step(const std::function<void()>& act)
    {
        const double before = processorMilliseconds();
        act();
        QApplication::processEvents(QEventLoop::AllEvents);
        return processorMilliseconds() - before;
    }
    void measure(const char* what, int times, const std::function<void(int)>& before,
                 const std::function<void(int)>& act)
    {
        std::vector<double> steps;
        for (int i = 0; i < times; ++i) {
            before(i);
            steps.push_back(step([&] { act(i); }));
        }
        std::sort(steps.begin(), steps.end());
        std::printf("%-34s %8.2f ms median %8.2f ms longest\n", what, steps[steps.size() / 2], steps.back());
        longest = std::max(longest, steps.back());
    }
    void refresh() { panel->refresh(); }
    // Any size: a window of its own would not be smaller than its widest form.
    void resize(const QSize& size)
    {
        frame.resize(size);
        panel->resize(size);
        QApplication::processEvents();
    }

    DiskFileSystem files;
    Document document;
    test::PretendedHearts* hearts = nullptr;
    QWidget frame;
    LivenessPanel* panel = nullptr;
    HeartTableView* table = nullptr;
    double longest = 0;
};

void loseHalf(Bench& bench, bool lost)
{
    for (std::uint32_t i = 0; i < bench.hearts->are.count; i += 2)
        if (lost)
            bench.hearts->are.lost.insert(i);
        else
            bench.hearts->are.lost.erase(i);
}

void measureAll(Bench& bench, int times)
{
    const auto beat = [&](int) { bench.hearts->beat(); };
    const auto refresh = [&](int) { bench.refresh(); };
    const auto nothing = [](int) {};
    bench.measure("all are new", 1, nothing, refresh);
    bench.measure("all beat", times, beat, refresh);
    for (const auto& [page, what] : {std::pair{0, "half lost or back, timeline"},
                                     {1, "half lost or back, plot"},
                                     {2, "half lost or back, log of changes"}}) {
        bench.panel->findChild<QTabBar*>()->setCurrentIndex(page);
        bench.measure(
            what, times,
            [&](int i) {
                loseHalf(bench, i % 2 == 0);
                bench.hearts->beat();
            },
            refresh);
    }
    bench.panel->findChild<QTabBar*>()->setCurrentIndex(0);
    bench.table->selectAll();
    bench.measure(
        "the same, with all selected", times,
        [&](int i) {
            loseHalf(bench, i % 2 == 0);
            bench.hearts->beat();
        },
        refresh);
    bench.table->sortByColumn(static_cast<int>(HeartColumn::State), Qt::DescendingOrder);
    bench.measure(
        "half lost or back, in another order", times,
        [&](int i) {
            loseHalf(bench, i % 2 == 0);
            bench.hearts->beat();
            bench.panel->refresh();
        },
        [&](int) { bench.table->rows().update(true); });
    bench.measure("sorted by another column", HeartColumns, nothing, [&](int i) {
        bench.table->horizontalHeader()->setSortIndicator(i, i % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
    });
    bench.measure("filtered by words", times, nothing, [&](int i) {
        bench.panel->findChild<QLineEdit*>()->setText(i % 2 == 0 ? QStringLiteral("7") : QString());
    });
    bench.measure("scrolled", times, nothing, [&](int i) {
        bench.table->verticalScrollBar()->setValue(i * 997 % std::max(1, bench.table->verticalScrollBar()->maximum()));
    });
}

void live(Bench& bench, int beats, const std::function<void(std::uint64_t, samples::HeartsAre&)>& change)
{
    for (int i = 0; i < beats; ++i) {
        change(static_cast<std::uint64_t>(i), bench.hearts->are);
        bench.hearts->beat();
        bench.refresh();
        QApplication::processEvents();
    }
}

void someTrouble(std::uint64_t beat, samples::HeartsAre& are)
{
    are.late.clear();
    are.late.insert(static_cast<std::uint32_t>(beat * 7 % are.count));
    are.late.insert(2);
    if (beat == 20)
        are.lost = {1, 4, 5};
    if (beat == 38)
        are.lost = {1};
    if (beat % 10 == 9)
        are.late.erase(2);
    for (const std::uint32_t lost : are.lost)
        are.late.erase(lost);
}

bool savePictures(const QString& folder)
{
    bool saved = QDir().mkpath(folder);
    for (const auto& [kind, name] : {std::pair{ThemeKind::Light, "light"}, {ThemeKind::Dark, "dark"}}) {
        Theme::instance().apply(kind);
        for (const QSize size : {QSize(940, 235), QSize(524, 183), QSize(1400, 420)}) {
            const auto save = [&](Bench& bench, const char* what) {
                bench.resize(size);
                bench.refresh();
                QApplication::processEvents();
                saved = bench.panel->grab().save(QStringLiteral("%1/%2-%3-%4.png")
                                                     .arg(folder, QLatin1String(what), QLatin1String(name))
                                                     .arg(size.width())) &&
                        saved;
            };
            Bench busy(3000);
            live(busy, 60, someTrouble);
            busy.table->selectRow(1);
            save(busy, "timeline");
            busy.panel->findChild<QTabBar*>()->setCurrentIndex(1);
            save(busy, "plot");
            busy.panel->findChild<QTabBar*>()->setCurrentIndex(2);
            save(busy, "changes");
            Bench lost(10'000);
            live(lost, 3, [](std::uint64_t, samples::HeartsAre&) {});
            loseHalf(lost, true);
            lost.hearts->are.cannotJudge = "the monitor itself was 3.2 s late";
            live(lost, 5, [](std::uint64_t, samples::HeartsAre&) {});
            save(lost, "lost");
            Bench empty(0);
            save(empty, "none");
        }
    }
    return saved;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Theme::instance().apply(ThemeKind::Light);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == QLatin1String("--pictures"))
        return savePictures(arguments.value(2)) ? 0 : 1;
    const bool quick = arguments.value(1) == QLatin1String("--quick");
    Bench bench(10'000);
    measureAll(bench, quick ? 2 : 40);
    std::printf("longest step: %.2f ms; %zu marks on the timeline, %zu changes, none lost: %s\n", bench.longest,
                bench.panel->timeline().size(), bench.hearts->events().size(),
                bench.panel->lastEvent() == bench.hearts->events().size() ? "yes" : "no");
    return bench.panel->lastEvent() == bench.hearts->events().size() ? 0 : 1;
}
