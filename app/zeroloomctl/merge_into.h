// zeroloomctl import --into: what was imported, taken into a topology that is there.
#pragma once

#include <optional>
#include <string>

#include "core/model/merge.h"

namespace zeroloom {

// "rename", "replace" or "skip".
std::optional<ClashChoice> clashChoiceByName(const std::string& name);

// The topology of `into` with `coming` in it; what went, came or had to change is told on standard error. When there is
// none, why has been said there: the file cannot be read, or names clash and `clash` is empty.
std::optional<Topology> mergedInto(const std::string& into, Topology coming, const std::string& clash);

} // namespace zeroloom
