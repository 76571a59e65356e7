#include "core/control/private_folder.h"

#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

#include <unistd.h>

#include "core/base/system_error.h"

namespace zeroloom {

namespace {

constexpr std::string_view NamePattern = "/zeroloom-XXXXXX";
constexpr std::size_t LongestFolder = 107 - std::string_view("/telemetry").size();

std::vector<std::string> places()
{
    std::vector<std::string> found;
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"); runtime && *runtime == '/')
        found.emplace_back(runtime);
    std::error_code error;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
    if (!error)
        found.push_back(temporary.string());
    found.emplace_back("/tmp");
    return found;
}

// Empty for other transports and for names that are no path (abstract or wildcard).
std::filesystem::path ipcPath(const std::string& endpoint)
{
    constexpr std::string_view Scheme = "ipc://";
    if (!endpoint.starts_with(Scheme) || endpoint.size() <= Scheme.size() || endpoint[Scheme.size()] != '/')
        return {};
    return endpoint.substr(Scheme.size());
}

} // namespace

Result<PrivateFolder> PrivateFolder::create()
{
    std::string tried;
    for (const std::string& place : places()) {
        std::string path = place + std::string(NamePattern);
        if (path.size() > LongestFolder) {
            tried += "; " + place + ": the path is too long for an ipc endpoint";
            continue;
        }
        if (::mkdtemp(path.data())) // mode 0700
            return PrivateFolder(path);
        tried += "; " + place + ": " + systemErrorText(errno);
    }
    return fail(ErrorCode::Io, "no folder can be made for the endpoints of a host" + tried);
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

PrivateFolder& PrivateFolder::operator=(PrivateFolder&& other) noexcept
{
    if (this != &other) {
        remove();
        m_path = std::exchange(other.m_path, {});
    }
    return *this;
}

PrivateFolder::~PrivateFolder() { remove(); }

std::string PrivateFolder::controlEndpoint() const { return "ipc://" + (m_path / "control").string(); }

std::string PrivateFolder::telemetryEndpoint() const { return "ipc://" + (m_path / "telemetry").string(); }

void PrivateFolder::remove()
{
    if (m_path.empty())
        return;
    removeIpcSocket(controlEndpoint());
    removeIpcSocket(telemetryEndpoint());
    ::rmdir(m_path.c_str());
    m_path.clear();
}

void removeIpcSocket(const std::string& endpoint)
{
    if (const std::filesystem::path path = ipcPath(endpoint); !path.empty())
        ::unlink(path.c_str());
}

void removeIpcFolder(const std::string& endpoint)
{
    if (const std::filesystem::path path = ipcPath(endpoint); !path.empty())
        ::rmdir(path.parent_path().c_str()); // fails, as it should, while anything is in it
}

} // namespace zeroloom
