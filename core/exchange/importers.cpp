// The table of importers.
#include <algorithm>
#include <array>

#include "core/exchange/import_functions.h"

namespace zeroloom {

namespace {

constexpr auto Importers = std::to_array<Importer>({
    {.name = "zeroloom",
     .title = "Zeroloom topology",
     .summary = "A topology file of Zeroloom's own",
     .filter = "*.zeroloom",
     .recognises = recognisesZeroloom,
     .read = importZeroloom},
    {.name = "zdcf",
     .title = "ZDCF device configuration",
     .summary = "ZeroMQ device configuration (RFC 17) in JSON or in ZPL",
     .filter = "*.json *.zpl *.zdcf",
     .recognises = recognisesZdcf,
     .read = importZdcf},
    {.name = "connection",
     .title = "Connection file of Jupyter or ipyparallel",
     .summary = "Watches the heart of a Jupyter kernel or of an ipyparallel controller",
     .filter = "kernel-*.json ipcontroller-*.json",
     .recognises = recognisesConnection,
     .read = importConnection},
    {.name = "dot",
     .title = "Graphviz graph",
     .summary = "A drawing whose nodes name their socket types in a record, a table or an attribute",
     .filter = "*.dot *.gv",
     .recognises = recognisesDot,
     .read = importDot},
});

} // namespace

std::span<const Importer> importers() { return Importers; }

const Importer* importerByName(std::string_view name)
{
    const auto found = std::ranges::find(Importers, name, &Importer::name);
    return found == Importers.end() ? nullptr : &*found;
}

const Importer* importerFor(std::string_view text, std::string_view fileName)
{
    const auto found =
        std::ranges::find_if(Importers, [&](const Importer& importer) { return importer.recognises(text, fileName); });
    return found == Importers.end() ? nullptr : &*found;
}

} // namespace zeroloom
