// What ZeroMQ's socket types are: their patterns, directions, and what each does at its high-water mark.
//
// Sources: zmq_socket(3) of libzmq 4.3.4, RFC 28 to 31. Constant tables; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zeroloom {

// Values are libzmq's own (ZMQ_PAIR = 0 and so on), so that no second table is needed.
enum class SocketType : std::uint8_t {
    Pair = 0, Pub = 1, Sub = 2, Req = 3, Rep = 4, Dealer = 5, Router = 6, Pull = 7, Push = 8, XPub = 9, XSub = 10,
    Stream = 11,
    // Draft types: known by name, refused where libzmq was built without drafts (a draft socket ends the process at
    // its first handshake there).
    Server = 12, Client = 13, Radio = 14, Dish = 15, Gather = 16, Scatter = 17, Dgram = 18, Peer = 19, Channel = 20,
};

enum class Pattern : std::uint8_t { RequestReply, PublishSubscribe, Pipeline, ExclusivePair, Raw, Draft };

// What a send does when no peer can take the message (zmq_socket(3), "Action in mute state").
enum class MuteAction : std::uint8_t { Blocks, Drops, CannotSend };

struct SocketTypeInfo {
    SocketType type;
    std::string_view name;     // "PUSH"
    Pattern pattern;
    bool sends;
    bool receives;
    MuteAction mute;
    bool manyPeers;            // false for PAIR
    std::string_view summary;  // one sentence: what it does
    std::string_view muteText; // one sentence: what happens at the high-water mark
    std::string_view routing;  // how it chooses peers, outgoing and incoming: "round-robin", "fair-queued", ...
};

// All types, stable ones first, in the order in which a palette shows them.
std::span<const SocketTypeInfo> socketTypes();
const SocketTypeInfo& info(SocketType type);
bool isDraft(SocketType type);

// "PUSH"; the name as libzmq spells it, in capitals.
std::string_view name(SocketType type);
// Case matters: "PUSH". nullopt when no type bears the name.
std::optional<SocketType> socketTypeByName(std::string_view name);

std::string_view name(Pattern pattern);  // "request-reply", "publish-subscribe", "pipeline", "exclusive pair", ...

}  // namespace zeroloom
