// QCustomPlot's header, which needs Qt's short keywords; the rest of the window is built without them, for `slots` and
// `emit` are names of other things here.
#pragma once

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
