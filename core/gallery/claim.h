// What a lesson says will be seen, as something that can be checked against the figures of a run.
//
//   [words: ]FIGURE SUBJECT OP NUMBER [for TIME | within TIME]
//   [words: ]FIGURE SUBJECT OP FIGURE SUBJECT [for TIME | within TIME]
//
// FIGURE   received, sent, rate (messages/s received, else sent), queue, lost, muted (0 or 1), connected (0 or 1; wires),
//          lost-to-high-water-mark, lost-without-subscriber, lost-unroutable, lost-in-reconnect, lost-unexplained,
//          state-running (0 or 1; nodes), alive, late, lost-hearts (nodes that watch hearts), latency-ms (median),
//          or a figure that the node's role reports, by its name: retries, abandoned, elapsed_ms
// SUBJECT  NODE (sum over its sockets), NODE.SOCKET, or a wire: its id, FROM->TO, or TO->FROM for what comes back
// OP       = != < <= > >=, and ~ for "within a fifth of, and not both nothing"
// `received`, `sent` and losses count from the beginning of the step; with "total " before FIGURE since the run began.
//
// `within` (10 s when nothing is said): the claim comes true by then. `for`: it holds for all of that time, counted from
// when the check began, so that 'received X = 0 for 3s' says that nothing came for three seconds.
//
// A claim that could not fail, or could not come true, is refused: a count begins at 0, so that 'received X = 0' is true
// at once and says nothing without `for`, and 'received X > 5 for 3s' is broken at once.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/duration.h"
#include "core/base/result.h"
#include "core/model/topology.h"
#include "core/observe/observation.h"

namespace zeroloom {

enum class ClaimFigure : std::uint8_t {
    Number, // no figure: `number`
    Received,
    Sent,
    Rate,
    Queue,
    Lost,
    LostToHighWaterMark,
    LostWithoutSubscriber,
    LostUnroutable,
    LostInReconnect,
    LostUnexplained,
    Muted,
    Connected,
    StateRunning,
    Alive,
    Late,
    LostHearts,
    LatencyMs,
    OfRole, // `roleFigure`
};

struct ClaimOperand {
    ClaimFigure figure = ClaimFigure::Number;
    std::string roleFigure; // "retries"
    bool total = false;
    // One of the three, and which way through a wire.
    NodeId node;
    SocketRef socket;
    WireId wire;
    bool backward = false;
    bool sends = false; // Rate: of a node or socket that only sends
    double number = 0;
    std::string subject; // as written
};

enum class ClaimComparison : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, About };

struct Claim {
    std::string words;   // what a person reads: those before the colon, else the claim as written
    std::string written; // without those words
    ClaimOperand left, right;
    ClaimComparison comparison = ClaimComparison::Equal;
    bool throughout = false;                     // `for`
    Nanoseconds time{std::chrono::seconds(10)}; // `for` or `within`
    int line = 0;
};

[[nodiscard]] Result<Claim> parseClaim(std::string_view text, const Topology& topology);

// The operand's value in `now`, counted from `begin` where it counts. Unknown where the figure is.
Figure<double> valueOf(const ClaimOperand& operand, const Observation& now, const Observation& begin);

// Whether the comparison holds; nullopt where a figure is not known. `figures` becomes what it was judged by, in words:
// "received by client.req: 0".
std::optional<bool> holds(const Claim& claim, const Observation& now, const Observation& begin, std::string& figures);

} // namespace zeroloom
