// The window's command line: zeroloom [FILE | gallery:NAME]... [--run] [--screenshot OUT.png [--after T]] [--theme
// ...].
#pragma once

#include <optional>
#include <variant>

#include <QSize>
#include <QStringList>

#include "ui/theme/theme.h"

namespace zeroloom {

struct Arguments {
    QStringList sources; // each in a window of its own
    bool run = false;
    QString screenshot; // empty: none is wanted
    std::optional<int> afterMs;
    std::optional<ThemeKind> theme;
    std::optional<QSize> size;
};

// The arguments, or the exit code when the program has nothing more to do: 0 after --help and --version, 2 after wrong
// usage, which was told on standard error.
std::variant<Arguments, int> parseArguments(int argc, char** argv);

} // namespace zeroloom
