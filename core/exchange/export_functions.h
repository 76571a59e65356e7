// The exporters, each in the file that bears its name. Only the table in exporters.cpp calls them.
#pragma once

#include "core/exchange/exporter.h"

namespace zeroloom {

Result<Exported> exportJson(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportPython(const Topology& topology, const ExportChoices& choices);

Result<Exported> exportZdcf(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportZpl(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportHeartbeat(const Topology& topology, const ExportChoices& choices);

} // namespace zeroloom
