// Saves the changes of hearts' states to a file. GUI thread only.
#pragma once

#include <QString>
#include <QStringList>

#include "ui/liveness/liveness_source.h"

namespace zeroloom {

// All changes that the source still has and that have the words, oldest first: as JSON lines when the path ends in
// ".jsonl", else as comma-separated values. The file stands whole or as it was. Returns why it could not be written, in
// words; empty: it was.
QString saveChanges(const LivenessSource& source, const QStringList& words, const QString& path);

} // namespace zeroloom
