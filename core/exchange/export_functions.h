// The exporters, each in the file that bears its name. Only the table in exporters.cpp calls them.
#pragma once

#include "core/exchange/exporter.h"

namespace zeroloom {

Result<Exported> exportCpp(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportJson(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportPython(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportDot(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportMermaid(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportSvg(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportPng(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportPdf(const Topology& topology, const ExportChoices& choices);

Result<Exported> exportZdcf(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportZpl(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportHeartbeat(const Topology& topology, const ExportChoices& choices);

Result<Exported> exportCompose(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportKubernetes(const Topology& topology, const ExportChoices& choices);
Result<Exported> exportSystemd(const Topology& topology, const ExportChoices& choices);

} // namespace zeroloom
