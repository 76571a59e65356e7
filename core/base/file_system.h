// The file system as an argument, so that a full disk and a missing permission can be injected in tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

enum class PathKind {
    Missing,
    File,
    Folder,
    Other, // a device, a pipe, a socket
};

// How a file is put in its place.
struct Placing {
    bool replace = true;     // false: fails with AlreadyExists when there is something, whoever put it there meanwhile
    bool executable = false; // for those who may read it
};

// Stateless; callable from any thread.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    // The whole file. Fails with NotFound, with Io, or with InvalidInput when it is larger than `limit` bytes.
    [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) const = 0;

    // Writes beside the target, flushes to the disk, then renames over it: after any failure the old content is
    // whole. Keeps the target's permissions and follows a symbolic link.
    [[nodiscard]] Status writeAtomically(const std::filesystem::path& path, std::string_view content)
    {
        return place(path, content, {});
    }
    // The same with a choice. Nothing is replaced that is not a regular file, unless it takes what is written to it.
    [[nodiscard]] virtual Status place(const std::filesystem::path& path, std::string_view content, Placing how) = 0;

    // What stands there, behind symbolic links. What cannot be looked at is Missing: writing there says why.
    virtual PathKind kind(const std::filesystem::path& path) const = 0;
    [[nodiscard]] virtual Result<bool> isEmptyFolder(const std::filesystem::path& folder) const = 0;
    // The folder and those above it, where they are missing.
    [[nodiscard]] virtual Status makeFolders(const std::filesystem::path& folder) = 0;
};

class DiskFileSystem final : public FileSystem {
public:
    [[nodiscard]] Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) const override;
    [[nodiscard]] Status place(const std::filesystem::path& path, std::string_view content, Placing how) override;
    PathKind kind(const std::filesystem::path& path) const override;
    [[nodiscard]] Result<bool> isEmptyFolder(const std::filesystem::path& folder) const override;
    [[nodiscard]] Status makeFolders(const std::filesystem::path& folder) override;
};

// The folder of examples, schemas and help: ZEROLOOM_RESOURCES when set, else share/zeroloom beside the folder of the
// running executable. Fails with NotFound, naming the places that were looked at.
[[nodiscard]] Result<std::filesystem::path> resourceFolder();

}  // namespace zeroloom
