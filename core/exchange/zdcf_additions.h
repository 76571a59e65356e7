// What a ZDCF file of Zeroloom's own says beside the standard: the order of the nodes, wires, positions, notes.
#pragma once

#include "core/format/object_reader.h"
#include "core/model/topology.h"

namespace zeroloom {

// `topology` has its nodes. What is wrong is noted in `errors`.
void readZdcfAdditions(ObjectReader& top, Topology& topology, ErrorList& errors);

} // namespace zeroloom
