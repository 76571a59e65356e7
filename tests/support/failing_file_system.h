// A file system in memory whose reads and writes fail when a test says so, in the words of the real one.
// Not for use by several threads at once.
#pragma once

#include <cerrno>
#include <map>
#include <optional>

#include "core/base/file_system.h"
#include "core/base/system_error.h"

namespace zeroloom::test {

class FailingFileSystem final : public FileSystem {
public:
    // The errno of all reads, or writes, from now on: ENOSPC, EACCES, ... nullopt lets them succeed again.
    void failReads(std::optional<int> errorNumber) { m_readError = errorNumber; }
    void failWrites(std::optional<int> errorNumber) { m_writeError = errorNumber; }

    void put(const std::filesystem::path& path, std::string content) { m_files[path] = std::move(content); }
    // What stands in the file now; nullopt when there is none.
    std::optional<std::string> content(const std::filesystem::path& path) const
    {
        const auto found = m_files.find(path);
        return found == m_files.end() ? std::nullopt : std::optional(found->second);
    }
    int writes() const { return m_writes; }

    [[nodiscard]] Result<std::string> read(const std::filesystem::path& path, std::uint64_t limit) const override
    {
        if (m_readError) {
            return failure("read", path, *m_readError);
        }
        const auto found = m_files.find(path);
        if (found == m_files.end()) {
            return failure("read", path, ENOENT);
        }
        if (found->second.size() > limit) {
            return fail(ErrorCode::InvalidInput, "cannot read '" + path.string() + "': it is larger than the limit");
        }
        return found->second;
    }

    [[nodiscard]] Status writeAtomically(const std::filesystem::path& path, std::string_view content) override
    {
        ++m_writes;
        if (m_writeError) {
            return failure("write", path, *m_writeError);
        }
        m_files[path] = content;
        return {};
    }

private:
    static tl::unexpected<Error> failure(const char* action, const std::filesystem::path& path, int errorNumber)
    {
        return fail(systemErrorCode(errorNumber),
                    std::string("cannot ") + action + " '" + path.string() + "': " + systemErrorText(errorNumber));
    }

    std::map<std::filesystem::path, std::string> m_files;
    std::optional<int> m_readError;
    std::optional<int> m_writeError;
    int m_writes = 0;
};

} // namespace zeroloom::test
