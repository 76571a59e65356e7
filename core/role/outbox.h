// The one message that a broker has on its way out of a socket, kept while the socket is mute. Owned by one thread.
#pragma once

#include "core/role/role_node.h"

namespace zeroloom {

class Outbox {
public:
    void setSocket(RoleSocket* socket) { m_socket = socket; } // nullptr: the role has none
    RoleSocket* socket() const { return m_socket; }
    // Whether the next message may be written: sends the last one first, where that still waits.
    bool isClear() { return m_message.empty() || send(); }
    // To be filled and sent; only while it is clear.
    Message& message() { return m_message; }
    // False: it is kept, and the role is called when there is room.
    bool send() { return m_socket->send(m_message) == SendOutcome::Sent; }
    bool keeps() const { return !m_message.empty(); }

private:
    RoleSocket* m_socket = nullptr;
    Message m_message;
};

// The role's socket of this name, or nullptr.
inline RoleSocket* socketCalled(std::string_view id, RoleContext& context)
{
    for (RoleSocket* socket : context.sockets()) {
        if (socket->id() == id)
            return socket;
    }
    return nullptr;
}

} // namespace zeroloom
