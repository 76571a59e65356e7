// Endpoints, parsed and validated by ourselves: libzmq accepts tcp port 70000 and binds 4464.
//
// Sources: zmq_tcp(7), zmq_ipc(7), zmq_inproc(7). Pure functions; callable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

enum class Transport : std::uint8_t { Tcp, Ipc, Inproc, Ws };

struct Endpoint {
    Transport transport = Transport::Tcp;
    std::string address;      // tcp, ws: host, interface or "*"; ipc: path, "@name" or "*"; inproc: name
    std::uint16_t port = 0;   // tcp, ws: 0 when wildcard
    bool wildcard = false;    // the port (tcp, ws) or the path (ipc) is chosen when it is bound
    std::string path;         // ws only, with its leading '/'

    std::string text() const;
    // Whether only processes of this machine can reach it (loopback, ipc, inproc).
    bool isLocal() const;
    bool operator==(const Endpoint&) const = default;
};

enum class EndpointUse : std::uint8_t { Bind, Connect };

// Reads an endpoint for the use that it is put to. A bind takes addresses, interfaces and wildcards, never a host name;
// a connect takes a port from 1 to 65535 and no wildcard. Paths of ipc have at most 107 bytes. `inproc` names 1 to 256.
[[nodiscard]] Result<Endpoint> parseEndpoint(std::string_view text, EndpointUse use);

// What is written may be meant for a bind or for a connect (a name of a host is no bind, a wildcard no connect): read as
// a bind if it can be one, else as a connect.
[[nodiscard]] Result<Endpoint> readEndpoint(std::string_view text);

// The endpoint at which something bound to `bound` (ZMQ_LAST_ENDPOINT) is reached from this machine: an address of all
// interfaces becomes the loopback's.
std::string reachableEndpoint(const std::string& bound);

// What is put on a wire of which nobody chose the endpoint.
inline constexpr std::string_view DefaultEndpoint = "tcp://127.0.0.1:*";

std::string_view name(Transport transport);  // "tcp"

}  // namespace zeroloom
