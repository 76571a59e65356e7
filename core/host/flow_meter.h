// Follows the sequence numbers of one wire at its receiving end. Owned by the socket's loop.
#pragma once

#include <vector>

#include "core/host/records.h"
#include "core/role/stamp.h"

namespace zeroloom {

class FlowMeter {
public:
    // A message with a stamp of `bytes` in all frames came through the wire.
    void add(WireRecord& wire, const Stamp& stamp, std::size_t bytes);

private:
    struct Track {
        std::uint64_t last = 0;    // 0: none yet
        std::uint64_t missing = 0; // counted as skipped and may still come, out of order
    };

    void skipped(WireRecord& wire, Track& track, std::uint64_t count);
    void late(WireRecord& wire, Track& track);

    std::vector<Track> m_tracks; // by topic
    std::uint16_t m_incarnation = 0;
    bool m_started = false;
    std::uint32_t m_epoch = 0; // the wire's disconnects at the last message
};

} // namespace zeroloom
