// Another LINGER for a moment: libzmq takes the one that a socket has when it binds and when it disconnects.
#pragma once

#include <cerrno>
#include <cstddef>

#include <zmq.h>

namespace zeroloom {

// For as long as it lives, the socket has another LINGER than the person chose.
class LingerFor {
public:
    LingerFor(void* socket, int milliseconds) : m_socket(socket)
    {
        std::size_t size = sizeof m_chosen;
        zmq_getsockopt(socket, ZMQ_LINGER, &m_chosen, &size);
        zmq_setsockopt(socket, ZMQ_LINGER, &milliseconds, sizeof milliseconds);
    }
    ~LingerFor()
    {
        const int error = errno; // of what was done meanwhile
        zmq_setsockopt(m_socket, ZMQ_LINGER, &m_chosen, sizeof m_chosen);
        errno = error;
    }
    LingerFor(const LingerFor&) = delete;
    LingerFor& operator=(const LingerFor&) = delete;

private:
    void* m_socket;
    int m_chosen = -1;
};

} // namespace zeroloom
