// How many peers a ROUTER has heard from, by the routing ids that it put before their messages: a peer that comes back
// under its own is counted once, one whose id the ROUTER made up is counted each time that it connects.
//
// Owned by the thread of the socket; `count` is read by any.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "core/role/relaxed_counter.h"

namespace zeroloom {

class RoutingIdCount {
public:
    // So many are told apart; nothing is counted beyond.
    static constexpr std::size_t Most = 10'000;

    // The first frame of a message that was received.
    void hear(std::string_view routingId);
    std::int64_t count() const { return m_count.asSigned(); }

private:
    std::unordered_set<std::string> m_heard;
    std::string m_last; // a busy peer's messages come in a row
    RelaxedCounter m_count;
};

} // namespace zeroloom
