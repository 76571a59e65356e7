#include "core/base/file_system.h"

#include <cerrno>
#include <cstdlib>
#include <random>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/system_error.h"

namespace zeroloom {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failPath(std::string_view action, const fs::path& path, int errorNumber)
{
    return fail(systemErrorCode(errorNumber),
                "cannot " + std::string(action) + " '" + path.string() + "': " + systemErrorText(errorNumber));
}

// An open descriptor; closes it.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

    // False when the system reports that written data was lost, as network file systems do only here.
    bool close()
    {
        const int number = std::exchange(m_number, -1);
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number;
};

// 0, or the errno of the write that failed.
int writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return errno;
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// Where the content really goes: the end of a chain of symbolic links, which need not exist yet.
Result<fs::path> followLinks(const fs::path& path)
{
    constexpr int MostLinks = 40;
    fs::path target = path;
    for (int link = 0; link < MostLinks; ++link) {
        std::error_code error;
        const fs::path next = fs::read_symlink(target, error);
        if (error) {
            return target;
        }
        target = next.is_absolute() ? next : target.parent_path() / next;
    }
    return failPath("write", path, ELOOP);
}

// A new file beside the target with a name that nothing else has. Honours the umask.
int openBeside(const fs::path& target, fs::path& temporary)
{
    constexpr int Attempts = 100;
    constexpr std::size_t MostNameBytes = 200; // leaves room for the suffix within the usual 255
    std::random_device random;
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        const std::string name = target.filename().string().substr(0, MostNameBytes);
        temporary = target.parent_path() / ("." + name + "." + std::to_string(random()) + ".new");
        const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) {
            return descriptor;
        }
    }
    return -1;
}

// Makes the rename itself durable. Some file systems cannot flush a folder; the content is safe there all the same.
void flushFolder(const fs::path& folder)
{
    const Descriptor descriptor(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.isOpen()) {
        ::fsync(descriptor.number());
    }
}

// A device or a pipe cannot be replaced by a file; what is written to it goes straight there.
Status writeStraight(const fs::path& target, std::string_view content)
{
    const Descriptor descriptor(::open(target.c_str(), O_WRONLY | O_CLOEXEC));
    if (!descriptor.isOpen()) {
        return failPath("write", target, errno);
    }
    const int error = writeAll(descriptor.number(), content);
    return error == 0 ? Status() : Status(failPath("write", target, error));
}

// The read permissions that the umask left, as permissions to execute.
int makeExecutable(int descriptor)
{
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        return errno;
    const mode_t mode = status.st_mode & 07777;
    return ::fchmod(descriptor, mode | ((mode & 0444) >> 2U)) == 0 ? 0 : errno;
}

// Gives the file its name unless something bears it; 0 or an errno, EEXIST among them.
int renameToFree(const fs::path& temporary, const fs::path& target)
{
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // A file system that knows no such rename has hard links, as those of the network do, or has a single user.
    if (::link(temporary.c_str(), target.c_str()) == 0)
        return ::unlink(temporary.c_str()) == 0 ? 0 : errno;
    if (errno == EEXIST)
        return errno;
    struct stat status {};
    if (::lstat(target.c_str(), &status) == 0)
        return EEXIST;
    return ::rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
}

// Fills the temporary file and puts it in the target's place; 0 or an errno.
int replace(Descriptor& file, const fs::path& temporary, const fs::path& target, std::string_view content,
            const struct stat* old, Placing how)
{
    if (old != nullptr) {
        // A file of another owner that we may write stays theirs where the system allows it.
        if (::fchown(file.number(), old->st_uid, old->st_gid) != 0 && errno != EPERM) {
            return errno;
        }
        if (::fchmod(file.number(), old->st_mode & 07777) != 0) {
            return errno;
        }
    }
    if (const int error = writeAll(file.number(), content); error != 0) {
        return error;
    }
    if (const int error = how.executable ? makeExecutable(file.number()) : 0; error != 0) {
        return error;
    }
    if (::fsync(file.number()) != 0 || !file.close()) {
        return errno;
    }
    if (!how.replace) {
        return renameToFree(temporary, target);
    }
    return ::rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
}

} // namespace

Result<std::string> DiskFileSystem::read(const fs::path& path, std::uint64_t limit) const
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0) {
        return failPath("read", path, errno);
    }
    if (S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::InvalidInput, "cannot read '" + path.string() + "': " + systemErrorText(EISDIR));
    }
    std::string content;
    std::string chunk(64 * 1024, '\0');
    while (true) {
        const ssize_t count = ::read(file.number(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return failPath("read", path, errno);
        }
        if (count == 0) {
            return content;
        }
        content.append(chunk, 0, static_cast<std::size_t>(count));
        if (content.size() > limit) {
            return fail(ErrorCode::InvalidInput, "cannot read '" + path.string() +
                                                     "': it is larger than the limit of " + std::to_string(limit) +
                                                     " bytes; give a smaller file");
        }
    }
}

Status DiskFileSystem::place(const fs::path& path, std::string_view content, Placing how)
{
    std::error_code ignored;
    if (!how.replace && fs::exists(fs::symlink_status(path, ignored))) {
        return failPath("create", path, EEXIST);
    }
    const auto target = followLinks(path);
    if (!target) {
        return tl::unexpected<Error>(target.error());
    }
    struct stat old {};
    const bool exists = ::stat(target->c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        return failPath("write", path, EISDIR);
    }
    if (exists && !S_ISREG(old.st_mode)) {
        return writeStraight(*target, content);
    }
    // Renaming needs no permission on the target itself, so a write-protected file would be replaced without this.
    if (exists && ::faccessat(AT_FDCWD, target->c_str(), W_OK, AT_EACCESS) != 0) {
        return failPath("write", path, errno);
    }
    fs::path temporary;
    Descriptor file(openBeside(*target, temporary));
    if (!file.isOpen()) {
        return failPath("write", path, errno);
    }
    if (const int error = replace(file, temporary, *target, content, exists ? &old : nullptr, how); error != 0) {
        ::unlink(temporary.c_str());
        return failPath("write", path, error);
    }
    flushFolder(target->parent_path());
    return {};
}

PathKind DiskFileSystem::kind(const fs::path& path) const
{
    std::error_code error;
    switch (fs::status(path, error).type()) {
    case fs::file_type::regular:
        return PathKind::File;
    case fs::file_type::directory:
        return PathKind::Folder;
    case fs::file_type::none:
    case fs::file_type::not_found:
        return PathKind::Missing;
    default:
        return PathKind::Other;
    }
}

Result<bool> DiskFileSystem::isEmptyFolder(const fs::path& folder) const
{
    std::error_code error;
    const bool empty = fs::is_empty(folder, error);
    if (error)
        return failPath("read", folder, error.value());
    return empty;
}

Status DiskFileSystem::makeFolders(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return failPath("create", folder, error.value());
    return {};
}

Result<fs::path> resourceFolder()
{
    std::error_code error;
    if (const char* chosen = std::getenv("ZEROLOOM_RESOURCES"); chosen != nullptr && *chosen != '\0') {
        if (fs::is_directory(chosen, error)) {
            return fs::path(chosen);
        }
        return fail(ErrorCode::NotFound, "ZEROLOOM_RESOURCES names '" + std::string(chosen) +
                                             "', which is not a folder: correct it or leave it unset");
    }
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path folder = program.parent_path().parent_path() / "share" / "zeroloom";
    if (fs::is_directory(folder, error)) {
        return folder;
    }
    return fail(ErrorCode::NotFound, "the examples and schemas were not found in '" + folder.string() +
                                         "': install Zeroloom whole, or set ZEROLOOM_RESOURCES to their folder");
}

} // namespace zeroloom
