// What an edit must not bring in: ids that are none, numbers that are none, places off the canvas. And what it must not
// leave behind: ids given twice, wires at sockets that are gone, nodes on hosts that are gone.
#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/model/change.h"
#include "core/model/editor_index.h"

namespace zeroloom {

// To be asked before the changes are applied: a value that is not equal to itself (NaN) could not be taken back.
[[nodiscard]] Status checkValues(const std::vector<Change>& changes);

// Looks only at what the changes touched. The topology is the one after the changes, and `index` follows it.
[[nodiscard]] Status checkReferencesAfter(const Topology& topology, EditorIndex& index,
                                          const std::vector<Change>& changes);

} // namespace zeroloom
