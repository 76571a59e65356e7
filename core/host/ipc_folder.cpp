#include "core/host/ipc_folder.h"

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace zeroloom {
namespace {

std::filesystem::path pathOf(const std::string& endpoint) { return endpoint.substr(std::string("ipc://").size()); }

} // namespace

// The folder must be new: one that is there may be libzmq's, about to go, or somebody else's.
bool IpcFolder::make(const std::string& endpoint)
{
    if (!isMade() && ::mkdir(pathOf(endpoint).parent_path().c_str(), 0700) == 0)
        m_endpoint = endpoint;
    return isMade();
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
