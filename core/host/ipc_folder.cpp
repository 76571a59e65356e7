#include "core/host/ipc_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace zeroloom {
namespace {

constexpr std::string_view Scheme = "ipc://";

std::filesystem::path pathOf(const std::string& endpoint) { return endpoint.substr(Scheme.size()); }

} // namespace

bool somebodyListens(const std::string& path)
{
    if (path.empty() || path.front() == '@')
        return false; // the kernel guards abstract names
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0)
        return false;
    // One that has too many to accept at this moment says to try again.
    const bool listens =
        connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EAGAIN;
    close(probe);
    return listens;
}

// The folder must be new: one that is there may be libzmq's, about to go, or somebody else's.
bool IpcFolder::make(const std::string& endpoint)
{
    if (!isMade() && ::mkdir(pathOf(endpoint).parent_path().c_str(), 0700) == 0)
        m_endpoint = endpoint;
    return isMade();
}

void IpcFolder::clearAbandoned(const std::string& endpoint)
{
    struct stat found {};
    if (!endpoint.starts_with(Scheme))
        return;
    const std::filesystem::path path = pathOf(endpoint);
    if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode) || somebodyListens(path.string()))
        return;
    ::unlink(path.c_str());
    ::rmdir(path.parent_path().c_str()); // only an empty one goes
}

IpcFolder::~IpcFolder()
{
    if (!isMade())
        return;
    const std::filesystem::path path = pathOf(m_endpoint);
    ::unlink(path.c_str());
    ::rmdir(path.parent_path().c_str());
}

} // namespace zeroloom
