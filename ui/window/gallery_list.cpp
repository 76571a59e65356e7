#include "ui/window/gallery_list.h"

#include <algorithm>
#include <filesystem>

#include "core/base/file_system.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

std::vector<GalleryItem> readGallery()
{
    std::vector<GalleryItem> items;
    const auto resources = resourceFolder();
    if (!resources) {
        return items;
    }
    std::error_code failure;
    const DiskFileSystem files;
    for (const auto& entry : std::filesystem::directory_iterator(*resources / "gallery", failure)) {
        if (entry.path().extension() != ".zeroloom") {
            continue;
        }
        const auto text = files.read(entry.path(), TopologyFileLimit);
        const auto topology = text ? readTopology(*text) : tl::expected<Topology, Errors>(Topology());
        if (topology) {
            const std::string stem = entry.path().stem().string();
            const std::string& title = topology->name.empty() ? stem : topology->name;
            items.push_back({QStringLiteral("gallery:") + QString::fromStdString(stem), QString::fromStdString(title),
                             QString::fromStdString(topology->description)});
        }
    }
    std::sort(items.begin(), items.end(),
              [](const GalleryItem& a, const GalleryItem& b) { return a.title.localeAwareCompare(b.title) < 0; });
    return items;
}

} // namespace

const std::vector<GalleryItem>& galleryItems()
{
    static const std::vector<GalleryItem> items = readGallery();
    return items;
}

} // namespace zeroloom
