// Where the messages of a flow wait, as far as that can be told. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/observe/observation.h"

namespace zeroloom {

// One wire of a round-robin socket, for the division of what waits in all of them together.
struct TurnsShare {
    std::uint64_t lag = 0;   // numbers that the socket has used since the last one that came out of this wire
    std::uint64_t limit = 0; // both high-water marks, 0: none
    bool empty = false;      // the receiver just found nothing, or nothing can be in it
    // What is likely to be in it, where messages bear no numbers and the lag tells nothing; nullopt: the lag tells.
    std::optional<double> likely{};
};

// Divides `total` among the wires of a round-robin socket.
//
// Messages leave a wire in the order of their numbers, so a wire holds none with a number below the last one that came
// out of it: what nobody has received must be in the wires that lag. Each gets a part in proportion to its lag, never
// more than the lag or the limit. Where messages bear no numbers, each gets a part in proportion to what is likely to
// be in it. When only one wire can hold anything, it has all, and that is exact; everything else is an estimate.
std::vector<Figure<std::uint64_t>> divideTurns(std::uint64_t total, bool exact, const std::vector<TurnsShare>& shares);

// What is likely to wait in each wire of a round-robin socket, followed from look to look: what the socket sends goes
// to those in turn that can take it, and what a receiver has got is no longer there. Plain value.
class TurnsGuess {
public:
    struct Wire {
        std::uint64_t received = 0; // all in all
        std::uint64_t limit = 0;    // both high-water marks, 0: none
        bool takes = false;         // the socket sends to it
        bool empty = false;         // as in TurnsShare
    };
    // `sent`: all in all. `waiting`: in all wires together. `wires` keep their order from look to look; when their
    // number changes, it begins anew.
    void look(std::uint64_t sent, std::uint64_t waiting, const std::vector<Wire>& wires);
    double likely(std::size_t wire) const { return m_likely[wire]; }

private:
    std::uint64_t m_sent = 0;
    std::vector<std::uint64_t> m_received;
    std::vector<double> m_likely;
};

// What a wire's messages can wait in, between its two ends.
struct WireRoom {
    std::uint64_t sendLimit = 0, receiveLimit = 0; // high-water marks, 0: none
    bool connected = false;
    bool throughKernel = true;           // not inproc
    std::optional<std::uint64_t> kernel; // messages that the kernel's buffers hold, by their bytes; nullopt: not known
};

struct DepthPlace {
    std::uint64_t out = 0;
    std::optional<std::uint64_t> kernel; // nullopt: not known; then `out` has it, too
    std::uint64_t in = 0;
};

// Divides what waits in one wire among the sender's queue, the way between, and the receiver's queue. A wire fills from
// the receiver back: the receiver's high-water mark's worth waits in its queue, then the kernel's buffers fill, then
// the sender's queue, to its own high-water mark and no further: what is beyond it has left. While the connection is
// down all of it is at the sender; when the kernel holds nothing though the connection is up, all of it has arrived.
DepthPlace placeDepth(std::uint64_t depth, const WireRoom& room);

} // namespace zeroloom
