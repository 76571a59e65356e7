// The window's program: arguments, theme, the first windows, and how it all ends.
#include <iostream>

#include <QApplication>
#include <QSessionManager>
#include <QSettings>
#include <QTimer>

#include "app/zeroloom/arguments.h"
#include "core/zmq/library.h"
#include "ui/window/file_flow.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/screenshot.h"
#include "ui/window/signal_watcher.h"

namespace {

using namespace zeroloom;

constexpr int UnreadableExit = 2;
constexpr int FailedExit = 3;

ThemeKind chosenTheme(const Arguments& arguments)
{
    if (arguments.theme) {
        return *arguments.theme;
    }
    const QString remembered = QSettings().value(QStringLiteral("theme")).toString();
    if (remembered.isEmpty()) {
        return Theme::systemKind();
    }
    return remembered == QLatin1String("dark") ? ThemeKind::Dark : ThemeKind::Light;
}

std::vector<MainWindow*> mainWindows()
{
    std::vector<MainWindow*> windows;
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (auto* window = qobject_cast<MainWindow*>(widget)) {
            windows.push_back(window);
        }
    }
    return windows;
}

// Nobody can be asked any more: unsaved work is written for the next start.
void keepUnsavedWork()
{
    for (MainWindow* window : mainWindows()) {
        window->document().keepForRecovery();
    }
}

// Every file in a window of its own; the first window is `first`. False when a file could not be read.
bool openSources(MainWindow& first, const QStringList& sources)
{
    bool all = true;
    for (qsizetype i = 0; i < sources.size(); ++i) {
        MainWindow* window = i == 0 ? &first : first.openWindow();
        all = window->files().load(sources[i]) && all;
    }
    return all;
}

void takeScreenshot(MainWindow& window, const Arguments& arguments)
{
    auto* screenshot = new Screenshot(window, {arguments.screenshot, arguments.afterMs, arguments.run});
    QObject::connect(screenshot, &Screenshot::finished, qApp, [](const QString& error) {
        if (!error.isEmpty()) {
            std::cerr << "zeroloom: " << error.toStdString() << '\n';
        }
        QApplication::exit(error.isEmpty() ? 0 : FailedExit);
    });
}

int runWindows(const Arguments& arguments)
{
    SignalWatcher signals_;
    QObject::connect(&signals_, &SignalWatcher::terminated, qApp, [] {
        keepUnsavedWork();
        QApplication::exit(0);
    });
    QObject::connect(
        qApp, &QGuiApplication::commitDataRequest, qApp, [](QSessionManager&) { keepUnsavedWork(); },
        Qt::DirectConnection);

    DiskFileSystem fileSystem;
    const bool picture = !arguments.screenshot.isEmpty();
    WindowOptions options;
    options.remembers = !picture;
    auto* window = new MainWindow(fileSystem, options);
    if (arguments.size) {
        window->resize(*arguments.size);
    }
    const bool opened = openSources(*window, arguments.sources);
    if (!opened && picture) {
        std::cerr << "zeroloom: " << window->messages().text(QStringLiteral("open-failed")).toStdString() << '\n';
        delete window;
        return UnreadableExit;
    }
    if (picture) {
        takeScreenshot(*window, arguments);
    } else {
        window->files().offerRecoveries();
    }
    window->show();
    if (arguments.run && opened) {
        // Once the event loop runs, so that a question about programs has a window to stand on.
        QTimer::singleShot(0, window, &MainWindow::startRun);
    }
    const int code = QApplication::exec();
    for (MainWindow* rest : mainWindows()) {
        delete rest;
    }
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    const auto parsed = parseArguments(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) {
        return *code;
    }
    // Each socket and each worker process costs descriptors.
    raiseDescriptorLimit();
    int qtArguments = 1;
    QApplication application(qtArguments, argv);
    QApplication::setApplicationName(QStringLiteral("zeroloom"));
    QApplication::setOrganizationName(QStringLiteral("zeroloom"));
    QApplication::setApplicationDisplayName(QStringLiteral("Zeroloom"));
    QApplication::setApplicationVersion(QStringLiteral(ZEROLOOM_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("zeroloom"));
    const Arguments& arguments = std::get<Arguments>(parsed);
    Theme::instance().apply(chosenTheme(arguments));
    QApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("zeroloom"), Theme::instance().icon(QStringLiteral("zeroloom"))));
    return runWindows(arguments);
}
