// Entries of the gallery and lessons as arguments. Whatever cannot be read has been complained of when nothing is
// returned. Used on the main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/gallery/gallery.h"

namespace zeroloom {

std::optional<std::vector<GalleryEntry>> readAllEntries();
std::optional<GalleryEntry> readEntry(const std::string& name);

// An entry that has a lesson, by its name; or a lesson's file, which ends in ".md" or has a folder before it.
std::optional<GalleryEntry> readLessonArgument(const std::string& argument);

} // namespace zeroloom
