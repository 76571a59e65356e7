// What a role is to the host, and what it needs of the host: sockets, the time, and leave to start something.
//
// A role and all that it is given live on the one loop thread of its node, except figures(). A role never blocks: it
// does a bounded amount of work in advance() and says when it wants to be called again. It is called, too, when there
// is something to receive on a socket on which it found nothing in its last advance(), or room where it could not send.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/duration.h"
#include "core/base/value.h"
#include "core/liveness/heart_watch.h"
#include "core/role/message.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

// What a source sends. With `text` or a size below StampSize the payload bears no stamp.
struct Payload {
    std::size_t size = 64;
    std::string text;
    std::vector<std::string> topics; // sent in turn as the first frame
    bool delimiter = false;          // DEALER: an empty frame first, as a REQ sends; also when all its peers are REP
    bool operator==(const Payload&) const = default;
};

enum class SendOutcome { Sent, WouldBlock };

// Whether a receive may wait for a message, for twenty milliseconds at most: the role has nothing else to do until one
// comes. The host waits only where the node has a thread of its own and messages come thick and fast; then this is as
// quick as a loop around zmq_recv.
enum class Patience { None, Brief };

struct GenerateResult {
    std::size_t sent = 0;
    bool wouldBlock = false; // the socket is in its mute state
    Nanoseconds time{};      // the stamped time of the last message; 0: not taken
};

// A socket as its role sees it. A send that can never succeed (no such peer, a dropping type that is full) counts as
// Sent, as in ZeroMQ; the socket counts the loss.
class RoleSocket {
public:
    virtual ~RoleSocket() = default;

    virtual std::string_view id() const = 0;
    virtual SocketType type() const = 0;
    virtual bool isWired() const = 0;

    // The next message as a whole. False when none waits.
    virtual bool receive(Message& into, Patience patience = Patience::None) = 0;
    // Receives and drops at most `most` messages; returns how many there were.
    virtual std::size_t discard(std::size_t most, Patience patience = Patience::None) = 0;
    // Sends all frames; a stamped payload is stamped as sent by this socket. `message` is empty after Sent.
    virtual SendOutcome send(Message& message) = 0;

    virtual void setPayload(const Payload& payload) = 0;
    // Sends at most `most` messages made of the payload. On a ROUTER to the peers that it has heard of, in turn.
    // `timed`: take the time for each, not just for a sample.
    virtual GenerateResult generate(std::size_t most, bool timed = false) = 0;
    // How many messages a bounded piece of work has, by the payload's size.
    virtual std::size_t burst() const = 0;

    // Closes the socket and opens a new one with the same options and wires (a REQ that gives up waiting).
    virtual void reopen() = 0;

    // Peers that are connected, with their handshake done.
    virtual std::size_t connectedPeers() const = 0;
    // The node at the other end of its first wire; empty: it has no wire.
    virtual std::string_view peerNode() const = 0;
};

// How quickly this process's I/O threads get to their work: beats of its own go through all of them while somebody asks.
struct IoView {
    Nanoseconds clearAt{0};   // what had reached this process by then is in its sockets by now
    Nanoseconds sentUntil{0}; // what was sent up to then has left this process ...
    Nanoseconds leftBy{0};    // ... by this time at the latest
    Nanoseconds delay{0};     // of the last beat
};

class RoleContext {
public:
    virtual ~RoleContext() = default;

    virtual std::span<RoleSocket* const> sockets() = 0;
    virtual Nanoseconds now() const = 0;
    // False while the run is paused or its sources have been stopped: start nothing new.
    virtual bool mayStart() const = 0;
    virtual void recordRoundTrip(Nanoseconds time) = 0;
    // As it was when this advance began: take it first, then receive until nothing comes. Each call makes one more beat
    // go, right after this advance if something was sent in it or its time had come (Progress::wakeAt), and the role is
    // called again when that is back. Nothing is clear yet before the first. While the host cannot probe, its own
    // loop's times.
    virtual IoView ioView() = 0;
    virtual HeartWitness& witness() = 0;
    // A line in the event log. `kind` as "request-abandoned".
    virtual void warn(std::string_view kind, std::string text) = 0;
};

// What a role wants after a piece of work.
struct Progress {
    bool again = false;                // there is more to do at once
    bool busy = false;                 // holds a message that is neither received nor sent in the counters
    bool finished = false;             // did all that it had to (a source that sent its count)
    std::optional<Nanoseconds> wakeAt; // call at this time at the latest

    void wake(Nanoseconds at) { wakeAt = wakeAt ? std::min(*wakeAt, at) : at; }
};

class RoleNode {
public:
    virtual ~RoleNode() = default;

    // At the start and whenever parameters change. `params` have passed checkParameter.
    virtual void configure(const Values& params, RoleContext& context) = 0;
    virtual Progress advance(RoleContext& context) = 0;
    // What the role reports of itself: {"retries": 3}. Called from any thread.
    virtual Values figures() const { return {}; }
    // The hearts that the role watches. Lives as long as the role; may be asked from any thread.
    virtual HeartWatch* hearts() { return nullptr; }
};

// nullptr for a role that has no behaviour on a loop (outside, program) and for an unknown one.
std::unique_ptr<RoleNode> makeRoleNode(std::string_view role);

} // namespace zeroloom
