// The built-in examples as menus and the start panel show them.
#pragma once

#include <vector>

#include <QString>

namespace zeroloom {

struct GalleryItem {
    QString source; // "gallery:task-pipeline"
    QString title;  // "Task pipeline"
    QString description;
    QString family; // "Pipeline"; empty: it has no lesson
    int chapter = 0;
};

// Read once; by title. Empty when the resources are missing.
const std::vector<GalleryItem>& galleryItems();

} // namespace zeroloom
