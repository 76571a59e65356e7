// What a topology can be imported from: one importer for each format, each in a file of its own beside this one.
//
// Importers are pure functions of the text; they never throw and never assert, whatever the bytes. Callable from any
// thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

struct Imported {
    Topology topology;
    Remarks remarks; // what was guessed, changed or left out
    bool operator==(const Imported&) const = default;
};

inline constexpr std::size_t ImportLimit = 64U << 20U; // bytes of a file

struct Importer {
    std::string_view name;    // "zdcf"
    std::string_view title;   // "ZDCF device configuration"
    std::string_view summary; // one line
    std::string_view filter;  // patterns of file names, "*.json *.zpl"
    // Whether the file looks like one of this format: by its name and the shape of its content, without judging it.
    bool (*recognises)(std::string_view text, std::string_view fileName);
    // `fileName` names the topology where the format has no name, and stands in messages.
    tl::expected<Imported, Errors> (*read)(std::string_view text, std::string_view fileName);
};

// In the order in which a file is tried against them.
std::span<const Importer> importers();
const Importer* importerByName(std::string_view name); // nullptr when unknown
// The first that recognises the file, or nullptr.
const Importer* importerFor(std::string_view text, std::string_view fileName);

} // namespace zeroloom
