// The menu bar, made of the window's actions and of what the catalogues hold. GUI thread only.
#pragma once

#include <functional>

#include <QMenuBar>
#include <QString>

#include "core/zmq/socket_type.h"
#include "ui/window/window_actions.h"

namespace zeroloom {

// What the entries that are made from catalogues do.
struct WindowMenuTargets {
    std::function<void(const QString& source)> open; // a recent file or an example
    std::function<void(SocketType type)> addSocket;
    std::function<void(const QString& name)> addRole;
    std::function<void(const QString& name)> addStamp;
    std::function<void(Pattern pattern)> wireByPattern;
    std::function<void(QMenu& menu)> fillFaults;    // of what is selected
    std::function<void(QMenu& menu)> fillScenarios; // of the topology
};

// Returns the actions that were made on the way, so that the command palette can offer them too.
std::vector<QAction*> buildMenus(QMenuBar& bar, const WindowActions& actions, const WindowMenuTargets& targets);

} // namespace zeroloom
