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
