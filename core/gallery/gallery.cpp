#include "core/gallery/gallery.h"

#include <algorithm>
#include <system_error>
#include <tuple>

#include "core/base/file_system.h"
#include "core/base/near_name.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

constexpr std::string_view TopologyExtension = ".zeroloom", LessonExtension = ".md";
// Entries whose lesson is still to be written come last.
constexpr int NoOrder = 1'000'000;

std::filesystem::path topologiesIn(const std::filesystem::path& resources) { return resources / "gallery"; }
std::filesystem::path lessonsIn(const std::filesystem::path& resources) { return resources / "lessons"; }

std::vector<std::string> namesIn(const std::filesystem::path& folder, std::string_view extension)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == extension)
            names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

// The errors of a file, each with its name.
Errors inFile(const std::filesystem::path& file, Errors errors)
{
    for (Error& error : errors)
        error.where = file.string() + (error.where.empty() ? "" : ": " + error.where);
    return errors;
}

tl::expected<Topology, Errors> readTopologyFile(const std::filesystem::path& file)
{
    const Result<std::string> text = DiskFileSystem().read(file, TopologyFileLimit);
    if (!text)
        return tl::unexpected(Errors{text.error()});
    auto topology = readTopology(*text);
    if (!topology)
        return tl::unexpected(inFile(file, std::move(topology.error())));
    return topology;
}

Lesson missingLesson(const std::string& name, const Topology& topology)
{
    Lesson lesson;
    lesson.name = name;
    lesson.title = topology.name.empty() ? name : topology.name;
    lesson.order = NoOrder;
    return lesson;
}

} // namespace

std::vector<std::string> galleryNames(const std::filesystem::path& resources)
{
    return namesIn(topologiesIn(resources), TopologyExtension);
}

std::vector<std::string> lessonNames(const std::filesystem::path& resources)
{
    return namesIn(lessonsIn(resources), LessonExtension);
}

Result<std::filesystem::path> galleryFile(const std::filesystem::path& resources, std::string_view name)
{
    const std::vector<std::string> names = galleryNames(resources);
    if (std::ranges::find(names, name) != names.end())
        return topologiesIn(resources) / (std::string(name) + std::string(TopologyExtension));
    return fail(ErrorCode::NotFound, "the gallery has no example '" + std::string(name) + "'" +
                                         didYouMean(name, names, "'zeroloomctl gallery' lists all of them"));
}

tl::expected<GalleryEntry, Errors> readGalleryEntry(const std::filesystem::path& resources, std::string_view name)
{
    const auto file = galleryFile(resources, name);
    if (!file)
        return tl::unexpected(Errors{file.error()});
    auto topology = readTopologyFile(*file);
    if (!topology)
        return tl::unexpected(std::move(topology.error()));
    GalleryEntry entry{std::string(name), std::move(*topology), {}};
    const std::filesystem::path lessonFile = lessonsIn(resources) / (entry.name + std::string(LessonExtension));
    const Result<std::string> text = DiskFileSystem().read(lessonFile, LessonFileLimit);
    if (!text && text.error().code == ErrorCode::NotFound) {
        entry.lesson = missingLesson(entry.name, entry.topology);
        return entry;
    }
    if (!text)
        return tl::unexpected(Errors{text.error()});
    auto lesson = readLesson(*text, name, entry.topology);
    if (!lesson)
        return tl::unexpected(inFile(lessonFile, std::move(lesson.error())));
    entry.lesson = std::move(*lesson);
    return entry;
}

tl::expected<std::vector<GalleryEntry>, Errors> readGallery(const std::filesystem::path& resources)
{
    std::vector<GalleryEntry> entries;
    for (const std::string& name : galleryNames(resources)) {
        auto entry = readGalleryEntry(resources, name);
        if (!entry)
            return tl::unexpected(std::move(entry.error()));
        entries.push_back(std::move(*entry));
    }
    if (entries.empty())
        return tl::unexpected(
            Errors{{ErrorCode::NotFound, "there are no examples in " + topologiesIn(resources).string(), {}}});
    std::ranges::stable_sort(entries, {}, [](const GalleryEntry& entry) {
        return std::tuple(!entry.hasLesson(), entry.lesson.chapter, entry.lesson.order);
    });
    return entries;
}

std::vector<GalleryFamily> byFamily(const std::vector<GalleryEntry>& entries)
{
    std::vector<GalleryFamily> families;
    for (const std::string_view name : lessonFamilies())
        families.push_back({name, {}});
    families.push_back({});
    for (const GalleryEntry& entry : entries)
        std::ranges::find(families, std::string_view(entry.lesson.family), &GalleryFamily::name)->entries.push_back(&entry);
    std::erase_if(families, [](const GalleryFamily& family) { return family.entries.empty(); });
    return families;
}

tl::expected<GalleryEntry, Errors> readOwnLesson(const std::filesystem::path& file, const std::filesystem::path& resources)
{
    const Result<std::string> text = DiskFileSystem().read(file, LessonFileLimit);
    if (!text)
        return tl::unexpected(Errors{text.error()});
    const std::string named = lessonTopology(*text);
    if (named.empty())
        return tl::unexpected(Errors{{ErrorCode::InvalidInput,
                                      "the lesson does not say of which topology it is: give it a key such as 'topology: "
                                      "gallery:hello-world' or 'topology: mine.zeroloom'",
                                      file.string()}});
    Result<std::filesystem::path> topologyFile = file.parent_path() / named;
    if (named.starts_with(GalleryPrefix))
        topologyFile = galleryFile(resources, std::string_view(named).substr(GalleryPrefix.size()));
    if (!topologyFile)
        return tl::unexpected(inFile(file, Errors{topologyFile.error()}));
    // A terminal or a pipe that the lesson names would be waited for.
    std::error_code unknown;
    const auto status = std::filesystem::status(*topologyFile, unknown);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return tl::unexpected(Errors{{ErrorCode::InvalidInput, "'" + named + "' is no topology file", file.string()}});
    auto topology = readTopologyFile(*topologyFile);
    if (!topology)
        return tl::unexpected(std::move(topology.error()));
    auto lesson = readLesson(*text, file.stem().string(), *topology);
    if (!lesson)
        return tl::unexpected(inFile(file, std::move(lesson.error())));
    return GalleryEntry{file.stem().string(), std::move(*topology), std::move(*lesson)};
}

} // namespace zeroloom
