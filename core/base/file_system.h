// The file system as an argument, so that a full disk and a missing permission can be injected in tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

// Stateless; callable from any thread.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    // The whole file. Fails with NotFound, with Io, or with InvalidInput when it is larger than `limit` bytes.
    [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) const = 0;

    // Writes beside the target, flushes to the disk, then renames over it: after any failure the old content is
    // whole. Keeps the target's permissions and follows a symbolic link.
    [[nodiscard]] virtual Status writeAtomically(const std::filesystem::path& path, std::string_view content) = 0;
};

class DiskFileSystem final : public FileSystem {
public:
    [[nodiscard]] Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) const override;
    [[nodiscard]] Status writeAtomically(const std::filesystem::path& path, std::string_view content) override;
};

// The folder of examples, schemas and help: ZEROLOOM_RESOURCES when set, else share/zeroloom beside the folder of the
// running executable. Fails with NotFound, naming the places that were looked at.
[[nodiscard]] Result<std::filesystem::path> resourceFolder();

}  // namespace zeroloom
