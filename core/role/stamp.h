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

// Where each field stands in the payload.
enum Place : std::size_t {
    MagicAt = 0,
    VersionAndIncarnationAt = 4,
    TopicAt = 6,
    OriginAt = 8,
    HopAt = 16,
    HopSequenceAt = 24,
    OriginTimeAt = 32,
    HopTimeAt = 40,
};
static_assert(HopTimeAt + sizeof(Stamp::hopTime) == StampSize);

// Field by field, to and from where they are wanted and never by way of a copy of the whole: a processor waits when it
// reads in one piece what it has just written in several, and that took longer than all else that is done for a
// message.
template <typename T>
T load(const void* payload, Place place)
{
    T field;
    std::memcpy(&field, static_cast<const std::byte*>(payload) + place, sizeof field);
    return field;
}

template <typename T>
void store(void* payload, Place place, T field)
{
    std::memcpy(static_cast<std::byte*>(payload) + place, &field, sizeof field);
}

} // namespace stamp_layout

// nullopt when the bytes bear none.
inline std::optional<Stamp> readStamp(const void* payload, std::size_t size)
{
    using namespace stamp_layout;
    std::optional<Stamp> stamp; // returned by each way, so that it is filled where the caller has it, and not copied
    if (size < StampSize || load<std::uint32_t>(payload, MagicAt) != Magic)
        return stamp;
    const auto versionAndIncarnation = load<std::uint16_t>(payload, VersionAndIncarnationAt);
    if ((versionAndIncarnation & 0xf) != Version)
        return stamp;
    stamp.emplace();
    stamp->incarnation = static_cast<std::uint16_t>(versionAndIncarnation >> 4);
    stamp->topic = load<std::uint16_t>(payload, TopicAt);
    stamp->origin = load<std::uint64_t>(payload, OriginAt);
    stamp->hop = load<std::uint64_t>(payload, HopAt);
    stamp->hopSequence = load<std::uint64_t>(payload, HopSequenceAt);
    stamp->originTime = load<std::uint64_t>(payload, OriginTimeAt);
    stamp->hopTime = load<std::uint64_t>(payload, HopTimeAt);
    return stamp;
}

// `payload` has room for StampSize bytes.
inline void writeStamp(void* payload, const Stamp& stamp)
{
    using namespace stamp_layout;
    store(payload, MagicAt, Magic);
    store(payload, VersionAndIncarnationAt, static_cast<std::uint16_t>(stamp.incarnation << 4 | Version));
    store(payload, TopicAt, stamp.topic);
    store(payload, OriginAt, stamp.origin);
    store(payload, HopAt, stamp.hop);
    store(payload, HopSequenceAt, stamp.hopSequence);
    store(payload, OriginTimeAt, stamp.originTime);
    store(payload, HopTimeAt, stamp.hopTime);
}

} // namespace zeroloom
