// A message that is worked on between being received and being sent: what worker and replier are made of.
#pragma once

#include <string>

#include "core/role/pace.h"
#include "core/role/role_node.h"
#include "core/role/routing_id_count.h"

namespace zeroloom {

// What says how long the work on a message takes: the role's own parameter, or the message, whose payload is the number
// of milliseconds.
enum class WorkTiming { Fixed, ByMessage };

// Nothing is received while the message cannot be sent on, so that pressure passes upstream. Owned by one thread.
class HeldMessage {
public:
    void configure(Nanoseconds work, Nanoseconds now) { m_pace.setWork(work, now); }
    void setTiming(WorkTiming timing) { m_timing = timing; }
    // Sent in place of what was received, behind the same envelope; empty: what was received.
    void setReply(std::string text) { m_reply = std::move(text); }
    // Counts whom a ROUTER hears from; outlives this.
    void setRoutingIds(RoutingIdCount& routingIds) { m_routingIds = &routingIds; }
    // Nothing more is received; what is held is still finished.
    void close() { m_closed = true; }
    bool isDone() const { return m_closed && m_message.empty(); }

    // Receives from `in`, works, sends to `out` (which may be the same socket), as long as that goes and for a bounded
    // number of messages.
    void advance(RoleSocket& in, RoleSocket& out, RoleContext& context, Progress& step,
                 Patience patience = Patience::None);

private:
    bool takesTime() const { return m_timing == WorkTiming::ByMessage || !m_pace.instant(); }
    void begin(Nanoseconds now, RoleContext& context);
    void putReply(SocketType type);

    WorkPace m_pace;
    WorkTiming m_timing = WorkTiming::Fixed;
    std::string m_reply;
    RoutingIdCount* m_routingIds = nullptr;
    Message m_message;
    bool m_closed = false;
};

} // namespace zeroloom
