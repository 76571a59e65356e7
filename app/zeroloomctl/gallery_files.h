// The built-in examples: files of the gallery folder among the resources. Stateless.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

struct GalleryEntry {
    std::string name; // of the file, without its extension: what stands behind "gallery:"
    Topology topology;
};

// All examples by name. Fails when the resources or the folder cannot be found or a file of it cannot be read.
[[nodiscard]] Result<std::vector<GalleryEntry>> galleryEntries();

// The names alone, without reading the files; empty when there is no gallery.
std::vector<std::string> galleryNames();

// The file of one example. Fails with NotFound, naming the nearest.
[[nodiscard]] Result<std::filesystem::path> galleryFile(std::string_view name);

} // namespace zeroloom
