// The gallery: patterns as topology files, each with a lesson beside it. Files of the resources and no code of their own.
//
// Stateless; reads files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/gallery/lesson.h"
#include "core/model/topology.h"

namespace zeroloom {

struct GalleryEntry {
    std::string name; // of the files, without extension: what stands behind "gallery:"
    Topology topology;
    Lesson lesson; // family, chapter and order are the lesson's
};

// All entries, by chapter and then in the lessons' order. `folder` has gallery/NAME.zeroloom and lessons/NAME.md. Fails
// when it cannot be found or a file of it cannot be read, naming the file and the line.
[[nodiscard]] Result<std::vector<GalleryEntry>> readGallery(const std::filesystem::path& resources);

// The names alone, without reading the files; empty when there is no gallery.
std::vector<std::string> galleryNames(const std::filesystem::path& resources);

// The topology file of one entry. Fails with NotFound, naming the nearest.
[[nodiscard]] Result<std::filesystem::path> galleryFile(const std::filesystem::path& resources, std::string_view name);

} // namespace zeroloom
