// What an edit does to a topology, taken one change at a time: apply, turn round, merge, say what was touched.
//
// Pure functions over values; the editor is who calls them.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/change.h"

namespace zeroloom {

// Fails, with the topology as it was, when `before` is not what is there. Writes into `change.index` the place that was
// really changed, so that inverse() puts things back where they were.
[[nodiscard]] Status applyChange(Topology& topology, Change& change);

// The change that undoes `change` when it is applied right after it.
Change inverse(const Change& change);

// Whether before and after are the same.
bool changesNothing(const Change& change);

// Makes `earlier` do what both did in turn. Changes of one thing become one; what comes out even is left out.
void mergeInto(Edit& earlier, Edit later);

// What the changes touched when applied in this order. A rename shows as a removal and an addition.
ChangeSet changeSetOf(const std::vector<Change>& changes);

} // namespace zeroloom
