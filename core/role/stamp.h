// What stands at the start of a generated payload: who made it, who sent it last, and when. By it the receiver knows
// the wire, the loss and the latency.
//
// In memory order of the machine; a machine of the other order sees no stamp. Pure functions, inline because they are
// called for every message; callable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
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

namespace stamp_layout {

// The first byte in memory, 0x81, starts no text in UTF-8, and no subscription.
inline constexpr std::uint32_t Magic = 0x4c5a7e81;
inline constexpr std::uint16_t Version = 1;

struct Bytes {
    std::uint32_t magic;
    std::uint16_t versionAndIncarnation;
    std::uint16_t topic;
    std::uint64_t origin, hop, hopSequence, originTime, hopTime;
};
static_assert(sizeof(Bytes) == StampSize);

} // namespace stamp_layout

// nullopt when the bytes bear none.
inline std::optional<Stamp> readStamp(const void* payload, std::size_t size)
{
    if (size < StampSize)
        return std::nullopt;
    stamp_layout::Bytes bytes;
    std::memcpy(&bytes, payload, StampSize);
    if (bytes.magic != stamp_layout::Magic || (bytes.versionAndIncarnation & 0xf) != stamp_layout::Version)
        return std::nullopt;
    Stamp stamp;
    stamp.incarnation = static_cast<std::uint16_t>(bytes.versionAndIncarnation >> 4);
    stamp.topic = bytes.topic;
    stamp.origin = bytes.origin;
    stamp.hop = bytes.hop;
    stamp.hopSequence = bytes.hopSequence;
    stamp.originTime = bytes.originTime;
    stamp.hopTime = bytes.hopTime;
    return stamp;
}

// `payload` has room for StampSize bytes.
inline void writeStamp(void* payload, const Stamp& stamp)
{
    const stamp_layout::Bytes bytes{
        stamp_layout::Magic, static_cast<std::uint16_t>(stamp.incarnation << 4 | stamp_layout::Version),
        stamp.topic,         stamp.origin,
        stamp.hop,           stamp.hopSequence,
        stamp.originTime,    stamp.hopTime};
    std::memcpy(payload, &bytes, StampSize);
}

} // namespace zeroloom
