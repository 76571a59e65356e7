// What must hold of whatever an importer made of whatever bytes: refused in words, or a topology that can be saved.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/check/check.h"
#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/format/topology_file.h"

namespace zeroloom::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline std::optional<Topology> importedFrom(const char* format, std::string_view text)
{
    const Importer* importer = importerByName(format);
    (void)importer->recognises(text, "file");
    const auto imported = importer->read(text, "file.json");
    if (!imported) {
        require(!imported.error().empty());
        for (const Error& error : imported.error())
            require(!error.message.empty() && error.text().size() < 4096);
        return std::nullopt;
    }
    for (const Remark& remark : imported->remarks)
        require(!remark.message.empty());
    const auto again = readTopology(writeTopology(imported->topology));
    require(again.has_value() && *again == imported->topology);
    (void)check(imported->topology);
    return imported->topology;
}

// It leaves in a format and comes back as it was.
inline void requireRoundTrip(const Topology& topology, const char* format, const char* importer)
{
    const auto exported = exporterByName(format)->write(topology, {});
    require(exported.has_value());
    const auto back = importedFrom(importer, exported->files.front().content);
    require(back.has_value() && *back == topology);
}

} // namespace zeroloom::fuzz
