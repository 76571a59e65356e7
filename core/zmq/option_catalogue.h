// Every socket option that Zeroloom knows: the one source of the inspector, the check, the file reader and
// `zeroloomctl options`.
//
// Left out: what can only be read; drafts that libzmq 4.3.4 refuses; SUBSCRIBE (a socket's subscriptions are its own
// list); METADATA (carries Zeroloom's own tag); USE_FD; what is for multicast, VMCI or udp only; what is deprecated.
//
// Sources: zmq_setsockopt(3) and zmq.h of libzmq 4.3.4. Constant tables; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

// zmq_setsockopt(3): ZMQ_SNDHWM, ZMQ_RCVHWM; in messages.
inline constexpr std::int64_t DefaultHighWaterMark = 1000;

enum class OptionKind : std::uint8_t {
    Integer,  // C int
    Integer64,
    Boolean,  // C int, 0 or 1
    Text,     // bytes; in a file text, or "0x" and hex digits
    Key,      // CURVE key: 40 characters of Z85
};

enum class OptionGroup : std::uint8_t { Queue, Routing, Subscription, Timing, Heartbeat, Transport, Security };

struct OptionInfo {
    std::string_view name;  // libzmq's without "ZMQ_": "SNDHWM"
    int libzmqId;
    OptionKind kind;
    OptionGroup group;
    std::string_view unit;  // "messages", "ms", "bytes", "s", "" ...
    Value defaultValue;     // libzmq's own; an empty text, and HEARTBEAT_TIMEOUT's -1, mean "not set"
    std::int64_t minimum;   // for the integer kinds; lengths in bytes for Text
    std::int64_t maximum;
    std::uint32_t types;    // bit (1 << int(SocketType)) for each type that honours it
    bool live;              // takes effect on a socket whose wires are up already
    bool secret;            // never shown or exported in clear
    std::string_view help;  // one line

    bool appliesTo(SocketType type) const { return (types >> static_cast<unsigned>(type)) & 1U; }
};

std::span<const OptionInfo> options();
const OptionInfo* optionByName(std::string_view name);  // nullptr when unknown
std::vector<const OptionInfo*> optionsFor(SocketType type);
std::string_view name(OptionGroup group);

// The default on that type: LINGER is 0 on SUB and XSUB, and -1 on the others.
Value defaultValue(const OptionInfo& option, SocketType type);

// Whether `value` is of the option's kind and in its range; the error says what would be.
[[nodiscard]] Status checkOption(const OptionInfo& option, const Value& value);

// A value as a person types it in a field or gives it on the command line: "1000", "true", "1", "0x01ff", "weather".
[[nodiscard]] Result<Value> readOption(const OptionInfo& option, std::string_view text);

// The bytes that zmq_setsockopt takes: an int, an int64 or text. `value` must have passed checkOption.
std::string optionBytes(const OptionInfo& option, const Value& value);

}  // namespace zeroloom
