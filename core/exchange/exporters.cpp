// The table of exporters.
#include <algorithm>
#include <array>

#include "core/exchange/export_functions.h"

namespace zeroloom {

namespace {

constexpr auto Exporters = std::to_array<Exporter>({
    {.name = "json",
     .title = "Zeroloom topology",
     .summary = "The topology itself, normalised: fixed order of keys, defaults left out",
     .shape = ExportShape::File,
     .suffix = ".zeroloom",
     .text = true,
     .needsRunnable = false,
     .write = exportJson},
    {.name = "zdcf",
     .title = "ZDCF device configuration, JSON",
     .summary = "ZeroMQ device configuration (RFC 17) in JSON, with additions from which the topology can be read back",
     .shape = ExportShape::File,
     .suffix = ".json",
     .text = true,
     .needsRunnable = false,
     .write = exportZdcf},
    {.name = "zpl",
     .title = "ZDCF device configuration, ZPL",
     .summary = "The same in ZPL (RFC 4), which CZMQ's zconfig reads",
     .shape = ExportShape::File,
     .suffix = ".zpl",
     .text = true,
     .needsRunnable = false,
     .write = exportZpl},
    {.name = "heartbeat",
     .title = "Heartbeat connection files",
     .summary = "Where hearts are reached: connection files as Jupyter and ipyparallel read them",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = true,
     .write = exportHeartbeat},
    {.name = "dot",
     .title = "Graphviz graph",
     .summary = "Nodes as tables with their sockets, hosts as clusters; can be imported again",
     .shape = ExportShape::File,
     .suffix = ".dot",
     .text = true,
     .needsRunnable = false,
     .write = exportDot},
    {.name = "mermaid",
     .title = "Mermaid flowchart",
     .summary = "A graph for Markdown pages",
     .shape = ExportShape::File,
     .suffix = ".mmd",
     .text = true,
     .needsRunnable = false,
     .write = exportMermaid},
    {.name = "svg",
     .title = "SVG picture",
     .summary = "The canvas as a vector picture, light or dark",
     .shape = ExportShape::File,
     .suffix = ".svg",
     .text = true,
     .needsRunnable = false,
     .write = exportSvg},
    {.name = "png",
     .title = "PNG picture",
     .summary = "The canvas as a picture of pixels, light or dark, at twice its size",
     .shape = ExportShape::File,
     .suffix = ".png",
     .text = false,
     .needsRunnable = false,
     .write = exportPng},
    {.name = "pdf",
     .title = "PDF picture",
     .summary = "The canvas on one page of vectors, light or dark",
     .shape = ExportShape::File,
     .suffix = ".pdf",
     .text = false,
     .needsRunnable = false,
     .write = exportPdf},
});

} // namespace

std::span<const Exporter> exporters() { return Exporters; }

const Exporter* exporterByName(std::string_view name)
{
    const auto found = std::ranges::find(Exporters, name, &Exporter::name);
    return found == Exporters.end() ? nullptr : &*found;
}

} // namespace zeroloom
