// An event's cells as text, for the list and for the files that it is saved to. Pure functions.
#pragma once

#include <QString>

#include "core/observe/observer.h"

namespace zeroloom {

QString eventCell(const Observer::Event& event, int column); // EventLogModel::Column
QString eventColumnTitle(int column);
// One line without its end: all columns, quoted where needed.
QString eventCsvLine(const Observer::Event& event);
QString eventCsvHeader();
QString eventJsonLine(const Observer::Event& event);

} // namespace zeroloom
