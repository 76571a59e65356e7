// The report of `zeroloomctl run`: DESIGN, "The command line"; schema resources/schemas/report.schema.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/check/check.h"
#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

// "connected": as the report and the live table spell a state.
std::string_view name(ConnectionState state);

// One JSON document with a final newline. A figure that is not known is null.
std::string writeReport(const Topology& topology, const Observation& observation,
                        const std::vector<Diagnostic>& diagnostics);

} // namespace zeroloom
