#include "app/zeroloom/arguments.h"

#include <iostream>

#include <CLI/CLI.hpp>

#include "core/base/duration.h"

namespace zeroloom {

namespace {

constexpr int UsageExit = 2;

QSize parseSize(const std::string& text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    bool wide = false;
    bool high = false;
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(&wide), parts[1].toInt(&high)) : QSize();
    return wide && high && size.width() >= 320 && size.height() >= 240 && size.width() <= 8192 && size.height() <= 8192
               ? size
               : QSize();
}

} // namespace

std::variant<Arguments, int> parseArguments(int argc, char** argv)
{
    CLI::App app("Draw a ZeroMQ network, run it for real, and watch every socket.", "zeroloom");
    app.set_version_flag("--version", "zeroloom " ZEROLOOM_VERSION);
    std::vector<std::string> sources;
    std::string screenshot, after, theme, size;
    Arguments arguments;
    app.add_option("FILE", sources, "Topology files to open, or gallery:NAME for an example");
    app.add_flag("--run", arguments.run, "Run the first topology at once");
    app.add_option("--screenshot", screenshot, "Take a picture of the window (PNG) and end")->option_text("OUT.png");
    app.add_option("--after", after, "When to take it (2s, 500ms); without: as soon as there is something to see")
        ->option_text("T");
    app.add_option("--theme", theme, "light or dark; without: as last time")
        ->check(CLI::IsMember({"light", "dark"}))
        ->option_text("NAME");
    app.add_option("--size", size, "Size of the window, as 1440x900")->option_text("WxH");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& end) {
        const int code = app.exit(end, std::cout, std::cerr);
        return code == 0 ? 0 : UsageExit;
    }

    const auto refuse = [](const std::string& why) {
        std::cerr << "zeroloom: " << why << '\n';
        return UsageExit;
    };
    for (const std::string& source : sources) {
        arguments.sources << QString::fromStdString(source);
    }
    arguments.screenshot = QString::fromStdString(screenshot);
    if (!after.empty()) {
        const auto duration = parseDuration(after);
        if (!duration) {
            return refuse("--after: " + duration.error().message);
        }
        arguments.afterMs = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(*duration).count());
    }
    if (!theme.empty()) {
        arguments.theme = theme == "dark" ? ThemeKind::Dark : ThemeKind::Light;
    }
    if (!size.empty()) {
        arguments.size = parseSize(size);
        if (arguments.size->isEmpty()) {
            return refuse("--size: write it as 1440x900, from 320x240 to 8192x8192");
        }
    }
    return arguments;
}

} // namespace zeroloom
