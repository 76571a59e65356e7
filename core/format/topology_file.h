// The topology file NAME.zeroloom: JSON, stable in a diff. Its schema is resources/schemas/topology.schema.json.
//
// Reading never throws and never asserts, whatever the bytes. Pure functions over text; callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

inline constexpr int TopologyFileVersion = 1;
inline constexpr std::size_t TopologyFileLimit = 64U << 20U; // bytes

// Refuses a newer version, a broken file or a wrong value, naming each place (line and column of broken JSON, JSON
// pointer of a wrong value). Missing things have the defaults of DESIGN, "The file"; wires without id get one.
tl::expected<Topology, Errors> readTopology(std::string_view text);

// Fixed key order, a short item on one line, ends with a newline. readTopology(writeTopology(t)) == t.
std::string writeTopology(const Topology& topology);

} // namespace zeroloom
