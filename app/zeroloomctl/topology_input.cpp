#include "app/zeroloomctl/topology_input.h"

#include "app/zeroloomctl/standard_streams.h"
#include "core/base/file_system.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostErrorsShown = 50;

} // namespace

void complainOfAll(const std::string& name, const Errors& errors)
{
    for (std::size_t i = 0; i < errors.size() && i < MostErrorsShown; ++i) {
        complain(name + ": " + errors[i].text());
    }
    if (errors.size() > MostErrorsShown) {
        complain(name + ": and " + std::to_string(errors.size() - MostErrorsShown) + " more errors");
    }
}

std::string inputName(const std::string& file) { return file == "-" ? "standard input" : file; }

Result<std::string> readInputText(const std::string& file)
{
    if (file == "-") {
        return readStandardInput(TopologyFileLimit);
    }
    if (file.starts_with(GalleryPrefix)) {
        const auto path = resourceFolder().and_then([&](const std::filesystem::path& resources) {
            return galleryFile(resources, std::string_view(file).substr(GalleryPrefix.size()));
        });
        return path ? DiskFileSystem().read(*path, TopologyFileLimit)
                    : Result<std::string>(tl::unexpected<Error>(path.error()));
    }
    return DiskFileSystem().read(file, TopologyFileLimit);
}

std::optional<Topology> readInput(const std::string& file)
{
    const auto text = readInputText(file);
    if (!text) {
        complain(text.error().text());
        return std::nullopt;
    }
    auto topology = readTopology(*text);
    if (!topology) {
        complainOfAll(inputName(file), topology.error());
        return std::nullopt;
    }
    return std::move(*topology);
}

} // namespace zeroloom
