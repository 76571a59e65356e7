// Whatever stands in a file that is taken for a Graphviz drawing, it is read or refused in words; what was read is a
// topology that can be saved, and that comes back from its own export as a drawing.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"
#include "core/format/topology_file.h"

namespace {

using namespace zeroloom;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Importer* dot = importerByName("dot");
    dot->recognises(text, "file");
    const auto imported = dot->read(text, "file.dot");
    if (!imported) {
        require(!imported.error().empty() && !imported.error().front().message.empty());
        return 0;
    }
    const auto saved = readTopology(writeTopology(imported->topology));
    require(saved.has_value() && *saved == imported->topology);
    const auto exported = exporterByName("dot")->write(imported->topology, {});
    require(exported.has_value());
    const auto again = dot->read(exported->files.front().content, "file.dot");
    require(again.has_value() && again->topology == imported->topology);
    return 0;
}
