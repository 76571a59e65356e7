// The topology itself, normalised: what the topology file's writer makes of it.
#include "core/exchange/export_functions.h"
#include "core/format/topology_file.h"

namespace zeroloom {

Result<Exported> exportJson(const Topology& topology, const ExportChoices& /*choices*/)
{
    return Exported{{{"topology.zeroloom", writeTopology(topology)}}, {}};
}

} // namespace zeroloom
