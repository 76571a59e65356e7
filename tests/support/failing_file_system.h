// A file system in memory whose reads and writes fail when a test says so, in the words of the real one.
// Not for use by several threads at once.
#pragma once

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <set>

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
    // Only the first `count` writes from now on succeed, all others fail: a disk that fills up.
    void failWritesAfter(int count, int errorNumber)
    {
        m_goodWrites = count;
        m_lateError = errorNumber;
    }
    bool isExecutable(const std::filesystem::path& path) const { return m_executables.contains(path); }

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

    [[nodiscard]] Status place(const std::filesystem::path& path, std::string_view content, Placing how) override
    {
        ++m_writes;
        if (m_writeError) {
            return failure("write", path, *m_writeError);
        }
        if (m_lateError && m_goodWrites-- <= 0) {
            return failure("write", path, *m_lateError);
        }
        if (!how.replace && m_files.contains(path)) {
            return failure("create", path, EEXIST);
        }
        m_files[path] = content;
        if (how.executable) {
            m_executables.insert(path);
        }
        return {};
    }

    PathKind kind(const std::filesystem::path& path) const override
    {
        if (m_files.contains(path)) {
            return PathKind::File;
        }
        return m_folders.contains(path) || !isEmpty(path) ? PathKind::Folder : PathKind::Missing;
    }

    [[nodiscard]] Result<bool> isEmptyFolder(const std::filesystem::path& folder) const override
    {
        if (m_readError) {
            return failure("read", folder, *m_readError);
        }
        return isEmpty(folder);
    }

    [[nodiscard]] Status makeFolders(const std::filesystem::path& folder) override
    {
        if (m_writeError) {
            return failure("create", folder, *m_writeError);
        }
        m_folders.insert(folder);
        return {};
    }

private:
    static tl::unexpected<Error> failure(const char* action, const std::filesystem::path& path, int errorNumber)
    {
        return fail(systemErrorCode(errorNumber),
                    std::string("cannot ") + action + " '" + path.string() + "': " + systemErrorText(errorNumber));
    }

    bool isEmpty(const std::filesystem::path& folder) const
    {
        return std::none_of(m_files.begin(), m_files.end(), [&](const auto& file) {
            const auto relative = file.first.lexically_relative(folder);
            return !relative.empty() && *relative.begin() != "..";
        });
    }

    std::map<std::filesystem::path, std::string> m_files;
    std::set<std::filesystem::path> m_folders;
    std::set<std::filesystem::path> m_executables;
    int m_goodWrites = 0;
    std::optional<int> m_lateError;
    std::optional<int> m_readError;
    std::optional<int> m_writeError;
    int m_writes = 0;
};

} // namespace zeroloom::test
