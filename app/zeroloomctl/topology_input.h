// The FILE argument: a path, "-" for standard input, or "gallery:NAME".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/gallery/gallery.h"
#include "core/model/topology.h"

namespace zeroloom {

// For the help of every subcommand that takes one.
inline constexpr const char* FileHelp = "Topology file, or '-' for standard input, or 'gallery:NAME' for an example";

// What messages call it: the path as given, "standard input", or "gallery:NAME".
std::string inputName(const std::string& file);

// The text of the input. The error's `where` is empty.
[[nodiscard]] Result<std::string> readInputText(const std::string& file);

// All errors of a reader, each with the name of what it read; of very many, the first ones and how many there are.
void complainOfAll(const std::string& name, const Errors& errors);

// The topology in it. When there is none, all errors of the reader have been written to standard error.
std::optional<Topology> readInput(const std::string& file);

} // namespace zeroloom
