#include "app/zeroloomctl/gallery_input.h"

#include <algorithm>

#include "app/zeroloomctl/standard_streams.h"
#include "core/base/file_system.h"
#include "core/base/near_name.h"

namespace zeroloom {

namespace {

constexpr std::string_view LessonFileEnd = ".md";

template <typename T>
std::optional<T> orComplain(tl::expected<T, Errors> read)
{
    if (read) {
        return std::move(*read);
    }
    for (const Error& error : read.error()) {
        complain(error.text());
    }
    return std::nullopt;
}

std::optional<std::filesystem::path> resources()
{
    const auto folder = resourceFolder();
    if (!folder) {
        complain(folder.error().text());
        return std::nullopt;
    }
    return *folder;
}

} // namespace

std::optional<std::vector<GalleryEntry>> readAllEntries()
{
    const auto folder = resources();
    return folder ? orComplain(readGallery(*folder)) : std::nullopt;
}

std::optional<GalleryEntry> readEntry(const std::string& name)
{
    const auto folder = resources();
    return folder ? orComplain(readGalleryEntry(*folder, name)) : std::nullopt;
}

std::optional<GalleryEntry> readLessonArgument(const std::string& argument)
{
    const auto folder = resources();
    if (!folder) {
        return std::nullopt;
    }
    if (argument.ends_with(LessonFileEnd) || argument.find('/') != std::string::npos) {
        return orComplain(readOwnLesson(argument, *folder));
    }
    const std::vector<std::string> names = lessonNames(*folder);
    if (std::find(names.begin(), names.end(), argument) == names.end()) {
        complain("there is no lesson '" + argument + "'" +
                 didYouMean(argument, names, "'zeroloomctl lesson list' lists all of them"));
        return std::nullopt;
    }
    return readEntry(argument);
}

} // namespace zeroloom
