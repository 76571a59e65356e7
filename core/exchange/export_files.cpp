#include "core/exchange/export_files.h"

#include <algorithm>
#include <set>

namespace zeroloom {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t MostNamed = 5; // files in one message

tl::unexpected<Error> inTheWay(const fs::path& path, const std::string& what)
{
    return fail(ErrorCode::AlreadyExists, "'" + path.string() + "' " + what);
}

Placing placing(const ExportedFile& file, Overwrite overwrite)
{
    return {.replace = overwrite == Overwrite::Files, .executable = file.executable};
}

// The target is of another kind than what is to be written: no yes to overwriting covers that.
Status wrongKind(const fs::path& path, PathKind kind)
{
    return fail(ErrorCode::InvalidInput, "'" + path.string() +
                                             (kind == PathKind::Folder ? "' is a folder; give the name of a file"
                                                                       : "' is no folder; give the name of a folder, "
                                                                         "which may be new"));
}

Status writeFile(const ExportedFile& file, const fs::path& target, Overwrite overwrite, FileSystem& files)
{
    const PathKind kind = files.kind(target);
    if (kind == PathKind::Folder)
        return wrongKind(target, kind);
    Status written = files.place(target, file.content, placing(file, overwrite));
    if (!written && written.error().code == ErrorCode::AlreadyExists)
        return inTheWay(target, "exists already and was left as it is; --force replaces it");
    return written;
}

// Exporters give names that stay in the folder; whoever wrote one that does not would write anywhere.
bool staysInside(const std::string& path)
{
    const fs::path relative(path);
    return !path.empty() && relative.is_relative() &&
           std::none_of(relative.begin(), relative.end(),
                        [](const fs::path& part) { return part == ".." || part == "."; });
}

Status checkNames(const Exported& exported)
{
    std::set<std::string> names;
    for (const ExportedFile& file : exported.files) {
        if (!staysInside(file.path) || !names.insert(file.path).second)
            return fail(ErrorCode::Internal, "the export names a file '" + file.path + "' that cannot be");
    }
    return {};
}

std::string named(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < MostNamed; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > MostNamed)
        text += " and " + std::to_string(names.size() - MostNamed) + " more";
    return text;
}

// What is at the places of the export's files and folders, before one of them is written.
Status checkPlaces(const Exported& exported, const fs::path& folder, Overwrite overwrite, const FileSystem& files)
{
    const PathKind kind = files.kind(folder);
    if (kind == PathKind::Missing)
        return {};
    if (kind != PathKind::Folder)
        return wrongKind(folder, kind);
    if (overwrite == Overwrite::Never) {
        const auto empty = files.isEmptyFolder(folder);
        if (!empty)
            return tl::unexpected(empty.error());
        if (*empty)
            return {};
        return inTheWay(folder, "is a folder with files in it, which were left as they are; give a new one, or --force "
                                "replaces the files of the export and keeps the others");
    }
    for (const ExportedFile& file : exported.files) {
        fs::path place = folder;
        for (const fs::path& part : fs::path(file.path).parent_path()) {
            place /= part;
            const PathKind above = files.kind(place);
            if (above != PathKind::Folder && above != PathKind::Missing)
                return wrongKind(place, above);
        }
        if (files.kind(folder / file.path) == PathKind::Folder)
            return wrongKind(folder / file.path, PathKind::Folder);
    }
    return {};
}

Error withAccount(Error error, const std::vector<std::string>& written, const std::vector<std::string>& missing)
{
    error.message += "; " + (written.empty() ? "nothing was written" : "written were " + named(written)) +
                     ", not written " + named(missing);
    // What appeared in between is not what a yes was asked for.
    error.code = error.code == ErrorCode::AlreadyExists ? ErrorCode::AlreadyExists : ErrorCode::Io;
    return error;
}

Status writeFolder(const Exported& exported, const fs::path& folder, Overwrite overwrite, FileSystem& files)
{
    if (const Status clear = checkPlaces(exported, folder, overwrite, files); !clear)
        return clear;
    if (const Status made = files.makeFolders(folder); !made)
        return made;
    std::vector<std::string> written, missing;
    for (const ExportedFile& file : exported.files)
        missing.push_back(file.path);
    for (const ExportedFile& file : exported.files) {
        const fs::path target = folder / file.path;
        Status done = target.parent_path() == folder ? Status() : files.makeFolders(target.parent_path());
        if (done)
            done = files.place(target, file.content, placing(file, overwrite));
        if (!done)
            return tl::unexpected(withAccount(done.error(), written, missing));
        written.push_back(file.path);
        missing.erase(missing.begin());
    }
    return {};
}

} // namespace

Status writeExport(const Exported& exported, ExportShape shape, const fs::path& target, Overwrite overwrite,
                   FileSystem& files)
{
    if (const Status sound = checkNames(exported); !sound)
        return sound;
    if (shape == ExportShape::Folder)
        return writeFolder(exported, target, overwrite, files);
    if (exported.files.size() != 1)
        return fail(ErrorCode::Internal,
                    "the export made " + std::to_string(exported.files.size()) + " files where one was due");
    return writeFile(exported.files.front(), target, overwrite, files);
}

} // namespace zeroloom
