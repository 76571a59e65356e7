// A message that is worked on between being received and being sent: what worker and replier are made of.
#pragma once

#include "core/role/pace.h"
#include "core/role/role_node.h"

namespace zeroloom {

// Nothing is received while the message cannot be sent on, so that pressure passes upstream. Owned by one thread.
class HeldMessage {
public:
    void configure(Nanoseconds work) { m_pace.setWork(work); }
    // Receives from `in`, works, sends to `out` (which may be the same socket), as long as that goes and for a bounded
    // number of messages.
    void advance(RoleSocket& in, RoleSocket& out, RoleContext& context, Progress& step,
                 Patience patience = Patience::None);

private:
    WorkPace m_pace;
    Message m_message;
};

} // namespace zeroloom
