// A running topology as text: one row for each socket, one for each wire, and the totals. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/zeroloomctl/row_table.h"
#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

// Whether this run runs the node: not someone else's program, and not on a host that is started elsewhere.
bool isRunHere(const Node& node, const Observation& observation);

// Rows that do not fit are left out, those in trouble last, and counted in a line of their own.
std::vector<std::string> socketLines(const Topology& topology, const Observation& observation, TableRoom room,
                                     const Style& style);
std::vector<std::string> wireLines(const Topology& topology, const Observation& observation, TableRoom room,
                                   const Style& style);

// "local: running, process 4242, 12% CPU, 34 MB, 8 threads", one for each host.
std::vector<std::string> hostLines(const Observation& observation);

// "in 767/s, out 1,000/s, received 13,402, sent 13,413, queued 11, lost 0, 6 of 6 wires connected"
std::string totalsLine(const Topology& topology, const Observation& observation);

// Sockets that cannot send at this moment, "vent.out, w1.out"; at most a few are named, the rest is counted.
std::string mutedSockets(const Topology& topology, const Observation& observation);

} // namespace zeroloom
