// The gallery: patterns as topology files, each with a lesson beside it. Files of the resources and no code of their own.
//
// Stateless; reads files. `resources` is the folder that has gallery/NAME.zeroloom and lessons/NAME.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/gallery/lesson.h"
#include "core/model/topology.h"

namespace zeroloom {

// Before the name of an entry where a topology file may be given, too.
inline constexpr std::string_view GalleryPrefix = "gallery:";

struct GalleryEntry {
    std::string name; // of the files, without extension: what stands behind "gallery:"
    Topology topology;
    Lesson lesson; // without steps when it has not been written; title and family are there all the same

    bool hasLesson() const { return !lesson.steps.empty(); }
};

// Entries of one family, in their order.
struct GalleryFamily {
    std::string_view name; // empty: of entries without a lesson
    std::vector<const GalleryEntry*> entries;
};

// All entries, by chapter and then in the lessons' order. Fails when they cannot be found or a file of them cannot be
// read, naming the file and the line: every problem of the first entry that has some.
tl::expected<std::vector<GalleryEntry>, Errors> readGallery(const std::filesystem::path& resources);

// In the order of the families; without those that have no entry. Points into `entries`.
std::vector<GalleryFamily> byFamily(const std::vector<GalleryEntry>& entries);

// One entry.
tl::expected<GalleryEntry, Errors> readGalleryEntry(const std::filesystem::path& resources, std::string_view name);

// The names alone, without reading the files; empty when there is no gallery.
std::vector<std::string> galleryNames(const std::filesystem::path& resources);
// Those that have a lesson.
std::vector<std::string> lessonNames(const std::filesystem::path& resources);

// The topology file of one entry. Fails with NotFound, naming the nearest.
[[nodiscard]] Result<std::filesystem::path> galleryFile(const std::filesystem::path& resources, std::string_view name);

// A lesson of one's own, with the topology that it names: of the gallery, or a file beside it.
tl::expected<GalleryEntry, Errors> readOwnLesson(const std::filesystem::path& file, const std::filesystem::path& resources);

} // namespace zeroloom
