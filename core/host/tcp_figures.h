// What the kernel knows of a tcp connection that libzmq owns. Reads only. Callable from any thread.
#pragma once

#include <cstdint>
#include <optional>

namespace zeroloom {

struct TcpFigures {
    std::uint32_t rttUs = 0;
    std::uint64_t unsentBytes = 0;  // in the sending buffer, never sent
    std::uint64_t unackedBytes = 0; // sent, not acknowledged
    std::uint64_t unreadBytes = 0;  // received, not read by libzmq
    std::uint64_t bytesSent = 0;    // acknowledged, since the connection opened
    std::uint64_t bytesReceived = 0;
};

// nullopt when the descriptor is no tcp connection any more. The caller checks that it is the same connection still.
std::optional<TcpFigures> tcpFigures(int descriptor);

} // namespace zeroloom
