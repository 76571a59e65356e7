#include "ui/window/gallery_list.h"

#include <algorithm>

#include "core/base/file_system.h"
#include "core/gallery/gallery.h"

namespace zeroloom {

namespace {

// An entry that cannot be read is left out: opening it by its name says why.
std::vector<GalleryItem> readItems()
{
    std::vector<GalleryItem> items;
    const auto resources = resourceFolder();
    if (!resources) {
        return items;
    }
    for (const std::string& name : galleryNames(*resources)) {
        const auto entry = readGalleryEntry(*resources, name);
        if (!entry) {
            continue;
        }
        const Topology& topology = entry->topology;
        items.push_back({QStringLiteral("gallery:") + QString::fromStdString(name),
                         QString::fromStdString(topology.name.empty() ? name : topology.name),
                         QString::fromStdString(topology.description), QString::fromStdString(entry->lesson.family),
                         entry->lesson.chapter});
    }
    std::sort(items.begin(), items.end(),
              [](const GalleryItem& a, const GalleryItem& b) { return a.title.localeAwareCompare(b.title) < 0; });
    return items;
}

} // namespace

const std::vector<GalleryItem>& galleryItems()
{
    static const std::vector<GalleryItem> items = readItems();
    return items;
}

} // namespace zeroloom
