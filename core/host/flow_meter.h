// Follows the sequence numbers of one wire at its receiving end. Owned by the socket's loop.
#pragma once

#include <vector>

#include "core/host/records.h"
#include "core/role/stamp.h"

namespace zeroloom {

class FlowMeter {
public:
    // A message with a stamp of `bytes` in all frames came through the wire. `dry`: how often the socket has found
    // nothing waiting.
    void add(WireRecord& wire, const Stamp& stamp, std::size_t bytes, std::uint64_t dry);

private:
    struct Track {
        std::uint64_t last = 0;        // 0: none yet
        std::uint64_t missing = 0;     // counted as skipped and may still come, out of order
        std::uint64_t dry = 0;         // when the last disconnect was noticed
        std::uint32_t disconnects = 0; // of the wire, at the last message
        // A connection was lost, and what was lost with it has not shown: what comes may still have waited before.
        bool lostConnection = false;
    };

    static void noteDisconnects(const WireRecord& wire, Track& track, std::uint64_t dry);
    static void skipped(WireRecord& wire, Track& track, std::uint64_t count);
    static void late(WireRecord& wire, Track& track);

    std::vector<Track> m_tracks; // by topic
    std::uint16_t m_incarnation = 0;
    bool m_started = false;
};

} // namespace zeroloom
