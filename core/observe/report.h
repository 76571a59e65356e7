// The report of `zeroloomctl run`: DESIGN, "The command line"; schema resources/schemas/report.schema.json.
#pragma once

#include <string>
#include <vector>

#include "core/check/check.h"
#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

// One JSON document with a final newline. A figure that is not known is null.
std::string writeReport(const Topology& topology, const Observation& observation,
                        const std::vector<Diagnostic>& diagnostics);

} // namespace zeroloom
