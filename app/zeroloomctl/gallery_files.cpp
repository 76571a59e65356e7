#include "app/zeroloomctl/gallery_files.h"

#include <algorithm>
#include <system_error>

#include "app/zeroloomctl/did_you_mean.h"
#include "core/base/file_system.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

constexpr std::string_view Extension = ".zeroloom";

Result<std::filesystem::path> galleryFolder()
{
    return resourceFolder().map([](const std::filesystem::path& folder) { return folder / "gallery"; });
}

Result<GalleryEntry> readEntry(const std::filesystem::path& folder, const std::string& name)
{
    const std::filesystem::path path = folder / (name + std::string(Extension));
    const Result<std::string> text = DiskFileSystem().read(path, TopologyFileLimit);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    auto topology = readTopology(*text);
    if (!topology) {
        return fail(ErrorCode::InvalidInput, topology.error().front().text(), path.string());
    }
    return GalleryEntry{name, std::move(*topology)};
}

} // namespace

std::vector<std::string> galleryNames()
{
    std::vector<std::string> names;
    const auto folder = galleryFolder();
    if (!folder) {
        return names;
    }
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(*folder, error)) {
        if (entry.path().extension() == Extension) {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::vector<GalleryEntry>> galleryEntries()
{
    const auto folder = galleryFolder();
    if (!folder) {
        return tl::unexpected<Error>(folder.error());
    }
    std::vector<GalleryEntry> entries;
    for (const std::string& name : galleryNames()) {
        auto entry = readEntry(*folder, name);
        if (!entry) {
            return tl::unexpected<Error>(entry.error());
        }
        entries.push_back(std::move(*entry));
    }
    if (entries.empty()) {
        return fail(ErrorCode::NotFound, "there are no examples in " + folder->string());
    }
    return entries;
}

Result<std::filesystem::path> galleryFile(std::string_view name)
{
    const auto folder = galleryFolder();
    if (!folder) {
        return tl::unexpected<Error>(folder.error());
    }
    const std::vector<std::string> names = galleryNames();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        return fail(ErrorCode::NotFound, "the gallery has no example '" + std::string(name) + "'" +
                                             didYouMean(name, names, "'zeroloomctl gallery' lists all of them"));
    }
    return *folder / (std::string(name) + std::string(Extension));
}

} // namespace zeroloom
