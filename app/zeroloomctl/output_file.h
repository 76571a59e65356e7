// Files that the command line writes for a person: reports, saved examples, event streams.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

// A new file with this content. Fails with AlreadyExists rather than overwrite; after a failure there is no file.
[[nodiscard]] Status createFile(const std::string& path, std::string_view content);

// Whether a file can be written there later: its folder exists and may be written to. To fail early, before a long run.
[[nodiscard]] Status checkWritable(const std::string& path);

// A file that grows line by line. Owned by one thread; what was written stays when the program dies.
class LineFile {
public:
    // "-" is standard output; another file is emptied first.
    [[nodiscard]] static Result<LineFile> open(const std::string& path);
    LineFile(LineFile&& other) noexcept;
    LineFile& operator=(LineFile&&) = delete;
    ~LineFile();

    // Lines with their newlines. After the first failure, which is returned, all others are ignored.
    [[nodiscard]] Status append(std::string_view lines);

private:
    LineFile(int descriptor, std::string path) : m_descriptor(descriptor), m_path(std::move(path)) {}

    int m_descriptor;
    std::string m_path;
    bool m_broken = false;
};

} // namespace zeroloom
