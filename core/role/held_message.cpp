#include "core/role/held_message.h"

namespace zeroloom {

void HeldMessage::advance(RoleSocket& in, RoleSocket& out, RoleContext& context, Progress& step, Patience patience)
{
    for (std::size_t budget = in.burst(); budget > 0; --budget) {
        // Without work there is nothing to time, and the clock is not read for each message.
        const Nanoseconds now = m_pace.instant() ? Nanoseconds(0) : context.now();
        if (m_message.empty()) {
            if (!in.receive(m_message, patience)) {
                m_pace.rest();
                return;
            }
            if (!m_pace.instant())
                m_pace.begin(now);
        }
        if (!m_pace.instant() && !m_pace.isFree(context.now())) {
            step.busy = true;
            step.wake(m_pace.until());
            return;
        }
        if (out.send(m_message) == SendOutcome::WouldBlock) {
            m_pace.rest();
            step.busy = true;
            return;
        }
    }
    step.again = true;
}

} // namespace zeroloom
