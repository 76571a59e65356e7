// A change of a heart's state as text, for the log and for the files that it is saved to. Pure functions.
#pragma once

#include <QString>
#include <QStringList>

#include "core/observe/observer.h"

namespace zeroloom {

enum class ChangeColumn { Time, Heart, Change, RoundTrip, MissedInRow, Cause, Monitor, Count };
constexpr int ChangeColumns = static_cast<int>(ChangeColumn::Count);

QString changeColumnTitle(ChangeColumn column);
QString changeCell(const Observer::HeartEvent& event, ChangeColumn column);
bool hasWords(const Observer::HeartEvent& event, const QStringList& words); // all of them, in any case
// One line without its end.
QString changeCsvHeader();
QString changeCsvLine(const Observer::HeartEvent& event);
// The keys of `zeroloomctl monitor --json`, and "cause" and "monitor".
QString changeJsonLine(const Observer::HeartEvent& event);

} // namespace zeroloom
