// What the frames of a message are, and how they are shown. Pure functions; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/control/samples.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

enum class FrameKind : std::uint8_t {
    RoutingId,    // put before or taken off by a ROUTER
    Delimiter,    // the empty frame of a REQ's envelope
    Topic,        // what a subscription is compared with
    Subscription, // 01 or 00 and a prefix, from a subscriber
    Command,      // READY, a one-byte code, KILL and the like
    Body,
};
std::string_view name(FrameKind kind); // "routing id"

// Of each frame of a message that passed a socket of this type. `peer`: the type at the other end of its wire, if
// known.
std::vector<FrameKind> frameKinds(const MessageSample& message, SocketType type, std::optional<SocketType> peer);

// As text where it is printable UTF-8 (control characters escaped: "\x01weather."), else as hex ("00 6b 8b 45 67"); a
// stamped payload as "stamped, 64 bytes". What was cut says so: "Lorem… (1,000,000 bytes)".
std::string frameAsText(std::string_view frame, std::uint64_t size);
// "00000000  48 65 6c 6c 6f                                    Hello", a line for each 16 bytes.
std::string frameAsHex(std::string_view frame);
// Indented, when the frame is a JSON object or array; its numbers and texts as they were written.
std::optional<std::string> frameAsJson(std::string_view frame);

} // namespace zeroloom
