// The parts of the option catalogue, one for each subject; core/zmq/option_catalogue.h joins them.
// Built anew by each call; callable from any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

#include "core/zmq/option_catalogue.h"

namespace zeroloom::optiontables {

std::vector<OptionInfo> messagingOptions(); // queue, routing and subscription
std::vector<OptionInfo> timingOptions();    // timing and heartbeat
std::vector<OptionInfo> transportOptions();
std::vector<OptionInfo> securityOptions();

inline constexpr std::int64_t MostInt = std::numeric_limits<int>::max();
inline constexpr std::int64_t MostInt64 = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t MostShortText = 255; // where libzmq keeps a length in one byte

constexpr std::uint32_t types(std::initializer_list<SocketType> list)
{
    std::uint32_t bits = 0;
    for (const SocketType type : list) {
        bits |= 1U << static_cast<unsigned>(type);
    }
    return bits;
}

// The stable types; no option is offered for drafts.
inline constexpr std::uint32_t AllTypes = (1U << (static_cast<unsigned>(SocketType::Stream) + 1)) - 1;
inline constexpr std::uint32_t AllButStream = AllTypes & ~types({SocketType::Stream});

// A default that means "not set": libzmq has no value for it that could be given.
inline Value unset() { return std::string(); }
inline Value number(std::int64_t value) { return value; }

} // namespace zeroloom::optiontables
