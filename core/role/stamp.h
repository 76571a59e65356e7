// What stands at the start of a generated payload: who made it, who sent it last, and when. By it the receiver knows
// the wire, the loss and the latency.
//
// In memory order of the machine; a machine of the other order sees no stamp. Pure functions; callable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zeroloom {

inline constexpr std::size_t StampSize = 48;

struct Stamp {
    // Which life of the sending socket: sequence numbers start anew with each. 12 bits.
    std::uint16_t incarnation = 0;
    std::uint16_t topic = 0;  // index in the sender's list of topics; 0 when it has none
    std::uint64_t origin = 0; // number of the socket that made the payload (PlannedSocket::number)
    std::uint64_t hop = 0;    // number of the socket that sent it last
    std::uint64_t hopSequence =
        0; // from 1: for each topic, for each wire where the sender chose it, else for the socket
    std::uint64_t originTime = 0; // ns of CLOCK_MONOTONIC when it was made; 0: not taken for this message
    std::uint64_t hopTime = 0;    // the same for the last sending
};

// nullopt when the bytes bear none.
std::optional<Stamp> readStamp(const void* payload, std::size_t size);
// `payload` has room for StampSize bytes.
void writeStamp(void* payload, const Stamp& stamp);

} // namespace zeroloom
