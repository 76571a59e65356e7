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
});

} // namespace

std::span<const Exporter> exporters() { return Exporters; }

const Exporter* exporterByName(std::string_view name)
{
    const auto found = std::ranges::find(Exporters, name, &Exporter::name);
    return found == Exporters.end() ? nullptr : &*found;
}

} // namespace zeroloom
