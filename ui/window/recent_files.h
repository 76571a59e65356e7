// The topologies that were opened or saved last, newest first, over all windows and starts. GUI thread only.
#pragma once

#include <QStringList>

namespace zeroloom {

class RecentFiles {
public:
    static constexpr int Most = 10;

    static QStringList paths();
    static void add(const QString& path);
    static void remove(const QString& path);
    static void clear();
};

} // namespace zeroloom
