// How long the window takes from the start of its process to its first paint, and what memory it holds then, beside an
// empty QMainWindow of the same Qt. Each sample is a process of its own; the two take turns.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

#include <QApplication>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QTimer>

#include "ui/theme/theme.h"
#include "ui/window/file_flow.h"
#include "ui/window/main_window.h"

using namespace zeroloom;

namespace {

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double wallMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double residentMebibytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return status.readAll().split(' ').value(1).toDouble() * 4096 / (1024 * 1024);
}

// Calls back once the event loop is idle after the first paint.
class FirstPaint final : public QObject {
public:
    explicit FirstPaint(std::function<void()> painted) : m_painted(std::move(painted)) {}

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_painted) {
            QTimer::singleShot(0, this, std::exchange(m_painted, nullptr));
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_painted;
};

int runChild(const QString& kind, int argc, char** argv)
{
    const double started = wallMilliseconds();
    QApplication application(argc, argv);
    DiskFileSystem files;
    std::unique_ptr<QMainWindow> window;
    if (kind == QLatin1String("empty")) {
        window = std::make_unique<QMainWindow>();
        window->resize(1440, 900);
    } else {
        Theme::instance().apply(ThemeKind::Light);
        auto ours = std::make_unique<MainWindow>(files, WindowOptions{QString(), false});
        if (kind == QLatin1String("topology") && !ours->files().load(QStringLiteral("gallery:task-pipeline"))) {
            return 1;
        }
        window = std::move(ours);
    }
    FirstPaint first([started] {
        std::printf("%.2f %.2f %.2f\n", wallMilliseconds() - started, processorMilliseconds(), residentMebibytes());
        QApplication::exit(0);
    });
    window->installEventFilter(&first);
    window->show();
    return QApplication::exec();
}

struct Samples {
    std::vector<double> wall, processor, memory;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

bool sample(const QString& kind, Samples& into)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), kind});
    if (!child.waitForFinished(60000) || child.exitCode() != 0) {
        return false;
    }
    const QList<QByteArray> fields = child.readAllStandardOutput().simplified().split(' ');
    into.wall.push_back(fields.value(0).toDouble());
    into.processor.push_back(fields.value(1).toDouble());
    into.memory.push_back(fields.value(2).toDouble());
    return fields.size() == 3;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc >= 3 && QLatin1String(argv[1]) == QLatin1String("--child")) {
        const QString kind = QString::fromLatin1(argv[2]);
        int qtArguments = 1;
        return runChild(kind, qtArguments, argv);
    }
    QCoreApplication application(argc, argv);
    const int rounds = argc >= 2 && QLatin1String(argv[1]) == QLatin1String("--quick") ? 1 : 11;
    const QStringList kinds{QStringLiteral("empty"), QStringLiteral("window"), QStringLiteral("topology")};
    std::vector<Samples> samples(static_cast<std::size_t>(kinds.size()));
    for (int round = 0; round < rounds; ++round) {
        for (qsizetype i = 0; i < kinds.size(); ++i) {
            if (!sample(kinds[i], samples[static_cast<std::size_t>(i)])) {
                std::fprintf(stderr, "window_bench: '%s' did not get to its first paint\n", qPrintable(kinds[i]));
                return 1;
            }
        }
    }
    std::printf("median of %d            first paint   processor   resident\n", rounds);
    const char* names[] = {"empty QMainWindow", "Zeroloom, empty", "Zeroloom, pipeline"};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::printf("%-22s %8.1f ms %8.1f ms %7.1f MiB\n", names[i], median(samples[i].wall),
                    median(samples[i].processor), median(samples[i].memory));
    }
    return 0;
}
