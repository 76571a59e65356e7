// The two addresses of a relay: where the wire's socket finds it, and where it goes on to.
#pragma once

#include <optional>
#include <string>

#include <sys/socket.h>

#include "core/base/result.h"
#include "core/control/private_folder.h"
#include "core/control/unique_fd.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

// An address that only this machine reaches, kept for the whole life, and listened at when that is wanted. Meanwhile
// who connects is refused. One owner, one thread.
class PrivateListener {
public:
    // Of the same transport as the endpoint that is gone on to.
    Status open(const Endpoint& target);
    Status listen();
    void refuse();
    int descriptor() const { return m_descriptor.get(); } // -1 while it refuses
    UniqueFd accept() const;                              // non-blocking; empty when nobody waits
    std::string endpoint() const;

private:
    Status bind();

    std::optional<PrivateFolder> m_folder; // ipc
    Endpoint m_endpoint;
    UniqueFd m_descriptor; // bound; of tcp also while it refuses, so that nobody takes the port
    bool m_listens = false;
};

// Begins a connection to the endpoint: tcp, ws (its connection) or ipc. A host name is looked up, which may take a
// while. The connection stands when the descriptor can be written to and has no error.
[[nodiscard]] Result<UniqueFd> beginConnection(const Endpoint& target);

} // namespace zeroloom
