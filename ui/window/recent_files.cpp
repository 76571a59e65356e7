#include "ui/window/recent_files.h"

#include <QSettings>

namespace zeroloom {

namespace {

const QString Key = QStringLiteral("recentFiles");

} // namespace

QStringList RecentFiles::paths() { return QSettings().value(Key).toStringList(); }

void RecentFiles::add(const QString& path)
{
    QStringList all = paths();
    all.removeAll(path);
    all.prepend(path);
    QSettings().setValue(Key, QStringList(all.mid(0, Most)));
}

void RecentFiles::remove(const QString& path)
{
    QStringList all = paths();
    all.removeAll(path);
    QSettings().setValue(Key, all);
}

void RecentFiles::clear() { QSettings().remove(Key); }

} // namespace zeroloom
