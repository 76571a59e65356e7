#include "app/zeroloomctl/output_file.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "app/zeroloomctl/standard_streams.h"
#include "core/base/system_error.h"

namespace zeroloom {

namespace {

constexpr int NewFileMode = 0666; // less the umask

tl::unexpected<Error> failure(std::string_view action, const std::string& path, int errorNumber)
{
    return fail(systemErrorCode(errorNumber),
                "cannot " + std::string(action) + " '" + path + "': " + systemErrorText(errorNumber));
}

} // namespace

Status createFile(const std::string& path, std::string_view content)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, NewFileMode);
    if (descriptor < 0 && errno == EEXIST) {
        return fail(ErrorCode::AlreadyExists,
                    "'" + path + "' exists already and was left as it is; --force replaces it");
    }
    if (descriptor < 0) {
        return failure("create", path, errno);
    }
    // Some file systems tell of a full disk only when the file is closed.
    const bool written = writeAll(descriptor, content) == WriteOutcome::Written;
    int error = written ? 0 : errno;
    if (::close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    if (error != 0) {
        ::unlink(path.c_str());
        return failure("write", path, error);
    }
    return {};
}

Status checkWritable(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        return failure("write", path, EISDIR);
    }
    if (std::filesystem::exists(path, error)) {
        if (::access(path.c_str(), W_OK) != 0) {
            return failure("write", path, errno);
        }
        return {};
    }
    const std::filesystem::path parent = std::filesystem::path(path).parent_path();
    const std::string folder = parent.empty() ? "." : parent.string();
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        return failure("create", path, errno);
    }
    return {};
}

Result<LineFile> LineFile::open(const std::string& path)
{
    if (path == "-") {
        return LineFile(STDOUT_FILENO, "standard output");
    }
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, NewFileMode);
    if (descriptor < 0) {
        return failure("write", path, errno);
    }
    return LineFile(descriptor, path);
}

LineFile::LineFile(LineFile&& other) noexcept
    : m_descriptor(other.m_descriptor), m_path(std::move(other.m_path)), m_broken(other.m_broken)
{
    other.m_descriptor = -1;
}

LineFile::~LineFile()
{
    if (m_descriptor > STDERR_FILENO) {
        ::close(m_descriptor);
    }
}

Status LineFile::append(std::string_view lines)
{
    if (m_broken || lines.empty()) {
        return {};
    }
    switch (writeAll(m_descriptor, lines)) {
    case WriteOutcome::Written:
        return {};
    case WriteOutcome::ReaderLeft:
        m_broken = true;
        return {};
    case WriteOutcome::Failed:
        break;
    }
    m_broken = true;
    return failure("write", m_path, errno);
}

} // namespace zeroloom
