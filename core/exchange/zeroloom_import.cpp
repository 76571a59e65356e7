// Zeroloom's own topology file.
#include "core/base/json_document.h"
#include "core/exchange/import_functions.h"
#include "core/format/topology_file.h"

namespace zeroloom {

bool recognisesZeroloom(std::string_view text, std::string_view fileName)
{
    if (fileName.ends_with(".zeroloom"))
        return true;
    const auto json = parseJson(text);
    return json && json->is_object() && json->contains("zeroloom");
}

tl::expected<Imported, Errors> importZeroloom(std::string_view text, std::string_view /*fileName*/)
{
    return readTopology(text).map([](Topology topology) { return Imported{std::move(topology), {}}; });
}

} // namespace zeroloom
