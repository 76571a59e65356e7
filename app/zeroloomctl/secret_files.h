// --secrets FOLDER: keys and passwords of sockets from files, so that a topology file need not hold them: what Docker,
// Kubernetes and systemd give a process.
#pragma once

#include <filesystem>

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

// Each file is named NODE.SOCKET.OPTION and holds the value as a topology file would; one newline at its end does not
// count. Hidden files and folders are passed over. Fails, and leaves the topology as it is, when a file names nothing
// in the topology or holds what the option does not take. No message shows what a file holds.
[[nodiscard]] Status applySecretFiles(Topology& topology, const std::filesystem::path& folder, const FileSystem& files);

} // namespace zeroloom
