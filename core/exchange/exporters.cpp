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
    {.name = "python",
     .title = "Python programs",
     .summary = "A folder: one runnable pyzmq program for each node, a launcher, a README",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = true,
     .write = exportPython},
    {.name = "cpp",
     .title = "C++ programs",
     .summary = "A folder with one cppzmq program for each node, a CMakeLists.txt and a launcher",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = true,
     .write = exportCpp},
    {.name = "compose",
     .title = "Docker Compose",
     .summary = "A folder for docker compose: a container for each host, which find each other by name",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = false, // what is wrong only in one process is mended
     .write = exportCompose},
    {.name = "kubernetes",
     .title = "Kubernetes manifests",
     .summary = "A folder for kubectl: a Deployment and a Service for each host, keys as Secrets",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = false, // what is wrong only in one process is mended
     .write = exportKubernetes},
    {.name = "systemd",
     .title = "systemd units",
     .summary = "A folder of services for one machine or several: one for each host",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = false, // what is wrong only in one process is mended
     .write = exportSystemd},
    {.name = "heartbeat",
     .title = "Heartbeat connection files",
     .summary = "Where hearts are reached: connection files as Jupyter and ipyparallel read them",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = true,
     .write = exportHeartbeat},
});

} // namespace

std::span<const Exporter> exporters() { return Exporters; }

const Exporter* exporterByName(std::string_view name)
{
    const auto found = std::ranges::find(Exporters, name, &Exporter::name);
    return found == Exporters.end() ? nullptr : &*found;
}

} // namespace zeroloom
