// Looks at messages as they pass a socket, at most so many a second of each direction; the others are counted. There is
// one only while somebody wants to see them. The copies of a socket share it, and with it the limit.
//
// Owned by the node's loop, but for the log, which is shared.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/duration.h"
#include "core/control/samples.h"
#include "core/host/message_log.h"
#include "core/role/stamp.h"

namespace zeroloom {

// So many a second, and as many at once after a second without any.
class PassLimit {
public:
    void set(unsigned perSecond);
    bool hasRoom(Nanoseconds now) const { return m_paidUntil + m_each <= now + std::chrono::seconds(1); }
    void take(Nanoseconds now) { m_paidUntil = std::max(m_paidUntil, now) + m_each; }

private:
    Nanoseconds m_each{1};
    Nanoseconds m_paidUntil{0};
};

class MessageTap {
public:
    enum class Way { Sent, Received };

    MessageTap(MessageLog& log, SocketRef socket) : m_log(log), m_socket(std::move(socket)) {}

    // What was left out so far is still told.
    void setLimit(unsigned perSecond);

    // A message is about to be sent, or begins to come. Whether it is looked at: then each of its frames is shown,
    // before libzmq has it, and passed() tells that it went. One that did not go is tried again or forgotten.
    bool begin(Way way);
    void show(const void* data, std::size_t size);
    void passed(Way way, bool looked, const WireId& wire);

private:
    struct Direction {
        PassLimit limit;
        std::uint64_t leftOut = 0;
    };
    Direction& direction(Way way) { return m_directions[way == Way::Sent ? 0 : 1]; }

    MessageLog& m_log;
    const SocketRef m_socket;
    std::array<Direction, 2> m_directions;
    MessageSample m_sample;       // in the making
    std::size_t m_kept = 0;       // bytes in it
    std::optional<Stamp> m_stamp; // of the frame that was shown last
};

} // namespace zeroloom
