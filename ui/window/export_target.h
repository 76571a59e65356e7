// Where an export goes: a name that suits the topology and the format, and what stands there already. GUI thread only.
#pragma once

#include <QString>
#include <QStringList>

#include "core/exchange/exporter.h"

namespace zeroloom {

// What a person would have called the file, without folder and suffix: "Task pipeline" is "task-pipeline".
QString fileStem(const QString& name);

// "FOLDER/task-pipeline.svg"; for a folder of files "FOLDER/task-pipeline-python".
QString exportTarget(const QString& folder, const QString& stem, const Exporter& exporter);
// The stem of a target that was made or typed for this format: what exportTarget() would make the target of.
QString stemOfTarget(const QString& target, const Exporter& exporter);

// Why nothing can be written there, with what to do, or empty.
QString targetProblem(const QString& target, const Exporter& exporter);

// Names of what would be overwritten, as a person knows them, in the order of the export.
QStringList inTheWay(const Exported& exported, const QString& target, const Exporter& exporter);
// How many other files the folder has, which stay.
int othersInFolder(const Exported& exported, const QString& target, const Exporter& exporter);

} // namespace zeroloom
