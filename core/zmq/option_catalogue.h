// Every socket option that Zeroloom knows: the one source of the inspector, the check, the file reader and
// `zeroloomctl options`.
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
    Value defaultValue;     // libzmq's own
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

// Whether `value` is of the option's kind and in its range; the error says what would be.
[[nodiscard]] Status checkOption(const OptionInfo& option, const Value& value);

// The bytes that zmq_setsockopt takes: an int, an int64 or text. `value` must have passed checkOption.
std::string optionBytes(const OptionInfo& option, const Value& value);

}  // namespace zeroloom
