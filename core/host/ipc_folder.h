// The folder of an ipc path that libzmq chose ("ipc://*"). libzmq removes both when their listener ends, so a socket
// that is opened anew and is to be met at the same path makes the folder itself.
#pragma once

#include <string>
#include <utility>

namespace zeroloom {

// Whether somebody listens at an ipc path. libzmq takes such a path and leaves them deaf, without an error; asking who is
// there is the only way to know.
bool somebodyListens(const std::string& path);

// Removed, with the socket's file in it, at the end of its life.
class IpcFolder {
public:
    IpcFolder() = default;
    IpcFolder(IpcFolder&& other) noexcept : m_endpoint(std::exchange(other.m_endpoint, {})) {}
    IpcFolder& operator=(IpcFolder&& other) noexcept
    {
        std::swap(m_endpoint, other.m_endpoint);
        return *this;
    }
    ~IpcFolder();

    // Removes what a process that ended without a word left of a path of libzmq's choice: a socket that nobody listens
    // at, and its folder. Leaves alone whatever else stands there.
    static void clearAbandoned(const std::string& endpoint);

    // False: libzmq has not removed its own yet.
    bool make(const std::string& endpoint);
    bool isMade() const { return !m_endpoint.empty(); }

private:
    std::string m_endpoint;
};

} // namespace zeroloom
