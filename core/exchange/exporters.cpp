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
    {.name = "python",
     .title = "Python programs",
     .summary = "A folder: one runnable pyzmq program for each node, a launcher, a README",
     .shape = ExportShape::Folder,
     .suffix = "",
     .text = true,
     .needsRunnable = true,
     .write = exportPython},
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
});

} // namespace

std::span<const Exporter> exporters() { return Exporters; }

const Exporter* exporterByName(std::string_view name)
{
    const auto found = std::ranges::find(Exporters, name, &Exporter::name);
    return found == Exporters.end() ? nullptr : &*found;
}

} // namespace zeroloom
