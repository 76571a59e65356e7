// A folder for the endpoints of one host that only its owner can enter.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace zeroloom {

// Removed, with the two sockets in it, at the end of its life. One owner; callable from any thread.
class PrivateFolder {
public:
    // Made in $XDG_RUNTIME_DIR, or in the folder for temporary files when that is missing or its path too long for an
    // ipc endpoint (107 bytes).
    [[nodiscard]] static Result<PrivateFolder> create();

    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&& other) noexcept;
    ~PrivateFolder();

    const std::filesystem::path& path() const { return m_path; }
    std::string controlEndpoint() const;
    std::string telemetryEndpoint() const;

private:
    explicit PrivateFolder(std::filesystem::path path) : m_path(std::move(path)) {}
    void remove();

    std::filesystem::path m_path;
};

// Removes the socket of an ipc endpoint. Does nothing for other endpoints.
void removeIpcSocket(const std::string& endpoint);

// Removes the folder around the socket of an ipc endpoint unless something else is in it.
void removeIpcFolder(const std::string& endpoint);

} // namespace zeroloom
