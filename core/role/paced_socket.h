// Sending and receiving on one socket at a pace: what source, sink and peer are made of. Owned by one thread.
#pragma once

#include "core/role/pace.h"
#include "core/role/role_node.h"

namespace zeroloom {

// Sends generated messages through one socket.
class PacedSender {
public:
    void configure(double rate, std::uint64_t count, Nanoseconds now);
    void advance(RoleSocket& socket, RoleContext& context, Progress& step);
    bool finished() const { return m_count > 0 && m_sent >= m_count; }

private:
    SendPace m_pace;
    std::uint64_t m_count = 0;
    std::uint64_t m_sent = 0;
    bool m_held = false; // paused or mute: the schedule starts anew afterwards
};

// Receives from one socket and works on each message.
class PacedReceiver {
public:
    void configure(Nanoseconds work, Nanoseconds now) { m_pace.setWork(work, now); }
    // `patience`: what the role allows when there is no work to time.
    void advance(RoleSocket& socket, RoleContext& context, Progress& step, Patience patience = Patience::None);

private:
    WorkPace m_pace;
};

} // namespace zeroloom
